#include "page/site_memory.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace punte::page {
namespace {

Block block(const std::string& text, Role role, const std::string& language,
            double confidence = 0.9) {
  Block out;
  out.text.text = text;
  out.role = role;
  out.role_confidence = 0.8;
  out.language = language;
  out.confidence = language == "und" ? 0 : confidence;
  return out;
}

/// A page with a menu, of which `home` is a part, and an article of its own.
Page page(int number, const Block& home, const std::vector<Block>& more = {}) {
  Page out;
  out.declared_language = "ro";
  out.blocks = {home, block("Article number " + std::to_string(number) +
                                " has this text of its own, which stands nowhere else.",
                            Role::kBody, "en")};
  out.blocks.insert(out.blocks.end(), more.begin(), more.end());
  return out;
}

TEST(SiteMemory, WhatRecursIsChromeInTheLanguageOfMost) {
  const Block right = block("Acasă", Role::kChrome, "ro");
  const Block wrong = block("Acasă", Role::kBody, "pt", 0.5);
  SiteMemory memory;
  for (int i = 0; i < 5; ++i) memory.learn(page(i, i == 3 ? wrong : right));
  EXPECT_EQ(memory.pages(), 5U);
  Page odd = page(3, wrong);
  memory.apply(odd);
  EXPECT_EQ(odd.blocks[0].role, Role::kChrome);
  EXPECT_EQ(odd.blocks[0].language, "ro");
  EXPECT_GT(odd.blocks[0].confidence, 0.8);
  EXPECT_EQ(odd.blocks[1].role, Role::kBody) << "it is on one page only";

  Page elsewhere = page(9, wrong);
  elsewhere.declared_language = "pt";
  memory.apply(elsewhere);
  EXPECT_EQ(elsewhere.blocks[0].language, "pt") << "another language of the site";
}

TEST(SiteMemory, WithoutAgreementNothingIsSaid) {
  SiteMemory memory;
  const std::vector<std::string> tags = {"ro", "it", "und", "und", "und", "und"};
  for (int i = 0; i < 6; ++i) {
    memory.learn(page(i, block("Menu", Role::kChrome, tags[static_cast<std::size_t>(i)], 0.4)));
  }
  Page one = page(0, block("Menu", Role::kChrome, "und"));
  memory.apply(one);
  EXPECT_EQ(one.blocks[0].language, "und");
}

TEST(SiteMemory, TheSamePageCountsOnceAndItsCopiesKeepTheirRoles) {
  SiteMemory memory;
  const Block home = block("Acasă", Role::kChrome, "ro");
  for (int i = 0; i < 4; ++i) memory.learn(page(1, home));
  EXPECT_EQ(memory.pages(), 1U);
  // The same article under other addresses.
  for (int i = 0; i < 4; ++i) {
    memory.learn(page(1, home, {block(std::to_string(i), Role::kChrome, "und")}));
  }
  Page copy = page(1, home);
  memory.apply(copy);
  EXPECT_EQ(copy.blocks[1].role, Role::kBody);
}

TEST(SiteMemory, ComesBackFromItsBytes) {
  SiteMemory memory;
  for (int i = 0; i < 5; ++i) memory.learn(page(i, block("Acasă", Role::kChrome, "ro")));
  const std::string bytes = memory.encode();
  auto back = SiteMemory::decode(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->encode(), bytes);
  EXPECT_EQ(back->pages(), 5U);
  back->learn(page(2, block("Acasă", Role::kChrome, "ro")));
  EXPECT_EQ(back->pages(), 5U) << "it knows the pages that it has seen";
  Page next = page(7, block("Acasă", Role::kBody, "pt", 0.5));
  back->apply(next);
  EXPECT_EQ(next.blocks[0].language, "ro");
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(SiteMemory::decode(bytes.substr(0, size))) << size;
  }
  EXPECT_FALSE(SiteMemory::decode(bytes + "x"));
}

TEST(SiteMemory, TheSiteIsTheHost) {
  EXPECT_EQ(site_of_address("https://www.Example.ro/a?b"), "example.ro");
  EXPECT_EQ(site_of_address("http://me@news.example.ro:8080"), "news.example.ro");
  EXPECT_EQ(site_of_address("page.html"), "");
}

}  // namespace
}  // namespace punte::page
