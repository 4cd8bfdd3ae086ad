#include "tm/store/symbol_table.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace punte::tm::internal {
namespace {

std::vector<std::string> sample() {
  std::vector<std::string> out;
  for (int i = 0; i < 400; ++i) {
    out.push_back("The old bridge over the river was closed in " + std::to_string(1900 + i % 100));
    out.push_back("Podul vechi peste râu a fost închis în " + std::to_string(1900 + i % 100));
  }
  return out;
}

std::string packed(const SymbolTable& table, std::string_view text) {
  std::string out;
  SymbolPacker(table).pack(text, out);
  return out;
}

TEST(SymbolTable, TextsLikeThoseLearntOfBecomeShort) {
  const SymbolTable table = SymbolTable::learn(sample());
  const std::string text = "The old bridge over the river was closed in 2025";
  const std::string short_text = packed(table, text);
  EXPECT_LT(short_text.size(), text.size() / 3);
  std::string back;
  ASSERT_TRUE(table.unpack(short_text, back));
  EXPECT_EQ(back, text);
}

TEST(SymbolTable, AnyBytesComeBack) {
  const SymbolTable table = SymbolTable::learn(sample());
  std::mt19937 random(7);
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    const auto size = random() % 60;
    while (text.size() < size) {
      // Bytes, and parts of what was learnt, cut anywhere.
      const std::string known = sample()[random() % 800];
      if (random() % 2 == 0) {
        text += static_cast<char>(random() % 256);
      } else {
        text += known.substr(random() % known.size(), random() % 20);
      }
    }
    std::string back = "before ";
    ASSERT_TRUE(table.unpack(packed(table, text), back));
    ASSERT_EQ(back, "before " + text);
  }
}

TEST(SymbolTable, TheSameSampleGivesTheSameTable) {
  EXPECT_EQ(SymbolTable::learn(sample()).to_bytes(), SymbolTable::learn(sample()).to_bytes());
}

TEST(SymbolTable, BytesOfATableComeBack) {
  const SymbolTable table = SymbolTable::learn(sample());
  const auto read = SymbolTable::from_bytes(table.to_bytes());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->to_bytes(), table.to_bytes());
  EXPECT_EQ(packed(*read, "the bridge"), packed(table, "the bridge"));
}

TEST(SymbolTable, WhatIsNoTableIsRefused) {
  EXPECT_FALSE(SymbolTable::from_bytes(std::string_view("\x00", 1)));
  EXPECT_FALSE(SymbolTable::from_bytes(std::string_view("\x00x", 2)));
  EXPECT_FALSE(SymbolTable::from_bytes("\x03xy"));
  EXPECT_FALSE(SymbolTable::from_bytes("\x11" + std::string(17, 'x')));
  std::string many;
  for (std::size_t i = 0; i < SymbolTable::kMostSymbols; ++i) many += "\x02xy";
  EXPECT_FALSE(SymbolTable::from_bytes(many));
}

TEST(SymbolTable, DamagedTextsAreTold) {
  const SymbolTable table = *SymbolTable::from_bytes("");
  std::string out = "kept";
  EXPECT_FALSE(table.unpack("x", out));                           // half a symbol
  EXPECT_FALSE(table.unpack("\xFF\xFF\xFF", out));                // a symbol that is not there
  EXPECT_FALSE(table.unpack(std::string_view("a\x10", 2), out));  // bits behind the end
  EXPECT_TRUE(table.unpack(std::string_view("a\x00", 2), out));
  EXPECT_EQ(out, "kepta");
}

}  // namespace
}  // namespace punte::tm::internal
