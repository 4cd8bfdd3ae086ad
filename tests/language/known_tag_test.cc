#include "language/known_tag.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace punte::language {
namespace {

const std::vector<std::string> kMemory = {"en", "ro"};

TEST(KnownTag, TakesTheTagsOfAllLanguages) {
  for (const char* tag : {"ro", "en-US", "sr-Latn", "zh-Hant-TW", "tlh", "haw", "yue", "or", "nb",
                          "es-419", "de-1996", "und", "qaa", "ca-valencia"}) {
    EXPECT_TRUE(known_tag(tag)) << tag;
  }
  EXPECT_EQ(known_tag("RO_ro")->str(), "ro-RO");
  EXPECT_EQ(known_tag("en-UK")->str(), "en-GB");
  EXPECT_EQ(known_tag("rum")->str(), "ro");
}

TEST(KnownTag, RefusesOthersAndProposesWhatWasMeant) {
  struct Row {
    std::string text;
    std::string meant;
    std::string why;
  };
  for (const Row& row : std::vector<Row>{{"romanian", "ro", "an English name"},
                                         {"Română", "ro", "its own name"},
                                         {"Deutsch", "de", "its own name"},
                                         {"English", "en", "an English name"},
                                         {"romainian", "ro", "a slip in a name"},
                                         {"germn", "de", "a slip in a name"},
                                         {"ua", "uk", "a country"},
                                         {"jp", "ja", "a country"},
                                         {"cz", "cs", "a country"},
                                         {"dk", "da", "a country"},
                                         {"gr", "el", "a country"},
                                         {"ne-US", "", "is known"},
                                         {"ro-XX", "ro", "no region"},
                                         {"xx", "", "nothing is near"},
                                         {"zz", "", "nothing is near"},
                                         {"!", "", "nothing is near"},
                                         {"", "", "there is nothing"}}) {
    const auto tag = known_tag(row.text);
    if (row.why == "is known") {
      EXPECT_TRUE(tag) << row.text;
      continue;
    }
    ASSERT_FALSE(tag) << row.text << ": " << row.why;
    EXPECT_EQ(tag.error().proposal, row.meant) << row.text << ": " << row.why;
    EXPECT_EQ(tag.error().remedy == base::Remedy::kUseProposal, !row.meant.empty()) << row.text;
  }
}

TEST(KnownTag, WhatIsAtHandComesFirst) {
  EXPECT_EQ(likely_meant("or", kMemory), "ro");  // Odia
  EXPECT_EQ(likely_meant("or"), std::nullopt);
  EXPECT_EQ(likely_meant("se", std::vector<std::string>{"en", "sv"}), "sv");  // Northern Sami
  EXPECT_EQ(likely_meant("rp", kMemory), "ro");
  EXPECT_FALSE(known_tag("xx"));
  EXPECT_TRUE(known_tag("xx", std::vector<std::string>{"en", "xx"}));
}

}  // namespace
}  // namespace punte::language
