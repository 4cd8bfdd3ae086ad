#include "tm/search/ranking.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "language/match_key.h"

namespace punte::tm::internal {
namespace {

Match match(std::int64_t unit, int score, const std::string& source, const std::string& target) {
  Match out;
  out.unit_id = unit;
  out.score = score;
  out.text_score = score;
  out.source.text = source;
  out.target.text = target;
  return out;
}

std::vector<std::int64_t> order(const std::string& query, std::vector<Match> matches) {
  rank(Scorer(language::match_key(query)), matches);
  std::vector<std::int64_t> units;
  for (const Match& one : matches) units.push_back(one.unit_id);
  return units;
}

TEST(Ranking, TheTargetThatOthersAgreeWithComesFirst) {
  EXPECT_THAT(order("Open the bridge", {match(1, 80, "Open the bridges", "Cu totul altceva aici"),
                                        match(2, 80, "Open the bridges", "Deschideți podurile"),
                                        match(3, 78, "Opens the bridge", "Deschideți podul")}),
              testing::ElementsAre(testing::Ne(1), testing::Ne(1), 1));
}

TEST(Ranking, AnExactMatchIsNeverBehindAFuzzyOne) {
  EXPECT_THAT(order("Open the bridge",
                    {match(1, 98, "Open the bridges", "Deschideți podul"),
                     match(2, 98, "Opens the bridge", "Deschideți podul"),
                     match(3, 99, "open the bridge", "x"), match(4, 102, "Open the bridge", "y"),
                     match(5, 100, "Open the bridge", "z")}),
              testing::ElementsAre(4, 5, 3, testing::_, testing::_));
}

TEST(Ranking, AmongExactMatchesOfOneScoreAgreementDecides) {
  EXPECT_THAT(order("Save", {match(1, 100, "Save", "Xyz"), match(2, 100, "Save", "Salvează"),
                             match(3, 100, "Save", "Salvați")}),
              testing::ElementsAre(testing::Ne(1), testing::Ne(1), 1));
}

TEST(Ranking, APenaltyCounts) {
  EXPECT_THAT(order("Open the bridge", {match(1, 60, "Open the bridges", "Deschideți podul"),
                                        match(2, 80, "Open the bridges", "Deschideți podul")}),
              testing::ElementsAre(2, 1));
}

TEST(Ranking, DoesNotDependOnTheOrderItIsGiven) {
  std::mt19937 random(3);
  std::vector<Match> matches;
  for (int i = 0; i < 30; ++i) {
    const std::string word = std::string(1 + random() % 3, static_cast<char>('a' + i % 5));
    matches.push_back(match(i + 1, static_cast<int>(60 + random() % 45), "bridge " + word,
                            "pod " + word + std::string(random() % 4, 'u')));
  }
  const auto wanted = order("bridge aa", matches);
  for (int i = 0; i < 5; ++i) {
    std::shuffle(matches.begin(), matches.end(), random);
    EXPECT_EQ(order("bridge aa", matches), wanted);
  }
}

TEST(Ranking, AnyTextsAreRanked) {
  EXPECT_EQ(order("", {match(1, 98, "", ""), match(2, 50, "...", "")}).size(), 2U);
  EXPECT_EQ(order("橋", {match(1, 40, "橋は長い", "\xFF"), match(2, 40, " ", "ร")}).size(), 2U);
  EXPECT_TRUE(order("x", {}).empty());
}

}  // namespace
}  // namespace punte::tm::internal
