#include "job/place_codes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
  EXPECT_TRUE(placed.sure);
}

TEST(PlaceCodes, WithoutAModelFollowsTheWords) {
  const MarkedText segment{
      "Ask Ana Pop today",
      {code(4, CodeKind::kOpen, "1", "<a>"), code(11, CodeKind::kClose, "1", "</a>")}};
  PlacedCodes placed =
      place_codes(segment, {"Ask Ana Pop today", {}}, {"Azi întreab-o pe Ana Pop", {}});
  EXPECT_EQ(shown(placed.text), "Azi întreab-o pe <a>Ana Pop</a>");
  EXPECT_TRUE(placed.sure);
  const MarkedText whole{
      "Ask", {code(0, CodeKind::kOpen, "1", "<a>"), code(3, CodeKind::kClose, "1", "</a>")}};
  EXPECT_EQ(shown(place_codes(whole, {"Ask", {}}, {"Întreabă", {}}).text), "<a>Întreabă</a>");
  const MarkedText link{
      "Politics.", {code(0, CodeKind::kOpen, "1", "<a>"), code(8, CodeKind::kClose, "1", "</a>")}};
  placed = place_codes(link, {"Politics", {}}, {"Politică.", {}});
  EXPECT_EQ(shown(placed.text), "<a>Politică</a>.");
  EXPECT_TRUE(placed.sure);
  placed = place_codes(segment, {"x", {}}, {"Azi întreab-o pe ea", {}});
  EXPECT_FALSE(placed.sure);
  EXPECT_EQ(placed.open, "<a></a>");
  EXPECT_TRUE(placed.text.codes.empty());
  EXPECT_EQ(place_codes({"Ask", {}}, MarkedText{"Ask", {}},
                        {"Întreabă", {code(0, CodeKind::kSingle, "", "<br>")}})
                .text.codes.size(),
            0U);
}

/// A text with its codes written out: "Not <b>so</b>"; they pair as in XML.
MarkedText marked(std::string_view written) {
  MarkedText out;
  std::vector<std::string> open;
  int last = 0;
  while (!written.empty()) {
    const std::size_t start = std::min(written.find('<'), written.size());
    out.text += written.substr(0, start);
    written.remove_prefix(start);
    if (written.empty()) break;
    const std::size_t end = written.find('>') + 1;
    const std::string content(written.substr(0, end));
    written.remove_prefix(end);
    InlineCode one = code(out.text.size(), CodeKind::kSingle, "", content);
    if (content.starts_with("</")) {
      one.kind = CodeKind::kClose;
      one.id = open.back();
      open.pop_back();
    } else {
      one.id = std::to_string(++last);
      if (!content.ends_with("/>") && content != "<wbr>") {
        one.kind = CodeKind::kOpen;
        open.push_back(one.id);
      }
    }
    out.codes.push_back(one);
  }
  return out;
}

TEST(PlaceCodes, EachCodeStandsWhereItBelongsOrNoneDoes) {
  WordKnowledge knowledge;
  knowledge.phrases = [](std::string_view phrase) {
    using Known = std::vector<std::string>;
    if (phrase == "closed") return Known{"închis"};
    if (phrase == "Monday") return Known{"luni"};
    if (phrase == "is closed") return Known{"este închis"};
    if (phrase == "closed on Monday") return Known{"închis luni"};
    return Known{};
  };
  struct Row {
    const char* segment;
    const char* wanted;  // empty: in doubt
  };
  for (const Row& row : {
           Row{"The <a>museum</a> is closed on Monday.", "<a>Muzeul</a> este închis luni."},
           Row{"<a>The museum</a> is closed on Monday.", "<a>Muzeul</a> este închis luni."},
           Row{"The museum is closed on <a>Monday</a>.", "Muzeul este închis <a>luni</a>."},
           Row{"The museum is <a>closed on Monday</a>.", "Muzeul este <a>închis luni</a>."},
           Row{"The museum is <a>closed</a> on <em>Monday</em>.",
               "Muzeul este <a>închis</a> <em>luni</em>."},
           Row{"<b>The museum <i>is closed</i></b> on Monday.", ""},
           Row{"The <em><b>museum</b></em> is closed on Monday.",
               "<em><b>Muzeul</b></em> este închis luni."},
           Row{"<b><i>The museum is closed on Monday</i></b>.",
               "<b><i>Muzeul este închis luni</i></b>."},
           Row{"The museum is closed on Monday<sup/>.", "Muzeul este închis luni<sup/>."},
           Row{"<img/>The museum is closed on Monday.", "<img/>Muzeul este închis luni."},
           Row{"The museum <img/>is closed on Monday.", ""},
           Row{"The museum<wbr> is closed on Monday.", "Muzeul<wbr> este închis luni."},
           Row{"The m<b>us</b>eum is closed on Monday.", ""},
           Row{"The museum is closed <u>on</u> Monday.", ""},
           Row{"<a>The <b>museum</b> is</a> closed on Monday.", ""},
       }) {
    const MarkedText segment = marked(row.segment);
    const PlacedCodes placed = place_codes(segment, {"The museum is closed on Monday.", {}},
                                           {"Muzeul este închis luni.", {}}, knowledge);
    EXPECT_EQ(placed.sure, row.wanted[0] != '\0') << row.segment;
    EXPECT_EQ(shown(placed.text), placed.sure ? row.wanted : "Muzeul este închis luni.")
        << row.segment;
  }
}

TEST(PlaceCodes, CodesOfTheMemoryServeOnlyAtTheSameWords) {
  const MarkedText source = marked("The <b>museum</b> is closed on Monday.");
  const MarkedText target = marked("<b>Muzeul</b> este închis luni.");
  EXPECT_EQ(
      shown(place_codes(marked("The <a>museum</a> is closed on Monday."), source, target).text),
      "<a>Muzeul</a> este închis luni.");
  EXPECT_FALSE(place_codes(marked("The museum is <a>closed</a> on Monday."), source, target).sure);
}

}  // namespace
}  // namespace punte::job
