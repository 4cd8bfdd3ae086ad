#include "tm/text/score.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "language/match_key.h"
#include "tests/reference/score.h"
#include "tm/search/word_reasons.h"

namespace punte::tm::internal {
namespace {

std::u32string draw(std::mt19937& random, std::size_t most) {
  std::u32string out;
  const std::u32string letters = random() % 2 == 0 ? U"ab" : U"abcdef12 ,ăș橋.!â-";
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
    const int wanted = reference::score_of_letters(a, b);
    const int threshold = 1 + static_cast<int>(random() % 98);
    const Shape shape = shape_of(b);
    const int found = Scorer(a).score(shape, letter_counts(shape.text), threshold);
    EXPECT_EQ(found, wanted >= threshold ? wanted : -1);
    const int same = Scorer(a).score_of_same_words(shape, same_words_of(b), threshold);
    const int whole = reference::score(a, b);
    EXPECT_EQ(std::max(found, same), whole >= threshold ? whole : -1);
  }
}

int score_of(const std::string& query, const std::string& other) {
  const std::u32string key = language::lookup_key(other);
  const Shape shape = shape_of(key);
  const Scorer scorer(language::lookup_key(query));
  return std::max(scorer.score(shape, letter_counts(shape.text), 1),
                  scorer.score_of_same_words(shape, same_words_of(key), 1));
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

TEST(Scorer, RenamedPlaceholdersAreNearlyEqual) {
  EXPECT_EQ(score_of("Hello {name}", "Hello {user}"), 97);
  EXPECT_EQ(score_of("Hello {{name}}", "Hello {{ user }}"), 97);
  EXPECT_EQ(score_of("%(count)d files", "%(n)d files"), 97);
  EXPECT_EQ(score_of("%1$s of %2$s", "%2$s of %3$s"), 97);
  EXPECT_EQ(score_of("Open $FILE", "Open $PATH"), 97);
  EXPECT_EQ(score_of("{n, plural, one {# file} other {# files}}",
                     "{count, plural, one {# file} other {# files}}"),
            97);
}

TEST(Scorer, AMarkMoreOrLessCostsLittleInTheShortestTexts) {
  EXPECT_EQ(score_of("Name:", "Name"), 96);
  EXPECT_EQ(score_of("Saved!", "Saved."), 96);
  EXPECT_EQ(score_of("Loading...", "Loading"), 95);
  EXPECT_EQ(score_of("Yes, delete", "Yes delete"), 96);
  EXPECT_EQ(score_of("\"Save\"", "Save"), 95);
  EXPECT_EQ(score_of("¿Guardar?", "Guardar"), 95);
  EXPECT_EQ(score_of("你好，世界！", "你好世界"), 95);
  EXPECT_LT(score_of("Below - 5 degrees", "Below 5 degrees"), 90) << "it may be a sign";
  EXPECT_LT(score_of("e-mail", "email"), 90) << "a mark within a word is a letter of it";
  EXPECT_LT(score_of("...", "?"), 1) << "nothing but marks";
}

TEST(Scorer, WhoWritesWithoutDiacriticsMeansTheTextWithThem) {
  EXPECT_EQ(score_of("Drumul si pasii biciclistilor", "Drumul și pașii bicicliștilor"), 95);
  EXPECT_EQ(score_of("Fișier nou", "Fisier nou"), 95);
  EXPECT_EQ(score_of("елка", "ёлка"), 95);
  EXPECT_EQ(score_of("שלום", "שָׁלוֹם"), 98) << "vowel signs are left out as a rule";
  EXPECT_EQ(score_of("Αθηνα", "Αθήνα"), 95);
  EXPECT_LT(score_of("fața", "fată"), 60) << "both have them";
  EXPECT_LT(score_of("мои", "мой"), 60) << "another letter";
  EXPECT_LT(score_of("かき", "がき"), 60) << "another sound";
}

TEST(Scorer, LettersOfScriptsThatSayMoreWeighMore) {
  EXPECT_GE(score_of("请保存您的文件", "请保存他的文件"), 70);
  EXPECT_GE(score_of("ファイルを保存しますか", "ファイルを保存しますよ"), 70);
  EXPECT_GE(score_of("คุณต้องการบันทึก", "คุณต้องการบันทัก"), 70);
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
