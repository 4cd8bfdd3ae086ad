#include "language/language_tag.h"

#include <gtest/gtest.h>

namespace punte::language {
namespace {

TEST(LanguageTag, IsCanonicalWhateverTheSpelling) {
  struct Row {
    const char* written;
    const char* canonical;
    const char* why;
  };
  for (const Row& row : {Row{"ro", "ro", "plain"},
                         {"EN_us", "en-US", "case and underscore"},
                         {"iw", "he", "the old code of Hebrew"},
                         {"mo", "ro", "Moldovan is Romanian"},
                         {"no", "nb", "Norwegian means Bokmål in files"},
                         {"no-NO", "nb-NO", "with a region too"},
                         {"sr-latn", "sr-Latn", "script in title case"},
                         {"zh-hans-cn", "zh-Hans-CN", "three subtags"},
                         {"UND", "und", "undetermined"}}) {
    const auto tag = LanguageTag::parse(row.written);
    ASSERT_TRUE(tag.has_value()) << row.why;
    EXPECT_EQ(tag->str(), row.canonical) << row.why;
  }
}

TEST(LanguageTag, RefusesWhatIsNoTag) {
  for (const char* written : {"", "r", "română", "en US", "12", "../..", "toolonglanguage"}) {
    const auto tag = LanguageTag::parse(written);
    ASSERT_FALSE(tag.has_value()) << written << " gave " << tag->str();
    EXPECT_EQ(tag.error().code, base::ErrorCode::kInvalidArgument);
  }
  EXPECT_FALSE(LanguageTag::parse(std::string(100000, 'a')).has_value());
}

TEST(LanguageTag, VariantsStandForEachOtherUnlessTheirScriptsDiffer) {
  const auto tag = [](const char* text) { return LanguageTag::parse(text).value(); };
  EXPECT_TRUE(tag("pt-BR").is_variant_of(tag("pt-PT")));
  EXPECT_TRUE(tag("en").is_variant_of(tag("en-GB")));
  EXPECT_TRUE(tag("sr-Cyrl").is_variant_of(tag("sr")));
  EXPECT_FALSE(tag("sr-Latn").is_variant_of(tag("sr")));
  EXPECT_FALSE(tag("zh-Hant").is_variant_of(tag("zh-CN")));
  EXPECT_FALSE(tag("ro").is_variant_of(tag("it")));
}

TEST(LanguageTag, HasPartsAndAName) {
  const LanguageTag tag = LanguageTag::parse("sr-Latn-RS").value();
  EXPECT_EQ(tag.language(), "sr");
  EXPECT_EQ(tag.script(), "Latn");
  EXPECT_EQ(tag.region(), "RS");
  EXPECT_EQ(language_name("ro", "en"), "Romanian");
  EXPECT_EQ(language_name("en", "ro"), "engleză");
}

TEST(LanguageTag, TheBestOfSomeTagsIsTheSameOrStandsForIt) {
  EXPECT_EQ(primary_language("sr-Latn-RS"), "sr");
  EXPECT_EQ(primary_language("ro"), "ro");
  EXPECT_TRUE(stand_for_each_other("pt", "pt-BR"));
  EXPECT_FALSE(stand_for_each_other("sr", "sr-Latn"));
  EXPECT_FALSE(stand_for_each_other("ro", "no tag!"));
  EXPECT_TRUE(stand_for_each_other("no tag!", "no tag!"));
  const std::vector<std::string> tags = {"en", "pt", "pt-BR", "sr-Latn"};
  EXPECT_EQ(best_of(tags, "pt-BR"), 2U);
  EXPECT_EQ(best_of(tags, "pt-PT"), 1U);
  EXPECT_EQ(best_of(tags, "sr"), std::nullopt);
  EXPECT_EQ(best_of({}, "sr"), std::nullopt);
}

}  // namespace
}  // namespace punte::language
