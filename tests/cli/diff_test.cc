#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "job/page_changes.h"
#include "tests/cli/command_runner.h"

namespace punte::cli {
namespace {

using job::Change;
using job::change_name;
using job::compare_pages;
using job::PageSegment;
using job::SegmentChange;

using nlohmann::json;
using testing::HasSubstr;

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

class Diff : public testing::Test {
 protected:
  void SetUp() override {
    folder_.write("old.html",
                  "<html lang=en><body><main><h1>The footbridge and its visitors</h1>"
                  "<p>The bridge over the river is open to pedestrians today.</p>"
                  "<p>Tickets cost five lei and are sold on the other bank.</p></main></body>");
    folder_.write("new.html",
                  "<html lang=en><body><main><h1>The footbridge and its visitors</h1>"
                  "<p>The bridge over the river is open to cyclists today.</p>"
                  "<p>Nobody knows what will become of the ferry after that.</p></main></body>");
  }
  Outcome diff(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"diff", "old.html", "new.html", "--expect", "en"});
    return run_punte(arguments, folder_.path());
  }
  TemporaryFolder folder_;
};

TEST_F(Diff, ShowsWhatChanged) {
  const Outcome outcome = diff({});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  // The score is that of the memory, whose own tests know it.
  EXPECT_THAT(outcome.out,
              HasSubstr(" %\n  - en  The bridge over the river is open to pedestrians"));
  EXPECT_EQ(outcome.out.substr(outcome.out.find('\n') + 1),
            "  - en  The bridge over the river is open to pedestrians today.\n"
            "  + en  The bridge over the river is open to cyclists today.\n"
            "gone\n"
            "  - en  Tickets cost five lei and are sold on the other bank.\n"
            "new\n"
            "  + en  Nobody knows what will become of the ferry after that.\n"
            "1 segment is new, 1 changed, 0 moved, 1 gone, 1 the same\n");
}

TEST_F(Diff, TellsTheCostAsIfTheOldPageWereTranslated) {
  const Outcome outcome = diff({"--to", "ro", "--json", "--report", "diff.html"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const json report = json::parse(outcome.out);
  EXPECT_EQ(report["counts"]["same"], 1);
  EXPECT_EQ(report["segments"].size(), 3U);
  const json& bands = report["cost"]["bands"];
  EXPECT_EQ(bands["new"]["words"], 10);
  EXPECT_EQ(report["cost"]["total"]["words"], 20);
  EXPECT_LT(report["cost"]["weighted_words"].get<double>(), 20.0);
  EXPECT_GT(report["cost"]["weighted_words"].get<double>(), 10.0);
  EXPECT_THAT(folder_.read("diff.html"), HasSubstr("open to cyclists today."));
}

TEST_F(Diff, ExitsWith3ForChangesIfAskedTo) {
  const Outcome outcome =
      run_punte({"diff", "old.html", "old.html", "--jsonl", "--exit-code"}, folder_.path());
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(diff({}).exit_code, 0);
  EXPECT_EQ(diff({"--exit-code"}).exit_code, 3);
}

TEST_F(Diff, BadInputIsToldInOneLine) {
  EXPECT_EQ(run_punte({"diff", "old.html", "none.html"}, folder_.path()).err,
            "punte: none.html: no such file\n");
  EXPECT_EQ(diff({"--rates", "85=1"}).exit_code, 2);
  EXPECT_EQ(diff({"--to", "!"}).exit_code, 2);
}

}  // namespace
}  // namespace punte::cli
