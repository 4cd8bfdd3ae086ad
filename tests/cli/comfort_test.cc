#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/cli/command_runner.h"

namespace punte::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Config : public testing::Test {
 protected:
  /// Runs with a configuration of this text.
  std::string run(const std::string& text, const std::string& command) {
    fs::create_directories(folder_.path() / "punte");
    folder_.write("punte/config.toml", text);
    return run_shell(folder_.path(), command + "; echo $?\n");
  }
  TemporaryFolder folder_;
};

TEST_F(Config, GivesDefaultsThatTheCommandLineOverrides) {
  const std::string text =
      "# mine\nui-language = \"ro\"\n\n[identify]\nlanguages = [\"de\", \"nl\"]  # both\njsonl = "
      "true\n";
  EXPECT_THAT(run(text, "punte"), HasSubstr("Încercați"));
  EXPECT_THAT(run(text, "echo Das ist ein deutscher Satz. | punte identify"),
              StartsWith("{\"lang\":\"de\""));
  EXPECT_THAT(run(text, "punte --ui-language en"), HasSubstr("no command given"));
  EXPECT_THAT(run("[lookup]\nthreshold = 70", "punte --version"), HasSubstr("\n0\n"));
}

TEST_F(Config, NamesTheMemoryUnlessTheEnvironmentDoes) {
  const std::string text = "tm = \"config.tm\"\n";
  EXPECT_THAT(run(text, "punte lookup x.html --to ro"), HasSubstr("config.tm: no such memory"));
  EXPECT_THAT(run(text, "PUNTE_TM=mine.tm punte lookup x.html --to ro"),
              HasSubstr("mine.tm: no such memory"));
  EXPECT_THAT(run(text, "punte lookup x.html --to ro --tm given.tm"),
              HasSubstr("given.tm: no such memory"));
}

TEST_F(Config, DoctorUsesItAndTellsWhatIsWrongWithIt) {
  EXPECT_THAT(run("tm = \"config.tm\"\n", "punte doctor"),
              HasSubstr("config.tm: there is none yet; punte import makes it"));
  const std::string out = run("fly = 1\n", "punte doctor");
  EXPECT_THAT(out, HasSubstr("config.toml:1: there is no option “--fly”"));
  EXPECT_THAT(out, HasSubstr("There are problems.\n2\n"));
}

TEST_F(Config, MistakesAreToldWithFileAndLine) {
  struct Row {
    std::string text;
    std::string message;
  };
  for (const Row& row : std::vector<Row>{
           {"\nthreshhold = 90\n",
            "config.toml:2: there is no option “--threshhold”; did you mean “threshold”?\n2\n"},
           {"[fly]\nx = 1\n", "config.toml:2: there is no command “fly”\n2\n"},
           {"[analyze]\nthreshold = 1\n", "config.toml:2: there is no option “--threshold”\n2\n"},
           {"[analyze\n", "config.toml:1: this is not TOML ("},
           {"to\n", "config.toml:1: this is not TOML ("},
           {"to = \"ro\n", "config.toml:1: this is not TOML ("},
           {"to = \n", "config.toml:1: this is not TOML ("},
           {"to = {a = 1}\n", "config.toml:1: there is no command “to”\n2\n"},
           {"to = 2026-11-27\n", "config.toml:1: a setting is a string"},
           {"[analyze]\ncolor = \"pink\"\n",
            "config.toml:2: “pink” is no value for --color\n2\n"}}) {
    EXPECT_THAT(run(row.text, "punte analyze x.html --to ro"), HasSubstr(row.message));
    EXPECT_THAT(run(row.text, "punte --version"), HasSubstr("\n0\n")) << row.text;
  }
}

TEST(Comfort, CtrlCEndsWith130) {
  const TemporaryFolder folder;
  // The signal comes again until it is heard: the program may not yet listen when the first one
  // does.
  EXPECT_EQ(run_shell(folder.path(),
                      "mkfifo lines; exec 3<>lines; punte identify <lines & pid=$!\n"
                      "while kill -INT $pid 2>/dev/null; do sleep 0.1; done; wait $pid; echo $?\n"),
            "130\n");
}

TEST(Comfort, HelpIsNamedForNestedCommands) {
  const TemporaryFolder folder;
  EXPECT_EQ(run_punte({"tm", "list", "--fly"}, folder.path()).err,
            "punte: “punte tm list” has no option “--fly”\nTry “punte tm list --help”.\n");
  EXPECT_THAT(run_punte({"tm", "list", "--help"}, folder.path()).out, HasSubstr("--origin"));
}

TEST(Comfort, AReaderThatHasSeenEnoughIsNoError) {
  const TemporaryFolder folder;
  EXPECT_EQ(run_shell(folder.path(),
                      "set -o pipefail; yes 'a line of text' | head -200000 > lines\n"
                      "punte --help | true; echo $?\n"
                      "punte identify < lines 2>stats | head -1; echo $?\n"),
            "0\nen\n0\n");
  EXPECT_EQ(run_shell(folder.path(), "punte --version > /dev/full; echo $?\n"),
            "punte: standard output cannot be written (No space left on device)\n2\n");
}

TEST(Comfort, BashCompletesCommandsOptionsAndChoices) {
  const TemporaryFolder folder;
  const std::string script =
      "eval \"$(punte completions bash)\"\n"
      "try() { COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _punte; echo \"${COMPREPLY[*]}\"; }\n"
      "try punte tr\n"
      "try punte tm hi\n"
      "try punte translate --fuzzy-\n"
      "try punte translate --fuzzy-as ''\n"
      "try punte translate page.html --xliff-version 2\n"
      "try punte translate page.ht\n";
  EXPECT_EQ(run_shell(folder.path(), script),
            "translate\nhistory\n--fuzzy-as\nmark comment\n2.1\n\n");
  for (const char* name : {"zsh", "fish"}) {
    const Outcome outcome = run_punte({"completions", name}, folder.path());
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_THAT(outcome.out, HasSubstr("'punte tm history'"));
    EXPECT_THAT(outcome.out, Not(HasSubstr("man-pages")));
  }
  EXPECT_EQ(run_punte({"completions", "cmd"}, folder.path()).exit_code, 2);
}

TEST(Comfort, ManPagesSayWhatHelpSays) {
  const TemporaryFolder folder;
  ASSERT_EQ(run_punte({"man-pages", "."}, folder.path()).exit_code, 0);
  const std::string page = folder.read("punte-translate.1");
  EXPECT_THAT(page, StartsWith(".TH PUNTE\\-TRANSLATE 1 "));
  EXPECT_THAT(page, HasSubstr(".TP\n\\fB\\-\\-xliff\\-version\\fR \\fIVERSION\\fR\n"));
  EXPECT_THAT(page, HasSubstr(".SH EXAMPLES\n.nf\n  punte translate page.html \\-\\-to ro"));
  EXPECT_THAT(folder.read("punte.1"), HasSubstr("\\fBpunte\\-analyze\\fR(1)"));
  EXPECT_THAT(folder.read("punte-tm-list.1"), HasSubstr("\\-\\-origin"));
  EXPECT_EQ(run_punte({"man-pages", "no/such"}, folder.path()).exit_code, 2);
}

TEST(Comfort, DoctorTellsAllIsWellOrNot) {
  const TemporaryFolder folder;
  const Outcome well = run_punte({"doctor", "--json"}, folder.path());
  EXPECT_EQ(well.exit_code, 0) << well.out;
  const json report = json::parse(well.out);
  EXPECT_EQ(report["well"], true);
  EXPECT_EQ(report["checks"].size(), 6U);
  folder.write("broken.tm", "this is no memory, whatever its name says");
  const Outcome ill = run_punte({"doctor", "--tm", "broken.tm"}, folder.path());
  EXPECT_EQ(ill.exit_code, 2);
  EXPECT_THAT(ill.out, HasSubstr("broken.tm: "));
  EXPECT_THAT(ill.out, HasSubstr("There are problems.\n"));
}

}  // namespace
}  // namespace punte::cli
