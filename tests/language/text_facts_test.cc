#include "language/text_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace punte::language {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> addresses(std::string_view text) {
  return values_of(text_facts(text), TextFactKind::kAddress);
}
std::vector<std::string> placeholders(std::string_view text) {
  return values_of(text_facts(text), TextFactKind::kPlaceholder);
}
std::vector<std::string> numbers(std::string_view text) {
  return values_of(text_facts(text), TextFactKind::kNumber);
}

TEST(TextFacts, AddressesLoseThePunctuationOfTheSentence) {
  EXPECT_THAT(addresses("See https://example.org/a?b=1, www.ro.ro (http://x.org/) or a.b@c.ro."),
              ElementsAre("https://example.org/a?b=1", "www.ro.ro", "http://x.org/", "a.b@c.ro"));
  EXPECT_THAT(addresses("no address: a@b, http, 3.5, x.y"), IsEmpty());
  EXPECT_THAT(addresses("https://ro.wikipedia.org/wiki/Pod_(construcție)"),
              ElementsAre("https://ro.wikipedia.org/wiki/Pod_(construcție)"));
}

TEST(TextFacts, PlaceholdersOfManyKinds) {
  EXPECT_THAT(placeholders("%s %1$s %(name)s %d {0} {name} {{count}} ${home} %user% &amp; %.2f"),
              ElementsAre("%s", "%1$s", "%(name)s", "%d", "{0}", "{name}", "{{count}}", "${home}",
                          "%user%", "&amp;", "%.2f"));
  EXPECT_THAT(placeholders("50% de reducere, 100 % discount, 5%s, AT & T; {"), IsEmpty());
}

TEST(TextFacts, PlaceholdersEndWhereQuotesBegin) {
  EXPECT_THAT(placeholders("„%s” și “%d”"), ElementsAre("%s", "%d"));
  EXPECT_THAT(placeholders("20 %știut"), IsEmpty());
}

TEST(TextFacts, NumbersDropSeparatorsAndScripts) {
  EXPECT_THAT(numbers("1,234.50 and 1.234,50 and 1\u00A0234,50"),
              ElementsAre("123450", "123450", "123450"));
  EXPECT_THAT(numbers("7:43, 16.5 C, ٣٤ and 10-12."),
              ElementsAre("7", "43", "165", "34", "10", "12"));
  EXPECT_THAT(numbers("%1$s {0} https://a.org/2024"), IsEmpty());
}

TEST(TextFacts, AddressesHaveAnyScheme) {
  EXPECT_THAT(addresses("from sftp://host/2024/a, git+ssh://x.org/7 or file:///etc/9."),
              ElementsAre("sftp://host/2024/a", "git+ssh://x.org/7", "file:///etc/9"));
  EXPECT_THAT(numbers("from sftp://host/2024/a 5"), ElementsAre("5"));
  EXPECT_THAT(addresses("1://x, ://y, a ://z"), IsEmpty());
}

TEST(TextFacts, HaveTheirPlacesInOrder) {
  const std::string text = "Pay 1.234,50 at https://a.org/{id} for %s.";
  EXPECT_THAT(text_facts(text),
              ElementsAre(TextFact{TextFactKind::kNumber, {4, 12}, "123450"},
                          TextFact{TextFactKind::kAddress, {16, 30}, "https://a.org/"},
                          TextFact{TextFactKind::kPlaceholder, {30, 34}, "{id}"},
                          TextFact{TextFactKind::kPlaceholder, {39, 41}, "%s"}));
}

TEST(TextFacts, AnyBytesAreFine) {
  EXPECT_THAT(text_facts(""), IsEmpty());
  EXPECT_THAT(numbers("\xFF"
                      "7\xC3"
                      "8\x80"),
              ElementsAre("7", "8"));
  EXPECT_THAT(placeholders("%"), IsEmpty());
}

}  // namespace
}  // namespace punte::language
