#include "aligner/pieces.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace punte::aligner::internal {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(RisingChain, TakesTheLongestThatRisesOnBothSides) {
  EXPECT_THAT(rising_chain({{5, 5}, {1, 9}, {2, 2}, {3, 8}, {4, 4}, {4, 3}, {6, 0}}),
              ElementsAre(Pair(2, 2), Pair(4, 3), Pair(5, 5)));
  EXPECT_TRUE(rising_chain({}).empty());
}

std::vector<Segment> numbered(int start, int limit, const std::string& text) {
  std::vector<Segment> out;
  for (int i = start; i < limit; ++i) out.push_back({text + std::to_string(10'000 + i), {}});
  return out;
}

TEST(CutIntoPieces, ShortTextsAreOnePiece) {
  const auto text = numbered(0, 100, "line ");
  EXPECT_THAT(cut_into_pieces(text, text, 100), ElementsAre(Pair(100, 100)));
  EXPECT_THAT(cut_into_pieces({}, {}, 100), ElementsAre(Pair(0, 0)));
}

TEST(CutIntoPieces, CutsWhereBothSidesHaveTheSameRareWords) {
  const auto source = numbered(0, 1000, "line ");
  const auto target = numbered(300, 1000, "linia ");  // its start is missing
  const auto cuts = cut_into_pieces(source, target, 250);
  ASSERT_EQ(cuts.size(), 4U);
  for (const auto& [i, j] : cuts) {
    if (i > 310) {
      EXPECT_EQ(i, j + 300);
    }
  }
  EXPECT_THAT(cuts.back(), Pair(1000, 700));
}

TEST(CutIntoPieces, WithoutCommonWordsCutsInProportion) {
  const std::vector<Segment> source(1000, {"the same", {}});
  const std::vector<Segment> target(100, {"mereu la fel", {}});
  EXPECT_THAT(cut_into_pieces(source, target, 500), ElementsAre(Pair(500, 50), Pair(1000, 100)));
  EXPECT_THAT(cut_into_pieces(source, {}, 500), ElementsAre(Pair(500, 0), Pair(1000, 0)));
}

TEST(CutIntoPieces, PiecesNeverGoBack) {
  // Numbers of the second half come first: no chain holds throughout.
  auto source = numbered(0, 1000, "line ");
  auto target = numbered(500, 1000, "linia ");
  for (Segment& segment : numbered(0, 500, "linia ")) target.push_back(segment);
  std::size_t i = 0;
  std::size_t j = 0;
  for (const auto& [i_end, j_end] : cut_into_pieces(source, target, 120)) {
    EXPECT_LE(i, i_end);
    EXPECT_LE(j, j_end);
    i = i_end;
    j = j_end;
  }
  EXPECT_EQ(i, 1000U);
  EXPECT_EQ(j, 1000U);
}

}  // namespace
}  // namespace punte::aligner::internal
