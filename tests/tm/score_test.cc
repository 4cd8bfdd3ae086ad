#include "tm/text/score.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "language/match_key.h"
#include "tests/reference/score.h"
#include "tm/search/word_reasons.h"

namespace punte::tm::internal {
namespace {

std::u32string draw(std::mt19937& random, std::size_t most) {
  std::u32string out;
  const std::u32string letters = random() % 2 == 0 ? U"ab" : U"abcdef12 ,ăș橋";
  for (std::size_t n = random() % (most + 1); n > 0; --n) out += letters[random() % letters.size()];
  return out;
}

TEST(Scorer, AgreesWithItsDefinition) {
  std::mt19937 random(11);
  for (int i = 0; i < 4000; ++i) {
    const std::u32string a = draw(random, i % 4 == 0 ? 300 : 20);
    std::u32string b = i % 3 == 0 ? draw(random, 300) : a;
    for (std::size_t n = random() % 6; n > 0 && !b.empty(); --n) {
      b[random() % b.size()] = U'x';
      if (random() % 2 == 0) b.erase(random() % b.size(), 1);
    }
    if (a.empty() || b.empty()) continue;
    const int wanted = reference::score(a, b);
    const int threshold = 1 + static_cast<int>(random() % 98);
    const Shape shape = shape_of(b);
    const int found = Scorer(a).score(shape, letter_counts(shape.text), threshold);
    EXPECT_EQ(found, wanted >= threshold ? wanted : -1);
  }
}

int score_of(const std::string& query, const std::string& other) {
  const Shape shape = shape_of(language::match_key(other));
  return Scorer(language::match_key(query)).score(shape, letter_counts(shape.text), 1);
}

TEST(Scorer, PlaceablesOfTheSameKindAreNearlyEqual) {
  EXPECT_EQ(score_of("Page 12 of 40", "Page 12 of 33"), 97);
  EXPECT_EQ(score_of("Page 12 of 40", "Page 9 of 33"), 96);
  EXPECT_EQ(score_of("On 25/05/2024", "On 1/6/2019"), 97);
  EXPECT_EQ(score_of("Write to me@a.ro", "Write to you@example.org"), 97);
  EXPECT_EQ(score_of("Save as MP3", "Save as H264"), 97);
  EXPECT_LT(score_of("Save as MP3", "Save as 264"), 90) << "a code is no number";
  EXPECT_EQ(score_of("1 2 3 4 5 6 7 8 9", "10 20 30 40 50 60 70 80 90"), 93) << "at most five";
  EXPECT_EQ(score_of("3 of 5", "5 of 3"), 98) << "none is missing";
}

TEST(Scorer, WhatIsMissingCountsMoreThanWhatIsTooMuch) {
  const std::string text = "The bridge is closed until the end of the year";
  const std::string more = text + " for repairs";
  EXPECT_GT(score_of(text, more), score_of(more, text));
}

TEST(Scorer, NamesTheWordsThatDiffer) {
  const auto reasons =
      word_reasons("open until the end of the year", "open until the end of summer");
  ASSERT_EQ(reasons.size(), 1U);
  EXPECT_EQ(reasons[0].detail, "“the year” → “summer”");
}

}  // namespace
}  // namespace punte::tm::internal
