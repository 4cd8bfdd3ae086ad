#include "tm/repair.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/tm/memory_fixture.h"

namespace punte::tm {
namespace {

class RepairTest : public MemoryFixture {
 protected:
  /// The best match of `query` in a memory of these pairs, repaired; "" where nothing was.
  std::string repaired(const Pairs& pairs, const std::string& query,
                       const std::string& origin = "test") {
    const TranslationMemory memory = memory_of(pairs, origin);
    const Query asked = query_of(query);
    LookupOptions options;
    options.threshold = 30;
    options.adapt = false;  // what look-ups do by themselves leaves less to repair
    const auto matches = memory.lookup(asked, options);
    EXPECT_TRUE(matches && !matches->empty()) << query;
    if (!matches || matches->empty()) return {};
    const auto result = repair(memory, asked, matches->front());
    EXPECT_TRUE(result);
    if (!result || !*result) return {};
    EXPECT_GE((*result)->score, matches->front().score);
    EXPECT_FALSE((*result)->reasons.empty());
    score_ = (*result)->score;
    return (*result)->target.text;
  }

  int score_ = 0;
};

TEST_F(RepairTest, ExchangesWhatItKnows) {
  struct Row {
    std::vector<std::pair<std::string, std::string>> pairs;
    std::string query;
    std::string expected;
    std::string why;
  };
  const std::pair<std::string, std::string> open = {"Open the file in Firefox now.",
                                                    "Deschide acum fișierul în Firefox."};
  for (const Row& row : std::vector<Row>{
           {{open},
            "Open the file in Thunderbird now.",
            "Deschide acum fișierul în Thunderbird.",
            "a name that was copied"},
           {{open},
            "Open the file in Firefox now!",
            "Deschide acum fișierul în Firefox!",
            "punctuation at the end"},
           {{{"More than 2,000 people crossed it.", "Peste 2.000 de oameni au trecut pe el."}},
            "More than 3,500 people crossed it.",
            "Peste 3.500 de oameni au trecut pe el.",
            "a number in the form of the target language"},
           {{{"Delete the selected folder", "Șterge dosarul selectat"},
             {"folder", "Dosarul"},
             {"calendar", "Calendarul"}},
            "Delete the selected calendar",
            "Șterge calendarul selectat",
            "a term that is a unit, small as the word in its place was"},
           {{{"Pay by bank account today", "Plătește azi prin cont bancar"},
             {"bank account", "cont bancar"},
             {"credit card", "card de credit"}},
            "Pay by credit card today",
            "Plătește azi prin card de credit",
            "a phrase as a whole"},
           {{{"read more about it", "citește mai mult despre asta"}},
            "Read more about dogs",
            "Citește mai mult despre asta",
            "the case of the first letter"},
           {{{"From here to here", "De la aici la aici"}, {"here", "aici"}, {"there", "acolo"}},
            "From here to there",
            "",
            "two places: which one is not known"},
           {{open}, "Open the file in Firefox today.", "", "a word that nobody knows"},
           {{open}, "Open the file in Firefox now.", "", "the same text"}}) {
    EXPECT_EQ(repaired(row.pairs, row.query), row.expected) << row.why;
  }
}

TEST_F(RepairTest, TheScoreRisesWithWhatWasRepaired) {
  const std::vector<std::pair<std::string, std::string>> pairs = {
      {"Install Firefox and open the help page", "Instalează Firefox și deschide pagina"}};
  ASSERT_NE(repaired(pairs, "Install Thunderbird and open the help page"), "");
  const int all = score_;
  ASSERT_NE(repaired(pairs, "Install Thunderbird and close the help page"), "");
  EXPECT_LT(score_, all);
  EXPECT_LE(all, 94);
}

TEST_F(RepairTest, PhrasesOfAlignedUnitsAreKnownToo) {
  EXPECT_EQ(repaired({{"Delete the selected folder", "Șterge dosarul selectat"},
                      {"folder", "Dosarul"},
                      {"calendar", "Calendarul"}},
                     "Delete the selected calendar", "aligned"),
            "Șterge calendarul selectat");
}

TEST_F(RepairTest, CodesKeepTheirWords) {
  const TranslationMemory memory = memory_of({});
  const Query query = query_of("Ask Bartholomew today");
  Match match;
  match.text_score = match.score = 80;
  match.source.text = "Ask Ana today";
  match.target.text = "Întreab-o pe Ana azi";
  language::InlineCode code;
  code.kind = language::CodeKind::kOpen;
  code.offset = match.target.text.find("Ana");
  match.target.codes.push_back(code);
  code.kind = language::CodeKind::kClose;
  code.offset += 3;
  match.target.codes.push_back(code);
  const auto result = repair(memory, query, match);
  ASSERT_TRUE(result && *result);
  const MarkedText& target = (*result)->target;
  EXPECT_EQ(target.text, "Întreab-o pe Bartholomew azi");
  EXPECT_EQ(
      target.text.substr(target.codes[0].offset, target.codes[1].offset - target.codes[0].offset),
      "Bartholomew");
}

TEST_F(RepairTest, AnyBytesAreFine) {
  const TranslationMemory memory = memory_of({});
  Query query = query_of("");
  Match match;
  match.text_score = match.score = 60;
  for (const char* text : {"", "\xFF\xFE", "...", " ", "\xE2\x80", "12 \xF0\x9F"}) {
    for (const char* other : {"", "a", "\xFF", "7", "…"}) {
      query.source.text = text;
      match.source.text = other;
      match.target.text = other;
      EXPECT_TRUE(repair(memory, query, match));
    }
  }
}

}  // namespace
}  // namespace punte::tm
