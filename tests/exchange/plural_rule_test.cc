#include "exchange/plural_rule.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace punte::exchange {
namespace {

TEST(PluralRule, GivesTheFormOfANumber) {
  const auto polish = PluralRule::parse(
      "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);");
  ASSERT_TRUE(polish);
  EXPECT_EQ(polish->count(), 3U);
  for (const auto& [number, form] : std::vector<std::pair<unsigned, std::size_t>>{
           {0, 2}, {1, 0}, {2, 1}, {4, 1}, {5, 2}, {12, 2}, {22, 1}, {112, 2}, {122, 1}}) {
    EXPECT_EQ(polish->form(number), form) << number;
  }
  const auto bare = PluralRule::parse("nplurals=2; plural=n>1");
  ASSERT_TRUE(bare);
  EXPECT_EQ(bare->form(1), 0U);
  EXPECT_EQ(bare->form(2), 1U);
  const auto odd = PluralRule::parse("nplurals = 2 ; plural = !(n - 1 + 2 * 0) ;");
  ASSERT_TRUE(odd);
  EXPECT_EQ(odd->form(1), 1U);
}

TEST(PluralRule, WhatItCannotComputeIsTheFirstForm) {
  const auto beyond = PluralRule::parse("nplurals=2; plural=n/0+n%0+5;");
  ASSERT_TRUE(beyond);
  EXPECT_EQ(beyond->form(7), 0U);
}

TEST(PluralRule, NoRuleIsRefused) {
  for (const std::string& text :
       {std::string(), std::string("nplurals=0; plural=0;"), std::string("nplurals=7; plural=0;"),
        std::string("nplurals=INTEGER; plural=EXPRESSION;"), std::string("nplurals=2; plural=;"),
        std::string("nplurals=2; plural=m;"), std::string("nplurals=2; plural=(n;"),
        std::string("nplurals=2; plural=n n;"), "nplurals=2; plural=" + std::string(1000, '(')}) {
    EXPECT_FALSE(PluralRule::parse(text)) << text.substr(0, 60);
  }
}

TEST(PluralRule, EveryRuleOfALanguageIsOne) {
  for (const char* language : {"ja", "fr", "ro", "ru", "cs", "pl", "lt", "lv", "sl", "gd", "mt",
                               "ga", "br", "ar", "cy", "is", "mk", "fil", "de"}) {
    EXPECT_TRUE(PluralRule::parse(plural_forms(language))) << language;
  }
  EXPECT_EQ(plural_forms("und"), "");
}

TEST(PluralRule, FormsMatchByTheNumbersThatHaveThem) {
  const auto two = PluralRule::parse("nplurals=2; plural=(n != 1);");
  const auto one = PluralRule::parse("nplurals=1; plural=0;");
  const auto russian = PluralRule::parse(plural_forms("ru"));
  const auto four = PluralRule::parse(
      "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || "
      "n%100>14) ? 1 : n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);");
  ASSERT_TRUE(two && one && russian && four);
  EXPECT_EQ(matching_forms(*four, *russian), (std::vector<std::size_t>{0, 1, 2}));
  EXPECT_EQ(matching_forms(*russian, *four), (std::vector<std::size_t>{0, 1, 2, 2}));
  EXPECT_EQ(matching_forms(*two, *one), (std::vector<std::size_t>{1}));
  EXPECT_EQ(matching_forms(*one, *two), (std::vector<std::size_t>{0, 0}));
}

}  // namespace
}  // namespace punte::exchange
