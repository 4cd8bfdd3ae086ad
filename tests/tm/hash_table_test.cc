#include "tm/store/hash_table.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <random>
#include <vector>

namespace punte::tm::internal {
namespace {

TEST(HashTable, FindsWhatAMapFinds) {
  std::mt19937_64 random(5);
  HashTable table;
  EXPECT_TRUE(table.find(0).empty());
  std::map<std::int64_t, std::vector<std::int64_t>> wanted;
  for (std::int64_t id = 1; id <= 20'000; ++id) {
    // Some hashes often, 0 and the extremes among them.
    auto hash = static_cast<std::int64_t>(random());
    if (id % 5 == 0) hash = static_cast<std::int64_t>(random() % 50) - 25;
    if (id % 1000 == 0) hash = INT64_MIN;
    table.add(hash, id);
    wanted[hash].push_back(id);
  }
  EXPECT_EQ(table.size(), 20'000U);
  for (const auto& [hash, ids] : wanted) EXPECT_EQ(table.find(hash), ids);
  EXPECT_TRUE(table.find(INT64_MAX).empty());
}

}  // namespace
}  // namespace punte::tm::internal
