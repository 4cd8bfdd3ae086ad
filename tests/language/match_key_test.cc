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
  };
  for (const auto& [a, b] : same) EXPECT_EQ(key(a), key(b)) << a;
}

TEST(MatchKey, KeepsWhatIsNotTheSame) {
  const std::pair<const char*, const char*> different[] = {
      {"Hello.", "Hello"}, {"2,000", "3,000"}, {"fată", "fata"}, {"a b", "ab"}, {"x", ""}};
  for (const auto& [a, b] : different) EXPECT_NE(key(a), key(b)) << a;
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
