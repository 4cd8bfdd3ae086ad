#include "tm/index/number_lists.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace punte::tm::internal {
namespace {

std::vector<std::uint32_t> ascending(std::size_t count, const auto& difference) {
  std::vector<std::uint32_t> out = {7};
  while (out.size() < count) {
    out.push_back(out.back() + static_cast<std::uint32_t>(difference()));
  }
  return out;
}

void expect_back(const std::vector<std::uint32_t>& numbers) {
  std::string bytes;
  append_block(bytes, numbers);
  std::array<std::uint32_t, kBlock> differences;
  ASSERT_TRUE(read_block(bytes, numbers.size() - 1, differences));
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    ASSERT_EQ(differences[i - 1], numbers[i] - numbers[i - 1]) << i;
  }
  // Nothing stands behind it, and nothing of it can be missed.
  EXPECT_FALSE(read_block(bytes.substr(0, bytes.size() - 1), numbers.size() - 1, differences));
}

TEST(NumberLists, BlocksOfAllKindsComeBack) {
  std::mt19937 random(3);
  for (const std::size_t count : {2UL, 3UL, 64UL, 127UL, 128UL}) {
    for (unsigned bits = 0; bits <= 24; ++bits) {
      expect_back(ascending(count, [&] { return 1 + random() % (1U << bits); }));
      // A few that are much wider than the others.
      expect_back(ascending(count, [&] {
        return 1 + random() % (random() % 10 == 0 ? 1U << bits : 1U << bits / 4);
      }));
    }
  }
  expect_back({0, std::numeric_limits<std::uint32_t>::max()});
}

TEST(NumberLists, NeighboursTakeNoBits) {
  std::string bytes;
  append_block(bytes, ascending(kBlock, [] { return 1U; }));
  EXPECT_EQ(bytes.size(), 2U);
}

TEST(NumberLists, ABlockOfOneIsEmpty) {
  std::string bytes;
  append_block(bytes, std::vector<std::uint32_t>{5});
  std::array<std::uint32_t, kBlock> differences;
  EXPECT_TRUE(read_block(bytes, 0, differences));
}

TEST(NumberLists, DamagedBlocksAreTold) {
  std::array<std::uint32_t, kBlock> differences;
  EXPECT_FALSE(read_block("", 1, differences));
  EXPECT_FALSE(read_block(std::string_view("\x21\x00", 2), 1, differences));  // 33 bits
  EXPECT_FALSE(read_block(std::string_view("\x08\x02\x01", 3), 1, differences));
  EXPECT_FALSE(read_block(std::string_view("\x00\x01\x05\x01", 4), 2, differences));  // place 5
}

TEST(NumberLists, LebNumbersComeBack) {
  std::string bytes;
  const std::vector<std::uint64_t> numbers = {0, 127, 128, 1U << 21U, ~std::uint64_t{0}};
  for (const std::uint64_t number : numbers) base::append_varint(bytes, number);
  Numbers read(bytes);
  for (const std::uint64_t number : numbers) EXPECT_EQ(read.next(), number);
  EXPECT_FALSE(read.more());
}

}  // namespace
}  // namespace punte::tm::internal
