#include "aligner/documents.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace punte::aligner {
namespace {

Document document(std::string location, std::string language,
                  const std::vector<std::string>& texts) {
  Document out;
  out.location = std::move(location);
  out.language = std::move(language);
  for (const std::string& text : texts) out.segments.push_back({text, {}});
  return out;
}

const std::vector<Document> kSources = {
    document("a", "en", {"The bridge of Lyon was closed in 1987.", "Maria Ionescu crossed it."}),
    document("b", "en", {"Version 4.11 of Firefox appeared.", "Press F5 to load it again."}),
    document("c", "en", {"Wheat grows in 36 countries.", "Its price in Chicago is 212 dollars."}),
    document("d", "en", {"Nobody knows what the owl has seen.", "It sleeps by day."}),
};
const std::vector<Document> kTargets = {
    document("u", "ro", {"Grâul crește în 36 de țări.", "Prețul său la Chicago: 212 dolari."}),
    document("v", "ro", {"Podul din Lyon a fost închis în 1987.", "Maria Ionescu l-a trecut."}),
    document("w", "ro",
             {"A apărut versiunea 4.11 a lui Firefox.", "Apăsați F5 ca să reîncărcați."}),
};

TEST(Documents, ArePairedByWhatTheyHold) {
  const auto pairs = pair_documents(kSources, kTargets);
  ASSERT_EQ(pairs.size(), 3U);
  EXPECT_EQ(pairs[0].target, 1U);
  EXPECT_EQ(pairs[1].target, 2U);
  EXPECT_EQ(pairs[2].target, 0U);
}

TEST(Documents, EmptyOnesAndNoneAtAllStayAlone) {
  EXPECT_TRUE(pair_documents({}, kTargets).empty());
  EXPECT_TRUE(pair_documents(kSources, {}).empty());
  const std::vector<Document> empty(5);
  EXPECT_TRUE(pair_documents(empty, empty).empty());
}

TEST(Documents, KeysLeaveTheLanguageOut) {
  EXPECT_EQ(location_key("news/ro/bridge.html", "ro"), location_key("news/en/bridge.html", "en"));
  EXPECT_EQ(location_key("x/index.zh-hans.html", "zh"), location_key("x/index.en.html", "en"));
  EXPECT_NE(location_key("news/ro/a.html", "ro"), location_key("news/en/b.html", "en"));
}

}  // namespace
}  // namespace punte::aligner
