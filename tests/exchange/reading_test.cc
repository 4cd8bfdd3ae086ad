#include "exchange/reading.h"

#include <gtest/gtest.h>

namespace punte::exchange {
namespace {

TEST(WarningList, CountsAllAndKeepsTheFirstHundred) {
  WarningList list;
  for (int i = 1; i <= 250; ++i) list.add(i, 1, "odd");
  EXPECT_EQ(list.count(), 250);
  ASSERT_EQ(list.kept().size(), 100U);
  EXPECT_EQ(list.kept().back().line, 100);
}

TEST(WarningList, TakesOverThoseOfAnotherFileUnderItsName) {
  WarningList other;
  other.add(3, 1, "odd", {"x"});
  WarningList list;
  list.add(1, 1, "first");
  list.append(std::move(other), "b.strings");
  EXPECT_EQ(list.count(), 2);
  ASSERT_EQ(list.kept().size(), 2U);
  EXPECT_EQ(list.kept()[1].file, "b.strings");
  EXPECT_EQ(list.kept()[1].line, 3);
}

}  // namespace
}  // namespace punte::exchange
