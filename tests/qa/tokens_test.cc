#include "qa/tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace punte::qa::internal {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Tokens, AddressesLoseThePunctuationOfTheSentence) {
  EXPECT_THAT(addresses("See https://example.org/a?b=1, www.ro.ro (http://x.org/) or a.b@c.ro."),
              ElementsAre("https://example.org/a?b=1", "www.ro.ro", "http://x.org/", "a.b@c.ro"));
  EXPECT_THAT(addresses("no address: a@b, http, 3.5, x.y"), IsEmpty());
  EXPECT_THAT(addresses("https://ro.wikipedia.org/wiki/Pod_(construcție)"),
              ElementsAre("https://ro.wikipedia.org/wiki/Pod_(construcție)"));
}

TEST(Tokens, PlaceholdersOfManyKinds) {
  EXPECT_THAT(placeholders("%s %1$s %(name)s %d {0} {name} {{count}} ${home} %user% &amp; %.2f"),
              ElementsAre("%s", "%1$s", "%(name)s", "%d", "{0}", "{name}", "{{count}}", "${home}",
                          "%user%", "&amp;", "%.2f"));
  EXPECT_THAT(placeholders("50% de reducere, 100 % discount, 5%s, AT & T; {"), IsEmpty());
}

TEST(Tokens, PlaceholdersEndWhereQuotesBegin) {
  EXPECT_THAT(placeholders("„%s” și “%d”"), ElementsAre("%s", "%d"));
  EXPECT_THAT(placeholders("20 %știut"), IsEmpty());
}

TEST(Tokens, PlainWordsLeaveOutWhatNobodyTranslates) {
  EXPECT_EQ(plain_words("a <b class=\"x\">b</b> %s https://x.org c"), "a  b      c");
  EXPECT_EQ(plain_words("1 < 2"), "1 < 2");
}

TEST(Tokens, NumbersDropSeparatorsAndScripts) {
  EXPECT_THAT(numbers("1,234.50 and 1.234,50 and 1\u00A0234,50"),
              ElementsAre("123450", "123450", "123450"));
  EXPECT_THAT(numbers("7:43, 16.5 C, ٣٤ and 10-12."),
              ElementsAre("7", "43", "165", "34", "10", "12"));
  EXPECT_THAT(numbers("%1$s {0} https://a.org/2024"), IsEmpty());
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
