#include "base/flat_table.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace punte::base {
namespace {

TEST(FlatTable, HoldsWhatAMapHolds) {
  std::mt19937_64 random(7);
  FlatTable<std::int64_t, 0> table;
  std::map<std::uint64_t, std::vector<std::int64_t>> expected;
  for (std::int64_t id = 1; id <= 20'000; ++id) {
    // Few keys, close together: many collisions and many values for a key.
    const std::uint64_t key = random() % 8'000;
    table.add(key, id);
    expected[key].push_back(id);
  }
  EXPECT_EQ(table.size(), 20'000U);
  for (std::uint64_t key = 0; key < 8'100; ++key) {
    EXPECT_EQ(table.find_all(key), expected[key]) << key;
    EXPECT_EQ(table.find(key) != 0, !expected[key].empty()) << key;
  }
}

TEST(FlatTable, NumbersKeysInTheOrderOfTheirFirstCall) {
  FlatTable<std::uint32_t, ~0U> table(4);
  EXPECT_EQ(table.find(5), ~0U);
  EXPECT_EQ(table.find_or_add(5, 0), 0U);
  EXPECT_EQ(table.find_or_add(0, 1), 1U);
  EXPECT_EQ(table.find_or_add(5, 2), 0U);
  EXPECT_EQ(table.size(), 2U);
}

TEST(FlatTable, AnEmptyOneFindsNothing) {
  const FlatTable<std::int64_t, 0> table;
  EXPECT_EQ(table.find(1), 0);
  EXPECT_TRUE(table.find_all(1).empty());
}

}  // namespace
}  // namespace punte::base
