#include "job/memory_overview.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/job/memory_fixture.h"

namespace punte::job {
namespace {

using testing::ElementsAre;
using testing::Pair;

class MemoryOverviewTest : public WithMemory {
 protected:
  void SetUp() override {
    language::Unit dated = unit_of({{"en", "A bridge"}, {"ro", "Un pod"}});
    dated.attributes.push_back({"changedate", "20240131T100000Z"});
    add(dated, "a.tmx");
    add(unit_of({{"en", "A river"}, {"ro", "Un râu"}, {"de", "Ein Fluss"}}), "a.tmx");
    language::Unit older = unit_of({{"en", "A ferry"}, {"ro", "Un bac"}});
    older.attributes.push_back({"creationdate", "20200101T000000Z"});
    add(older, "b.tmx");
  }
};

TEST_F(MemoryOverviewTest, CountsLanguagesOriginsAndDates) {
  const auto all = memory_overview(memory_, {});
  ASSERT_TRUE(all.has_value());
  EXPECT_EQ(all->units, 3);
  EXPECT_EQ(all->oldest, "20200101T000000Z");
  EXPECT_EQ(all->newest, "20240131T100000Z");
  EXPECT_EQ(all->undated, 0) << "when a unit was added is known";
  EXPECT_THAT(all->origins, ElementsAre(Pair("a.tmx", 2), Pair("b.tmx", 1)));
  EXPECT_EQ(all->languages.size(), 3U);
}

TEST_F(MemoryOverviewTest, AFilterCountsItsUnitsAlone) {
  tm::UnitFilter filter;
  filter.origin = "b.tmx";
  const auto part = memory_overview(memory_, filter);
  ASSERT_TRUE(part.has_value());
  EXPECT_EQ(part->units, 1);
  ASSERT_EQ(part->languages.size(), 2U) << "no text in German passes";
  EXPECT_EQ(part->languages[0].variants, 1);
  EXPECT_THAT(part->origins, ElementsAre(Pair("b.tmx", 1)));
}

TEST_F(MemoryOverviewTest, AListEndsAtItsLimit) {
  const auto two = list_units(memory_, {}, 2);
  ASSERT_TRUE(two.has_value());
  ASSERT_EQ(two->first.size(), 2U);
  EXPECT_EQ(two->first[1].unit.variants[0].text.text, "A river");
  EXPECT_EQ(two->first[1].origin, "a.tmx");
  EXPECT_EQ(two->all, 3);
  EXPECT_EQ(list_units(memory_, {}, 0).value().first.size(), 0U);
  tm::UnitFilter filter;
  filter.origin = "a.tmx";
  EXPECT_EQ(list_units(memory_, filter, 1).value().all, 2);
}

}  // namespace
}  // namespace punte::job
