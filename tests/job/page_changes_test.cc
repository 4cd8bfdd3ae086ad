#include "job/page_changes.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace punte::job {
namespace {

std::vector<PageSegment> segments(const std::vector<std::string>& texts) {
  std::vector<PageSegment> out;
  for (const std::string& text : texts) out.push_back({{text, {}}, "en", 0, {}});
  return out;
}

/// "same 1-1, changed 2-2 87, gone 3-": change, old and new place, counted from 1.
std::string drawn(const std::vector<std::string>& before, const std::vector<std::string>& now) {
  const auto changes = compare_pages(segments(before), segments(now));
  if (!changes) return changes.error().text();
  std::string out;
  for (const SegmentChange& change : *changes) {
    out += (out.empty() ? "" : ", ") + change_name(change.change) + " " +
           (change.before ? std::to_string(*change.before + 1) : "") + "-" +
           (change.now ? std::to_string(*change.now + 1) : "");
  }
  return out;
}

TEST(PageChanges, TellsSameMovedChangedNewAndGone) {
  const std::string a = "The bridge over the river is open to pedestrians today.";
  const std::string a2 = "The bridge over the river is open to cyclists today.";
  const std::string b = "Tickets cost five lei and are sold on the other bank.";
  const std::string c = "Dogs may come along if somebody holds them.";
  const std::string d = "Nothing at all resembles this fourth one.";
  EXPECT_EQ(drawn({a, b, c}, {a, b, c}), "same 1-1, same 2-2, same 3-3");
  EXPECT_EQ(drawn({a, b, c}, {a2, b, d}), "changed 1-1, same 2-2, gone 3-, new -3");
  EXPECT_EQ(drawn({a, b, c}, {c, a, b}), "moved 3-1, same 1-2, same 2-3");
  EXPECT_EQ(drawn({}, {a}), "new -1");
  EXPECT_EQ(drawn({a}, {}), "gone 1-");
  EXPECT_EQ(drawn({}, {}), "");
  // A text that occurs twice answers once.
  EXPECT_EQ(drawn({a, d}, {a, a}), "same 1-1, gone 2-, new -2");
  // The better pair wins, whichever comes first.
  EXPECT_EQ(drawn({a, d}, {a2, a + " And tomorrow."}).find("gone 2-") != std::string::npos, true);
}

TEST(PageChanges, OtherCodesAreAChange) {
  std::vector<PageSegment> before = segments({"Read this"});
  std::vector<PageSegment> now = before;
  language::InlineCode code;
  code.content = "<br>";
  now[0].text.codes.push_back(code);
  const auto changes = compare_pages(before, now);
  ASSERT_TRUE(changes);
  EXPECT_EQ((*changes)[0].change, Change::kChanged);
  EXPECT_EQ((*changes)[0].score, 99);
}

}  // namespace
}  // namespace punte::job
