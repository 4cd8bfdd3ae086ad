#include "tm/checked_filter.h"

#include <gtest/gtest.h>

#include <string>

namespace punte::tm {
namespace {

TEST(CheckedFilter, DatesAreWrittenAsTmxDoes) {
  UnitFilter filter;
  filter.since = "2024-01-31";
  filter.before = "2024-01-31T10:00:00Z";
  const auto checked = checked_filter(filter);
  ASSERT_TRUE(checked.has_value());
  EXPECT_EQ(checked->since, "20240131");
  EXPECT_EQ(checked->before, "20240131T100000Z");
  for (const std::string date : {"2024", "2024-06", "20240131", "2024-01-31T10", ""}) {
    filter.since = date;
    EXPECT_TRUE(checked_filter(filter).has_value()) << date;
  }
}

TEST(CheckedFilter, TagsAreCanonical) {
  UnitFilter filter;
  filter.languages = {"PT-br", "RO"};
  filter.text_language = "EN-gb";
  const auto checked = checked_filter(filter);
  ASSERT_TRUE(checked.has_value());
  EXPECT_EQ(checked->languages, (std::vector<std::string>{"pt-BR", "ro"}));
  EXPECT_EQ(checked->text_language, "en-GB");
}

TEST(CheckedFilter, RefusesWhatIsNoDateAndNoTag) {
  for (const std::string date : {"some day", "24", "--1", "2020-13-45", "2020-02-32", "20201",
                                 "2020-01-31T25", "2024-01-31 later"}) {
    UnitFilter filter;
    filter.since = date;
    const auto checked = checked_filter(filter);
    ASSERT_FALSE(checked.has_value()) << date;
    EXPECT_EQ(checked.error().where, date);
  }
  UnitFilter filter;
  filter.languages = {"!"};
  EXPECT_FALSE(checked_filter(filter).has_value());
}

}  // namespace
}  // namespace punte::tm
