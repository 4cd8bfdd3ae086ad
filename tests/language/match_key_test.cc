#include "language/match_key.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>

#include "language/text.h"

namespace punte::language {
namespace {

std::string key(std::string_view text) {
  std::string out;
  for (const char32_t c : match_key(text)) append_utf8(out, c);
  return out;
}

TEST(MatchKey, FoldsWhatATranslatorCallsTheSame) {
  const std::pair<const char*, const char*> same[] = {
      {"Hello  World ", "hello world"},
      {"„Știri” — “news”", "\"știri\" — \"news\""},
      {"Ţară şi Ştiinţă", "țară și știință"},
      {"e\u0301t\u00E9", "été"},
      {"Cafe\u0301", "café"},
      {"l’eau", "l'eau"},
      {"a\u00A0b\u2009c", "a b c"},
      {"STRASSE", "straße"},
      {"1\u20132", "1-2"},
      {"\t\n", ""},
      {"Loading…", "loading..."},
      {"你好吗？", "你好吗?"},
      {"ＡＢＣ（１２）", "abc(12)"},
      {"保存しました。", "保存しました."},
      {"الفصل ٤؟", "الفصل 4?"},
      {"९ और ९", "9 और 9"},
  };
  for (const auto& [a, b] : same) EXPECT_EQ(key(a), key(b)) << a;
}

TEST(MatchKey, KeepsWhatIsNotTheSame) {
  const std::pair<const char*, const char*> different[] = {
      {"Hello.", "Hello"}, {"2,000", "3,000"}, {"fată", "fata"}, {"a b", "ab"}, {"x", ""}};
  for (const auto& [a, b] : different) EXPECT_NE(key(a), key(b)) << a;
}

TEST(LookupKey, DropsTheSignOfAnAccelerator) {
  const std::pair<const char*, const char*> same[] = {
      {"&File", "File"},       {"E&xit", "Exit"},       {"Save &As…", "Save As..."},
      {"_No", "No"},           {"Save _As", "Save As"}, {"Cl_ose", "Close"},
      {"~Save as", "Save as"}, {"文件(&F)", "文件"},    {"文件（&F）...", "文件…"},
      {"&Файл", "Файл"},       {"Файл (&Ф)", "Файл"}};
  for (const auto& [a, b] : same) EXPECT_EQ(lookup_key(a), lookup_key(b)) << a;
  for (const char* other : {"AT&T", "R&D", "a & b", "&amp; more", "x=1&y", "a_b_c", "~5", "& File",
                            "http://a.ro/?x&y"}) {
    EXPECT_EQ(lookup_key(other), match_key(other)) << other;
  }
}

TEST(MatchKey, IsItsOwnKey) {
  std::mt19937 random(7);
  const std::u32string letters = U"aA ĂășŞ\u0301\u00A0\"„é\u4E2D.z\uFFFD";
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (std::size_t n = random() % 12; n > 0; --n)
      append_utf8(text, letters[random() % letters.size()]);
    EXPECT_EQ(key(key(text)), key(text)) << text;
  }
}

TEST(MatchKey, IsTheSameWhereverTheGeneralWayStarts) {
  // A Chinese character in front has the whole text normalized and folded at once.
  std::mt19937 random(9);
  const std::u32string marks = U"\u0301\u0308\u0327\u0345\u0483";
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (std::size_t n = random() % 10; n > 0; --n) {
      const std::size_t kind = random() % 10;
      const auto c = kind == 0   ? marks[random() % marks.size()]
                     : kind == 1 ? char32_t(0x2000 + random() % 0x70)
                     : kind == 2 ? U' '
                                 : char32_t(0x20 + random() % 0x560);
      append_utf8(text, c);
    }
    const std::string general = key("\u4E2D|" + text);
    const std::string own = key("|" + text);
    EXPECT_EQ("\u4E2D" + own, general) << text;
  }
}

TEST(MatchKey, TakesAnyBytes) {
  std::mt19937 random(8);
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (std::size_t n = random() % 20; n > 0; --n) text += static_cast<char>(random());
    static_cast<void>(match_key(text));
  }
}

}  // namespace
}  // namespace punte::language
