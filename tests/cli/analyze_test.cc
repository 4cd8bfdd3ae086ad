#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/cli/command_runner.h"

namespace punte::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;

const fs::path kSamples = fs::path(PUNTE_TEST_DATA) / ".." / ".." / "samples";

constexpr const char* kPage =
    "<html lang=en><body><main><p>The old bridge over the river is open to pedestrians today.</p>"
    "<p>The old bridge over the river is open to pedestrians today.</p>"
    "<p>The old bridge over the river is open to cyclists today.</p>"
    "<p>Completely different words stand in this last sentence of ours.</p>"
    "</main></body></html>";

TEST(Analyze, CountsRepetitionsAndWhatTheJobItselfKnows) {
  const TemporaryFolder folder;
  folder.write("page.html", kPage);
  const Outcome outcome =
      run_punte({"analyze", "page.html", "--to", "ro", "--json"}, folder.path());
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const json all = json::parse(outcome.out)["all"];
  EXPECT_EQ(all["bands"]["repetition"]["segments"], 1);
  EXPECT_EQ(all["bands"]["repetition"]["words"], 11);
  EXPECT_EQ(all["bands"]["new"]["segments"], 2);
  EXPECT_EQ(all["internal"]["segments"], 1);
  EXPECT_EQ(all["total"]["words"], 11 + 11 + 11 + 10);
}

TEST(Analyze, TheSamePageTwiceCostsOnlyOnce) {
  const TemporaryFolder folder;
  folder.write("a.html", kPage);
  folder.write("b.html", kPage);
  const Outcome outcome =
      run_punte({"analyze", "a.html", "b.html", "--to", "ro", "--json"}, folder.path());
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const json report = json::parse(outcome.out);
  EXPECT_EQ(report["pages"][1]["bands"]["repetition"]["segments"], 4);
  EXPECT_EQ(report["all"]["bands"]["new"]["segments"], 2);
}

TEST(Analyze, UsesMemoryAndRates) {
  const TemporaryFolder folder;
  for (const char* name : {"memory.tmx", "page.html"}) {
    fs::copy_file(kSamples / name, folder.path() / name);
  }
  ASSERT_EQ(run_punte({"import", "--tm", "m.tm", "memory.tmx"}, folder.path()).exit_code, 0);
  const Outcome outcome =
      run_punte({"analyze", "page.html", "--to", "ro", "--tm", "m.tm", "--jsonl", "--rates",
                 "new=2,100=0", "--csv", "count.csv", "--report", "count.html"},
                folder.path());
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const json report = json::parse(outcome.out);
  EXPECT_GT(report["all"]["bands"]["100"]["segments"], 0);
  EXPECT_GT(report["in_target_language"]["words"], 20);
  EXPECT_THAT(folder.read("count.csv"), HasSubstr("language,en,100,"));
  EXPECT_THAT(folder.read("count.html"), HasSubstr("<svg"));
}

TEST(Analyze, SaysWhatIsWrong) {
  const TemporaryFolder folder;
  folder.write("page.html", kPage);
  EXPECT_THAT(
      run_punte({"analyze", "page.html", "--to", "ro", "--rates", "newish=1"}, folder.path()).err,
      HasSubstr("“newish=1” is no rate"));
  EXPECT_EQ(
      run_punte({"analyze", "page.html", "--to", "ro", "--tm", "none.tm"}, folder.path()).exit_code,
      2);
  EXPECT_EQ(run_punte({"analyze", "none.html", "--to", "ro"}, folder.path()).exit_code, 2);
}

}  // namespace
}  // namespace punte::cli
