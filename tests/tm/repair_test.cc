#include "tm/repair.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "language/text_facts.h"
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
    found_ = matches->front().score;
    score_ = (*result)->score;
    return (*result)->target.text;
  }

  int found_ = 0;  // the score before
  int score_ = 0;  // and after it
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
           {{{"read more about Chrome", "citește mai mult despre Chrome"}},
            "Read more about Firefox",
            "Citește mai mult despre Firefox",
            "the case of the first letter"},
           {{{"From here to here", "De la aici la aici"}, {"here", "aici"}, {"there", "acolo"}},
            "From here to there",
            "",
            "two places: which one is not known"},
           {{{"From 5 to 10 minutes", "De la 5 la 10 minute"}},
            "From 10 to 5 minutes",
            "De la 10 la 5 minute",
            "numbers that change places, both at once"},
           {{{"From 5 to 10 minutes", "De la 5 la 10 minute"}},
            "From 10 to 20 minutes",
            "De la 10 la 20 de minute",
            "a new number that is also an old one"},
           {{{"Value %1$s of %2$s", "Valoarea %1$s din %2$s"}},
            "Value %2$s of %1$s",
            "Valoarea %2$s din %1$s",
            "placeholders that change places"},
           {{{"Lock and unlock", "Blochează și deblochează"},
             {"lock", "blochează"},
             {"unlock", "deblochează"}},
            "Unlock and lock",
            "Deblochează și blochează",
            "words that change places"},
           {{{"The terms and conditions apply to you", "Vi se aplică termenii"},
             {"terms", "termenii"},
             {"conditions", "condiții"}},
            "The conditions and terms apply to you",
            "",
            "one of two words is not in the target"},
           {{{"Open the big file here", "Deschide fișierul mare aici"},
             {"big", "mare"},
             {"here", "mare"},
             {"small", "mic"},
             {"there", "acolo"}},
            "Open the small file there",
            "",
            "one place claimed twice"},
           {{{"Install Firefox and open the help page", "Instalează Firefox și deschide pagina"}},
            "Install Thunderbird and close the help page",
            "",
            "half a repair is none"},
           {{{"Install Firefox and open the help page", "Instalează Firefox și deschide pagina"}},
            "Install Thunderbird and open 2 help pages",
            "",
            "a number too much"},
           {{{"Open 2 files in Firefox now", "Deschide două fișiere în Firefox"}},
            "Open 2 files in Thunderbird now",
            "",
            "a number of the query that the target writes in words"},
           {{{"Wait 15 days for Firefox", "Așteaptă 15 zile pentru Firefox"}},
            "Wait 35 days for Thunderbird",
            "Așteaptă 35 de zile pentru Thunderbird",
            "a noun after its number"},
           {{{"Wait 1 day for Firefox", "Așteaptă 1 zi pentru Firefox"}},
            "Wait 21 day for Thunderbird",
            "",
            "a noun that takes another form"},
           {{open}, "Open the file in Firefox today.", "", "a word that nobody knows"},
           {{open}, "Open the file in Firefox now.", "", "the same text"}}) {
    EXPECT_EQ(repaired(row.pairs, row.query), row.expected) << row.why;
  }
}

TEST_F(RepairTest, TheScoreRisesByAThirdOfWhatItLacks) {
  const Pairs pairs = {
      {"Install Firefox and open the help page", "Instalează Firefox și deschide pagina"}};
  ASSERT_NE(repaired(pairs, "Install Thunderbird and open the help page"), "");
  EXPECT_EQ(score_, found_ + (94 - found_) / 3);
}

TEST_F(RepairTest, WhatLookUpsPutInIsNoDifferenceAnyMore) {
  const TranslationMemory memory =
      memory_of({{"Copy 2,000 files to Firefox", "Copiază 2.000 de fișiere în Firefox"}});
  const Query query = query_of("Copy 3,500 files to Thunderbird");
  LookupOptions options;
  options.threshold = 30;
  const auto matches = memory.lookup(query, options);
  ASSERT_TRUE(matches && matches->size() == 1);
  EXPECT_EQ(matches->front().target.text, "Copiază 3.500 de fișiere în Firefox");
  const auto result = repair(memory, query, matches->front());
  ASSERT_TRUE(result && *result);
  EXPECT_EQ((*result)->target.text, "Copiază 3.500 de fișiere în Thunderbird");
}

TEST_F(RepairTest, TheOriginalStaysWhereSomethingIsOpen) {
  const TranslationMemory memory = memory_of({{"Between 3 and 3 days", "Între 3 și 3 zile"}});
  const Query query = query_of("Between 2 and 4 days");
  const auto matches = memory.lookup(query);
  ASSERT_TRUE(matches && matches->size() == 1);
  EXPECT_EQ(matches->front().target.text, "Între 3 și 3 zile");
  EXPECT_LT(matches->front().score, 85);
  const auto result = repair(memory, query, matches->front());
  ASSERT_TRUE(result);
  EXPECT_FALSE(*result);
}

TEST_F(RepairTest, WhatSaysTheContraryStaysBelow85) {
  const TranslationMemory memory =
      memory_of({{"The file will not be deleted from Firefox when you close this window today",
                  "Fișierul nu va fi șters din Firefox când închizi fereastra"}});
  const Query query =
      query_of("The file will be deleted from Thunderbird when you close this window today");
  const auto matches = memory.lookup(query);
  ASSERT_TRUE(matches && matches->size() == 1);
  EXPECT_LT(matches->front().score, 85);
  const auto result = repair(memory, query, matches->front());
  ASSERT_TRUE(result);
  EXPECT_FALSE(*result);
  LookupOptions options;
  options.threshold = 60;
  const Query other =
      query_of("The file will not be deleted from Thunderbird when you open this window today");
  const auto contrary = memory.lookup(other, options);
  ASSERT_TRUE(contrary && contrary->size() == 1);
  EXPECT_THAT(contrary->front().reasons,
              testing::Contains(testing::Field(&Reason::detail, "“close” → “open”")));
}

TEST_F(RepairTest, NoRepairLosesANumberOrPlaceholder) {
  std::mt19937 random(23);
  const std::vector<std::pair<std::string, std::string>> words = {
      {"copy", "copiază"}, {"files", "fișiere"}, {"to", "în"},         {"Firefox", "Firefox"},
      {"5", "5"},          {"10", "10"},         {"{name}", "{name}"}, {"%1$s", "%1$s"},
      {"%2$s", "%2$s"},    {"1,500", "1.500"},   {"folder", "dosar"},  {"5", "cinci"}};
  std::vector<std::vector<std::size_t>> drawn;  // words of each pair
  const auto pair_of = [&](const std::vector<std::size_t>& places) {
    std::pair<std::string, std::string> out;
    for (const std::size_t place : places) {
      out.first += (out.first.empty() ? "" : " ") + words[place].first;
      out.second += (out.second.empty() ? "" : " ") + words[place].second;
    }
    return out;
  };
  Pairs pairs = words;
  for (int i = 0; i < 200; ++i) {
    auto& places = drawn.emplace_back(3 + random() % 5);
    for (std::size_t& place : places) place = random() % words.size();
    pairs.push_back(pair_of(places));
  }
  const TranslationMemory memory = memory_of(pairs);
  LookupOptions options;
  options.threshold = 30;
  int repairs = 0;
  for (int i = 0; i < 1200; ++i) {
    std::vector<std::size_t> places = drawn[random() % drawn.size()];
    for (std::size_t n = 1 + random() % 2; n > 0; --n) {
      places[random() % places.size()] = random() % words.size();
    }
    const Query query = query_of(pair_of(places).first);
    const auto matches = memory.lookup(query, options);
    ASSERT_TRUE(matches);
    for (const Match& match : *matches) {
      const auto result = repair(memory, query, match);
      ASSERT_TRUE(result);
      if (!*result) continue;
      ++repairs;
      const auto wanted = language::text_facts(query.source.text);
      for (const auto& fact : wanted) {
        const auto found = language::text_facts((*result)->target.text);
        const auto count = [&](const auto& facts) {
          return std::count_if(facts.begin(), facts.end(),
                               [&](const auto& one) { return one.value == fact.value; });
        };
        EXPECT_GE(count(found), count(wanted))
            << query.source.text << " ← " << match.source.text << " → " << (*result)->target.text;
      }
    }
  }
  EXPECT_GT(repairs, 30) << "else the test says little";
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
