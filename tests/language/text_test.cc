#include "language/text.h"

#include <gtest/gtest.h>

#include <random>

#include "base/result.h"

namespace punte::language {
namespace {

TEST(Text, IllFormedBytesBecomeReplacementCharacters) {
  EXPECT_EQ(to_valid_utf8("a\xFFz"), "a\xEF\xBF\xBDz");
  EXPECT_EQ(to_valid_utf8("\xE2\x82"), "\xEF\xBF\xBD") << "a truncated sequence is one part";
  EXPECT_EQ(to_valid_utf8("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD") << "surrogate";
  EXPECT_TRUE(is_valid_utf8("ș ț 中 \xEF\xBF\xBD"));
  EXPECT_FALSE(is_valid_utf8("\xC3"));
}

TEST(Text, AnyBytesBecomeValidAndStayAsTheyAreFromThenOn) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 40, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    const std::string valid = to_valid_utf8(bytes);
    EXPECT_TRUE(is_valid_utf8(valid));
    EXPECT_EQ(to_valid_utf8(valid), valid);
  }
}

TEST(Text, CodePointsSurviveEncoding) {
  for (char32_t c : {U'a', U'ș', U'€', U'中', U'\U0001F600', U'\U0010FFFF'}) {
    std::string bytes;
    append_utf8(bytes, c);
    std::size_t at = 0;
    EXPECT_EQ(next_code_point(bytes, at), c);
    EXPECT_EQ(at, bytes.size());
  }
  std::string bytes;
  append_utf8(bytes, 0xD800);
  EXPECT_EQ(bytes, "\xEF\xBF\xBD");
}

TEST(Text, TrimKnowsTheSpacesOfTheWeb) {
  EXPECT_EQ(trim("\xC2\xA0 \tAcasă\xE2\x80\x8B\n"), "Acasă");
  EXPECT_EQ(trim(" \n "), "");
  EXPECT_EQ(trim(""), "");
}

TEST(Text, DisplayWidthCountsColumns) {
  EXPECT_EQ(display_width("abc"), 3u);
  EXPECT_EQ(display_width("șț"), 2u);
  EXPECT_EQ(display_width("s\xCC\xA6"), 1u) << "a combining comma takes no column";
  EXPECT_EQ(display_width("中文"), 4u);
  EXPECT_EQ(display_width("ｗ"), 2u) << "fullwidth";
}

TEST(Text, FitWidthCutsBetweenClusters) {
  EXPECT_EQ(fit_width("abcdef", 6), "abcdef");
  EXPECT_EQ(fit_width("abcdef", 4), "abc…");
  EXPECT_EQ(fit_width("中文字", 4), "中…");
  EXPECT_EQ(fit_width("as\xCC\xA6"
                      "bc",
                      3),
            "as\xCC\xA6…");
  EXPECT_EQ(fit_width("abc", 0), "");
}

TEST(Error, FillsItsArguments) {
  const base::Error error{
      base::ErrorCode::kSyntax, "line {1}: unexpected {2}", {"3", "<b>"}, "a.tmx"};
  EXPECT_EQ(error.text(), "a.tmx: line 3: unexpected <b>");
  EXPECT_EQ(base::fill_message("{2} {3} {x", {"a", "b"}), "b {3} {x");
}

}  // namespace
}  // namespace punte::language
