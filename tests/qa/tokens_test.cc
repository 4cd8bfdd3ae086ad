#include "qa/tokens.h"

#include <gtest/gtest.h>

namespace punte::qa::internal {
namespace {

TEST(Tokens, PlainWordsLeaveOutWhatNobodyTranslates) {
  EXPECT_EQ(plain_words("a <b class=\"x\">b</b> %s https://x.org c"), "a  b      c");
  EXPECT_EQ(plain_words("1 < 2"), "1 < 2");
}

TEST(Tokens, EndingsAreThoseOfAnyScript) {
  EXPECT_EQ(ending("So it is.”"), U'.');
  EXPECT_EQ(ending("是的。"), U'.');
  EXPECT_EQ(ending("هل؟ "), U'?');
  EXPECT_EQ(ending("wait..."), U'…');
  EXPECT_EQ(ending("Total (tax excl.)"), U'\0');
  EXPECT_EQ(ending("title"), U'\0');
  EXPECT_EQ(ending(""), U'\0');
  EXPECT_EQ(ending("\xff\xfe"), U'\0');
}

}  // namespace
}  // namespace punte::qa::internal
