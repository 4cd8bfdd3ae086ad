#include "tm/search/phrase_search.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "language/match_key.h"
#include "tests/support/temporary_folder.h"
#include "tm/translation_memory.h"

namespace punte::tm {
namespace {

namespace fs = std::filesystem;

class PhraseSearchTest : public testing::Test {
 protected:
  void add(const std::vector<std::string>& texts) const {
    auto memory = TranslationMemory::open(file_);
    auto writer = memory->begin();
    for (const std::string& text : texts) {
      Unit unit;
      unit.variants.resize(2);
      unit.variants[0].language = "en";
      unit.variants[0].text.text = text;
      unit.variants[1].language = "ro";
      unit.variants[1].text.text = "ținta";
      ASSERT_TRUE(writer->add(unit, "test").has_value());
    }
    ASSERT_TRUE(writer->commit().has_value());
  }

  [[nodiscard]] std::vector<std::string> find(const std::string& phrase,
                                              ConcordanceOptions options = {}) const {
    auto memory = TranslationMemory::open(file_);
    std::vector<std::string> texts;
    const auto hits = memory->concordance(phrase, options, [&](const ConcordanceHit& hit) {
      std::string drawn = hit.text;
      for (std::size_t i = hit.spans.size(); i-- > 0;) {
        drawn.insert(hit.spans[i].limit, "]");
        drawn.insert(hit.spans[i].start, "[");
      }
      texts.push_back(drawn);
      return true;
    });
    EXPECT_TRUE(hits.has_value());
    return texts;
  }

  const tests::TemporaryFolder folder_;
  const fs::path file_ = folder_ / "test.tm";
};

TEST_F(PhraseSearchTest, ShowsWhereThePhraseStandsAndTheShortestTextFirst) {
  add({"We cross the old  Bridge and the OLD bridge again", "The old bridge", "Nothing old"});
  EXPECT_EQ(find("old bridge"),
            (std::vector<std::string>{"The [old bridge]",
                                      "We cross the [old  Bridge] and the [OLD bridge] again"}));
  EXPECT_EQ(find("old bridge", {.exact = true}), (std::vector<std::string>{"The [old bridge]"}));
  EXPECT_EQ(find("old bridge", {.limit = 1}).size(), 1U);
  EXPECT_TRUE(find("old bridge", {.language = "ro"}).empty());
  EXPECT_TRUE(find("old bridge", {.other = "fr"}).empty());
}

TEST_F(PhraseSearchTest, FoldsWhatTheMatchKeyFolds) {
  add({"Straße nach Köln", "cafe\xCC\x81 noir", "我們去橋上", "a \xFF b"});
  EXPECT_EQ(find("STRASSE"), (std::vector<std::string>{"[Straße] nach Köln"}));
  EXPECT_EQ(find("café"), (std::vector<std::string>{"[cafe\xCC\x81] noir"}));
  EXPECT_EQ(find("橋"), (std::vector<std::string>{"我們去[橋]上"}));
  EXPECT_EQ(find("ținta").size(), 4U);
  EXPECT_EQ(find("ţinta").size(), 4U);
}

TEST_F(PhraseSearchTest, TheShortestOfAllTextsComeFirstForAnyKindOfPhrase) {
  add({"one xy of a long text", "an xy here", "żżżżż xy", "xy"});
  const std::vector<std::string> ranked = {"[xy]", "żżżżż [xy]", "an [xy] here"};
  EXPECT_EQ(find("x[y]", {.regex = true, .limit = 3}), ranked);
  EXPECT_EQ(find("xy", {.limit = 3}), ranked);
}

TEST_F(PhraseSearchTest, StopsWhenToldWhereNothingIsFoundToo) {
  std::vector<std::string> texts;
  for (int i = 0; i < 2000; ++i) texts.push_back("text " + std::to_string(i));
  add(texts);
  auto memory = TranslationMemory::open(file_);
  for (const bool regex : {true, false}) {
    int asked = 0;
    ConcordanceOptions options;
    options.regex = regex;
    options.go_on = [&] { return ++asked < 3; };
    const auto hits =
        memory->concordance("qq", options, [](const ConcordanceHit&) { return true; });
    ASSERT_TRUE(hits.has_value());
    EXPECT_EQ(*hits, 0U);
    EXPECT_EQ(asked, 3);
  }
}

TEST_F(PhraseSearchTest, TakesRegularExpressions) {
  add({"Farbe colour 12", "color", "(a+)+ aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"});
  EXPECT_EQ(find("COLOU?R", {.regex = true}),
            (std::vector<std::string>{"[color]", "Farbe [colour] 12"}));
  EXPECT_TRUE(find("COLOU?R", {.regex = true, .exact = true}).empty());
  EXPECT_TRUE(find("^(a|aa)+$", {.regex = true}).empty());
}

TEST_F(PhraseSearchTest, FindsWhatLookingAtEveryTextFinds) {
  // Enough texts for a part of the index; few letters, so that many contain the phrase.
  std::mt19937 random(7);
  std::set<std::string> texts;
  while (texts.size() < 4000) {
    std::string text;
    for (auto length = 1 + random() % 20; length > 0; --length) {
      text += random() % 3 == 0 ? "a" : "b";
      if (random() % 5 == 0) text += "c";
    }
    texts.insert(text);
  }
  add({texts.begin(), texts.end()});
  add({"abbab later", "bbb later"});
  texts.insert({"abbab later", "bbb later"});
  for (const std::string phrase : {"bbb", "abbab", "bcbbc", "aaaa", "bbbbbbbbbbbb", "cc", "r"}) {
    std::size_t expected = 0;
    for (const std::string& text : texts) {
      if (text.find(phrase) != std::string::npos) ++expected;
    }
    EXPECT_EQ(find(phrase, {.limit = 100000}).size(), expected) << phrase;
  }
}

TEST_F(PhraseSearchTest, FindsWordsInAnyOrder) {
  add({"the bridge is old", "an old stone bridge", "Old bridges", "the older bridge",
       "我們的橋很舊"});
  EXPECT_EQ(find("bridge old", {.words = true}),
            (std::vector<std::string>{"the [bridge] is [old]", "an [old] stone [bridge]"}));
  EXPECT_EQ(find("old* BRIDGE*", {.words = true}),
            (std::vector<std::string>{"[Old] [bridges]", "the [older] [bridge]",
                                      "the [bridge] is [old]", "an [old] stone [bridge]"}));
  EXPECT_EQ(find("b*ge s*ne", {.words = true}),
            (std::vector<std::string>{"an old [stone] [bridge]"}));
  EXPECT_EQ(find("*der", {.words = true}), (std::vector<std::string>{"the [older] bridge"}));
  EXPECT_EQ(find("舊 橋", {.words = true}), (std::vector<std::string>{"我們的[橋]很[舊]"}));
  EXPECT_TRUE(find("bridge new", {.words = true}).empty());
}

TEST_F(PhraseSearchTest, AccentsAreIgnoredWhereAsked) {
  add({"Podul suspendat e închis", "Łódź i Kraków", "Μέγα έργο", "ｃａｆé", "й"});
  EXPECT_TRUE(find("inchis").empty());
  EXPECT_EQ(find("inchis", {.ignore_accents = true}),
            (std::vector<std::string>{"Podul suspendat e [închis]"}));
  EXPECT_EQ(find("krakow lodz", {.words = true, .ignore_accents = true}),
            (std::vector<std::string>{"[Łódź] i [Kraków]"}));
  EXPECT_EQ(find("μεγα", {.ignore_accents = true}), (std::vector<std::string>{"[Μέγα] έργο"}));
  EXPECT_EQ(find("CAFE", {.ignore_accents = true}), (std::vector<std::string>{"[ｃａｆé]"}));
  EXPECT_TRUE(find("и", {.ignore_accents = true}).empty());  // another letter
}

TEST_F(PhraseSearchTest, RefusesAnEmptyPhrase) {
  add({"text"});
  auto memory = TranslationMemory::open(file_);
  const auto hits = memory->concordance(" ", {}, [](const ConcordanceHit&) { return true; });
  ASSERT_FALSE(hits.has_value());
  EXPECT_EQ(hits.error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace punte::tm
