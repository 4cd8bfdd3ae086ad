#include "job/place_codes.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <utility>

namespace punte::job {
namespace {

using language::CodeKind;
using language::InlineCode;
using language::MarkedText;

InlineCode code(std::size_t offset, CodeKind kind, std::string id, std::string content) {
  return {offset, kind, std::move(id), "", "", std::move(content), "", {}};
}

std::string shown(const MarkedText& text) {
  std::string out = text.text;
  for (auto at = text.codes.rbegin(); at != text.codes.rend(); ++at) {
    out.insert(at->offset, at->content);
  }
  return out;
}

TEST(PlaceCodes, ExchangesTheCodesOfTheMemoryForThoseOfTheSegment) {
  const MarkedText segment{
      "not here", {code(0, CodeKind::kOpen, "7", "<em>"), code(3, CodeKind::kClose, "7", "</em>")}};
  const MarkedText source{
      "not here", {code(0, CodeKind::kOpen, "1", "<b>"), code(3, CodeKind::kClose, "1", "</b>")}};
  const MarkedText target{
      "aici nu", {code(5, CodeKind::kOpen, "1", "<b>"), code(7, CodeKind::kClose, "1", "</b>")}};
  const PlacedCodes placed = place_codes(segment, source, target);
  EXPECT_EQ(shown(placed.text), "aici <em>nu</em>");
  EXPECT_FALSE(placed.guessed);
}

TEST(PlaceCodes, WithoutAModelFollowsTheWords) {
  const MarkedText segment{
      "Ask Ana Pop today",
      {code(4, CodeKind::kOpen, "1", "<a>"), code(11, CodeKind::kClose, "1", "</a>")}};
  PlacedCodes placed =
      place_codes(segment, {"Ask Ana Pop today", {}}, {"Azi întreab-o pe Ana Pop", {}});
  EXPECT_EQ(shown(placed.text), "Azi întreab-o pe <a>Ana Pop</a>");
  EXPECT_FALSE(placed.guessed);
  const MarkedText whole{
      "Ask", {code(0, CodeKind::kOpen, "1", "<a>"), code(3, CodeKind::kClose, "1", "</a>")}};
  EXPECT_EQ(shown(place_codes(whole, {"Ask", {}}, {"Întreabă", {}}).text), "<a>Întreabă</a>");
  const MarkedText link{
      "Politics.", {code(0, CodeKind::kOpen, "1", "<a>"), code(8, CodeKind::kClose, "1", "</a>")}};
  placed = place_codes(link, {"Politics", {}}, {"Politică.", {}});
  EXPECT_EQ(shown(placed.text), "<a>Politică</a>.");
  EXPECT_FALSE(placed.guessed);
  placed = place_codes(segment, {"x", {}}, {"Azi întreab-o pe ea", {}});
  EXPECT_TRUE(placed.guessed);
  EXPECT_EQ(placed.text.codes.size(), 2U);
  EXPECT_EQ(place_codes({"Ask", {}}, MarkedText{"Ask", {}},
                        {"Întreabă", {code(0, CodeKind::kSingle, "", "<br>")}})
                .text.codes.size(),
            0U);
}

}  // namespace
}  // namespace punte::job
