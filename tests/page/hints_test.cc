#include "page/hints.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace punte::page::internal {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Hints, JsonLdTellsAuthorsDatesAndLanguages) {
  PageHints hints;
  read_json_ld(R"({"@type":"NewsArticle","headline":"A \"new\" bridge","inLanguage":"en_GB",
    "datePublished":"2024-05-25T07:43","author":[{"@type":"Person","url":"https://a.example/x",
    "name":"Maria Ionescu"},{"name":"\u0218tefan Pop"}],"articleBody":"It is open."})",
               hints);
  EXPECT_THAT(hints.headlines, ElementsAre("A \"new\" bridge"));
  EXPECT_THAT(hints.dates, ElementsAre("2024-05-25T07:43"));
  EXPECT_THAT(hints.authors, ElementsAre("Maria Ionescu", "Ștefan Pop"));
  EXPECT_THAT(hints.locales, ElementsAre("en-GB"));
  EXPECT_THAT(hints.article_bodies, ElementsAre("It is open."));
}

TEST(Hints, AuthorsMayBeTextsOrAddresses) {
  PageHints hints;
  read_json_ld(R"({"author":"Ana Pop"})", hints);
  read_json_ld(R"({"author":"https://a.example/ana"})", hints);
  read_json_ld(R"({"author":null,"name":"The Site"})", hints);
  EXPECT_THAT(hints.authors, ElementsAre("Ana Pop"));
}

TEST(Hints, AnyJsonIsFineAndListsAreBounded) {
  for (const std::string json :
       {"", "{", "\"author\"", "\"author\":", "\"author\":[[[[", "\"author\":\"",
        "\"headline\":\"\\", "\"headline\":\"\\u12", "\"author\":{\"name\":", "\"dates\xFF"}) {
    PageHints hints;
    read_json_ld(json, hints);
    EXPECT_THAT(hints.authors, SizeIs(testing::Le(1U))) << json;
  }
  PageHints hints;
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "\"headline\":\"" + std::to_string(i) + "\",";
  read_json_ld(many, hints);
  EXPECT_LE(hints.headlines.size(), 8U);
}

TEST(Hints, AlternatesArePartedFromThePageItself) {
  PageHints hints;
  read_link("alternate", "ro", "https://a.example/ro/", hints);
  read_link("alternate", "en-us", "https://a.example/en", hints);
  read_link("alternate", "x-default", "https://a.example/", hints);
  read_link("canonical", "", "https://a.example/ro", hints);
  resolve_alternates(hints);
  EXPECT_THAT(hints.locales, ElementsAre("ro"));
  EXPECT_THAT(hints.alternates, ElementsAre("en-US"));
  EXPECT_THAT(hints.links, IsEmpty());
}

TEST(Hints, DomainsOfCountriesNameTheirLanguage) {
  EXPECT_EQ(language_of_domain("https://www.digi24.ro/x"), "ro");
  EXPECT_EQ(language_of_domain("http://a.co.UK:80/"), "en");
  for (const char* address :
       {"", "digi24.ro", "https://a.com/b.ro", "https://x.io/", "https://x.tv", "https://x.eu/",
        "https://x.tk/", "https://127.0.0.1/", "https://ro"}) {
    EXPECT_EQ(language_of_domain(address), "") << address;
  }
}

}  // namespace
}  // namespace punte::page::internal
