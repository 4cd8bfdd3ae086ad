#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/cli/command_runner.h"

namespace punte::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;

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
