#include "exchange/resource_groups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace punte::exchange {
namespace {

using base::ErrorCode;
using base::Remedy;

void add(const std::string& file, const std::string& text, std::vector<ResourceGroup>& groups) {
  const auto source = memory_source(text, file);
  std::vector<std::string> languages;
  ASSERT_TRUE(add_resource(*source, file, Format::kProperties, groups, languages).has_value());
}

TEST(ResourceGroups, FilesThatTranslateEachOtherComeTogether) {
  std::vector<ResourceGroup> groups;
  add("ui_ro.properties", "open=Deschide\nonly=Doar aici\n", groups);
  add("other.properties", "x=y\n", groups);
  add("ui.properties", "open=Open\nopen=Open it\n", groups);
  ASSERT_EQ(groups.size(), 2U);
  const auto units = take_units(std::move(groups[0]), "en");
  ASSERT_TRUE(units.has_value());
  EXPECT_EQ(units->first_file, "ui.properties");  // the one in the default language
  EXPECT_EQ(units->other_files, 1U);
  ASSERT_EQ(units->units.size(), 1U);
  EXPECT_EQ(units->units[0].source_language, "en");
  ASSERT_EQ(units->report.warnings.kept().size(), 1U);
  EXPECT_EQ(units->report.warnings.kept()[0].file, "ui.properties");
}

TEST(ResourceGroups, OneLanguageAloneIsNoTranslation) {
  std::vector<ResourceGroup> groups;
  add("ui_ro.properties", "open=Deschide\n", groups);
  const auto units = take_units(std::move(groups[0]), "en");
  ASSERT_FALSE(units.has_value());
  EXPECT_EQ(units.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(units.error().remedy, Remedy::kAddFiles);
  EXPECT_EQ(units.error().where, "ui_ro.properties");
}

TEST(ResourceGroups, FilesThatTellNoLanguageTakeThoseThatAreNamed) {
  std::vector<ResourceGroup> groups;
  std::vector<std::string> languages = {"en", "ro"};
  for (const auto& [name, text] : {std::pair("first.properties", "a=Open\n"),
                                   std::pair("second.properties", "a=Deschide\n")}) {
    const auto source = memory_source(text, name);
    ASSERT_TRUE(add_resource(*source, name, Format::kProperties, groups, languages).has_value());
  }
  ASSERT_EQ(groups.size(), 1U);
  const auto units = take_units(std::move(groups[0]), "en");
  ASSERT_TRUE(units.has_value()) << units.error().text();
  ASSERT_EQ(units->units.size(), 1U);
  EXPECT_EQ(units->units[0].variants[1].language, "ro");
}

TEST(ResourceGroups, AFolderThatOnlyLooksLikeALanguageIsNone) {
  for (const bool sorted : {true, false}) {
    std::vector<ResourceGroup> groups;
    add(sorted ? "my/ui.properties" : "my/ui_ro.properties", "a=b\n", groups);
    add(sorted ? "my/ui_ro.properties" : "my/ui.properties", "a=c\n", groups);
    ASSERT_EQ(groups.size(), 1U);
    EXPECT_TRUE(take_units(std::move(groups[0]), "en").has_value());
  }
  std::vector<ResourceGroup> folders;
  add("en/ui.properties", "a=b\n", folders);
  add("my/ui.properties", "a=c\n", folders);
  EXPECT_EQ(folders.size(), 1U);
}

}  // namespace
}  // namespace punte::exchange
