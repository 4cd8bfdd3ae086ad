#include "exchange/pairs.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace punte::exchange {
namespace {

language::Unit unit_in(const std::vector<std::string>& languages) {
  language::Unit unit;
  for (const std::string& language : languages) {
    language::Variant& variant = unit.variants.emplace_back();
    variant.language = language;
    variant.text.text = language;
  }
  return unit;
}

std::string targets(const std::vector<std::string>& languages, const PairLanguages& asked) {
  std::string out;
  const language::Unit unit = unit_in(languages);
  for (const auto& [source, target] : pairs_of(unit, asked)) {
    out += (out.empty() ? "" : " ") + source->language + ">" + target->language;
  }
  return out;
}

TEST(Pairs, AnotherRegionIsNeverTakenForTheOneAskedFor) {
  EXPECT_EQ(targets({"en", "pt-PT", "pt-BR"}, {"en", "pt-PT"}), "en>pt-PT");
  EXPECT_EQ(targets({"en", "pt-BR"}, {"en", "pt-PT"}), "");
  EXPECT_EQ(targets({"en", "zh-TW"}, {"en", "zh-CN"}), "");
  EXPECT_EQ(targets({"en", "sr"}, {"en", "sr-Latn"}), "");
  EXPECT_EQ(targets({"en-GB", "en-US", "de"}, {"en-US", "de"}), "en-US>de");
}

TEST(Pairs, ATextInTheLanguageAtLargeServesWhereThereIsNoneBetter) {
  EXPECT_EQ(targets({"en", "pt", "pt-BR"}, {"en", "pt-PT"}), "en>pt");
  EXPECT_EQ(targets({"en", "pt", "pt-PT"}, {"en", "pt-PT"}), "en>pt-PT");
  EXPECT_EQ(targets({"en", "pt", "pt-BR"}, {"en", "pt"}), "en>pt en>pt-BR");
}

TEST(Pairs, AFallbackTakesAnotherRegionLast) {
  EXPECT_EQ(targets({"en", "pt-BR"}, {"en", "pt-PT", true}), "en>pt-BR");
  EXPECT_EQ(targets({"en", "pt-BR", "pt-PT"}, {"en", "pt-PT", true}), "en>pt-PT");
}

}  // namespace
}  // namespace punte::exchange
