#include "tm/index/key_index.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "language/match_key.h"
#include "tests/reference/score.h"
#include "tests/support/temporary_folder.h"
#include "tm/text/score.h"
#include "tm/translation_memory.h"

namespace punte::tm {
namespace {

namespace fs = std::filesystem;

class KeyIndexTest : public testing::Test {
 protected:
  void add(TranslationMemory& memory, const std::vector<std::string>& texts, std::size_t a_commit) {
    std::size_t i = 0;
    while (i < texts.size()) {
      auto writer = memory.begin();
      ASSERT_TRUE(writer);
      for (const std::size_t limit = std::min(i + a_commit, texts.size()); i < limit; ++i) {
        Unit unit;
        unit.source_language = "en";
        unit.variants.resize(2);
        unit.variants[0].language = "en";
        unit.variants[0].text.text = texts[i];
        unit.variants[1].language = "ro";
        unit.variants[1].text.text = "t" + std::to_string(texts_.size());
        ASSERT_TRUE(writer->add(unit, "test"));
        texts_.push_back(texts[i]);
        keys_.push_back(language::lookup_key(texts[i]));
      }
      ASSERT_TRUE(writer->commit());
    }
  }

  /// Holds a look-up against scoring every unit.
  void expect_exact(const TranslationMemory& memory, const std::string& text, int threshold,
                    std::size_t limit) {
    Query query;
    query.source.text = text;
    query.source_language = "en";
    query.target_language = "ro";
    LookupOptions options;
    options.threshold = threshold;
    options.limit = limit;
    options.order = MatchOrder::kScore;
    options.penalties.placeables = 0;  // order by the texts alone
    options.penalties.meaning = 0;
    options.adapt = false;
    const auto matches = memory.lookup(query, options);
    ASSERT_TRUE(matches) << matches.error().text();
    const std::u32string key = language::lookup_key(text);
    std::vector<std::pair<int, std::string>> expected;  // negated score, target, in unit order
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      int score = reference::score(key, keys_[i]);
      if (key == keys_[i]) score = text == texts_[i] ? 100 : 99;
      if (score >= threshold) expected.emplace_back(-score, "t" + std::to_string(i));
    }
    std::stable_sort(expected.begin(), expected.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    expected.resize(std::min(expected.size(), limit));
    std::vector<std::pair<int, std::string>> found;
    for (const Match& match : *matches) found.emplace_back(-match.text_score, match.target.text);
    EXPECT_EQ(found, expected) << text << " at " << threshold;
  }

  std::string random_text(std::mt19937& random, std::size_t words) {
    static const std::vector<std::string> kWords = {
        "bridge", "bridges", "the",    "The",     "of",       "river", "open", "opens",  "a",
        "ferry",  "old",     "oldest", "new",     "is",       "was",   "12",   "1,200",  "H264",
        "a@b.ro", "31",      "ăîș",    "橋",      "橋は長い", "สะพาน", "zzz",  "aaaa",   "aa",
        "city",   "cities",  "e",      "ticket",  "lei",      ".",     "{x}",  "{{y}}",  "%s",
        "%1$s",   "-7",      "+5",     "1 200",   "٣",        "…",     "!",    "(new)",  "ai",
        "aiș",    "podul",   "pódul",  "chapter", "iv",       "xii",   "&old", "¿city?", "שָׁלוֹם"};
    std::string out;
    for (std::size_t i = 0; i < words; ++i) {
      out += (i > 0 ? " " : "") + kWords[random() % kWords.size()];
    }
    return out;
  }

  std::vector<std::string> random_texts(std::mt19937& random, std::size_t count) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < count; ++i) {
      out.push_back(random_text(random, 1 + random() % (i % 10 == 0 ? 40 : 6)));
    }
    return out;
  }

  const tests::TemporaryFolder folder_;
  const fs::path path_ = folder_ / "test.tm";
  std::vector<std::string> texts_;
  std::vector<std::u32string> keys_;
};

TEST_F(KeyIndexTest, FindsExactlyWhatScoringEveryUnitFinds) {
  std::mt19937 random(7);
  auto memory = TranslationMemory::open(path_);
  ASSERT_TRUE(memory);
  add(*memory, random_texts(random, 3000), 3000);  // a part of the index
  add(*memory, random_texts(random, 300), 100);    // pending texts
  for (int i = 0; i < 20; ++i) {
    const std::string query = random_text(random, 1 + random() % 12);
    for (const int threshold : {1, 30, 50, 70, 85, 98, 100}) {
      expect_exact(*memory, query, threshold, 1 + random() % 8);
    }
  }
}

TEST_F(KeyIndexTest, IsExactForHostileQueriesToo) {
  std::mt19937 random(11);
  auto memory = TranslationMemory::open(path_);
  ASSERT_TRUE(memory);
  std::vector<std::string> texts = random_texts(random, 2500);
  for (std::size_t length = 1; length < 400; length += 7) texts.emplace_back(length, 'a');
  for (int i = 0; i < 500; ++i) texts.emplace_back("the same text every time");
  texts.emplace_back("...");
  texts.emplace_back(" ");
  add(*memory, texts, texts.size());
  for (const std::string& query :
       {std::string("a"), std::string("aaaaaaa"), std::string(300, 'a'), std::string("q"),
        std::string("xyzxyzxyz"), std::string("the same text every time"),
        std::string("The same text every  time"), std::string("the same text every day"),
        std::string("."), std::string("橋"), std::string(2000, 'b')}) {
    for (const int threshold : {10, 50, 70, 95}) expect_exact(*memory, query, threshold, 5);
  }
}

TEST_F(KeyIndexTest, BoundsTheScoreFromAbove) {
  std::mt19937 random(13);
  for (int i = 0; i < 3000; ++i) {
    const std::u32string a = language::match_key(random_text(random, random() % 8));
    const std::u32string b = language::match_key(random_text(random, random() % 8));
    const std::u32string first = internal::shape_of(a).text;
    const std::u32string second = internal::shape_of(b).text;
    const std::size_t shared =
        internal::shared_of(internal::trigrams_of(first), internal::trigrams_of(second));
    ASSERT_GE(internal::best_score(first.size(), second.size(), shared),
              reference::score_of_letters(a, b));
  }
}

TEST_F(KeyIndexTest, KeepsUpWithOtherConnections) {
  std::mt19937 random(17);
  auto writer = TranslationMemory::open(path_);
  ASSERT_TRUE(writer);
  OpenOptions read_only;
  read_only.read_only = true;
  add(*writer, random_texts(random, 10), 10);
  const auto reader = TranslationMemory::open(path_, read_only);
  ASSERT_TRUE(reader);
  for (int round = 0; round < 4; ++round) {
    expect_exact(*reader, "the old bridge", 50, 5);
    add(*writer, random_texts(random, 900), 450);
    expect_exact(*reader, "the old bridge", 50, 5);
    expect_exact(*writer, "the old bridge", 50, 5);
  }
}

TEST_F(KeyIndexTest, AWriterThatGivesUpLeavesNoTrace) {
  std::mt19937 random(19);
  auto memory = TranslationMemory::open(path_);
  ASSERT_TRUE(memory);
  add(*memory, random_texts(random, 50), 50);
  {
    auto writer = memory->begin();
    ASSERT_TRUE(writer);
    Unit unit;
    unit.variants.resize(2);
    unit.variants[0].language = "en";
    unit.variants[0].text.text = "given up";
    unit.variants[1].language = "ro";
    unit.variants[1].text.text = "renunțat";
    for (int i = 0; i < 3000; ++i) {
      unit.variants[0].text.text += "x";
      ASSERT_TRUE(writer->add(unit, "test"));
    }
  }
  expect_exact(*memory, "given up", 30, 5);
  add(*memory, random_texts(random, 50), 50);
  expect_exact(*memory, "the old bridge", 30, 5);
}

}  // namespace
}  // namespace punte::tm
