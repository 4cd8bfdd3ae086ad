#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "language/text.h"
#include "tests/cli/command_runner.h"

namespace punte::cli {
namespace {

namespace fs = std::filesystem;
using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const fs::path kSamples = fs::path(PUNTE_TEST_DATA) / ".." / ".." / "samples";

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

/// The words of the commands that a help lists, in its groups or under "Commands:".
std::vector<std::string> commands_in(const std::string& help) {
  std::vector<std::string> out;
  for (const std::string& line : lines_of(help)) {
    if (line.starts_with("  ") && line.size() > 2 && line[2] >= 'a' && line[2] <= 'z' &&
        !line.starts_with("  punte ")) {
      out.push_back(line.substr(2, line.find(' ', 2) - 2));
    }
    if (line == "Options:" || line == "Options of all commands:") break;
  }
  return out;
}

std::vector<std::vector<std::string>> all_commands(const fs::path& folder) {
  std::vector<std::vector<std::string>> out;
  for (const std::string& name : commands_in(run_punte({"help"}, folder).out)) {
    out.push_back({name});
    if (name != "tm" && name != "lexicon" && name != "token") continue;
    for (const std::string& inner : commands_in(run_punte({"help", name}, folder).out)) {
      out.push_back({name, inner});
    }
  }
  return out;
}

TEST(Help, TellsOnOneScreenWhatThereIs) {
  const TemporaryFolder folder;
  const Outcome help = run_punte({"help"}, folder.path());
  EXPECT_EQ(help.exit_code, 0);
  EXPECT_EQ(help.out, run_punte({"--help"}, folder.path()).out);
  const auto lines = lines_of(help.out);
  EXPECT_LE(lines.size(), 30U);
  for (const std::string& line : lines) EXPECT_LE(language::display_width(line), 80U) << line;
  for (const char* name :
       {"detect",   "count",       "lookup", "translate", "analyze", "diff",   "import",
        "export",   "concordance", "qa",     "lexicon",   "tm",      "align",  "segment",
        "identify", "serve",       "token",  "mcp",       "init",    "doctor", "completions"}) {
    EXPECT_THAT(help.out, HasSubstr("\n  " + std::string(name) + " ")) << name;
  }
}

TEST(Help, OfEveryCommandIsWordsForPeople) {
  const TemporaryFolder folder;
  const auto commands = all_commands(folder.path());
  ASSERT_GT(commands.size(), 25U);
  for (const std::vector<std::string>& command : commands) {
    std::string path = "punte";
    for (const std::string& word : command) path += " " + word;
    std::vector<std::string> asked = command;
    asked.emplace_back("--help");
    const Outcome help = run_punte(asked, folder.path());
    EXPECT_EQ(help.exit_code, 0) << path;
    EXPECT_THAT(help.out, StartsWith("Usage: " + path)) << path;
    EXPECT_THAT(help.out, Not(AnyOf(HasSubstr("TEXT:"), HasSubstr(":UINT"), HasSubstr(" in ["),
                                    HasSubstr("(0x]"), HasSubstr("{false}"), HasSubstr("Needs:"),
                                    HasSubstr("Excludes:"))))
        << path;
    for (const std::string& line : lines_of(help.out)) {
      if (line.starts_with("  punte ")) continue;
      EXPECT_LE(language::display_width(line), 80U) << line;
    }
    std::vector<std::string> words = {"help"};
    words.insert(words.end(), command.begin(), command.end());
    EXPECT_EQ(run_punte(words, folder.path()).out, help.out) << path;
  }
}

TEST(Help, EveryExampleOfEveryCommandWorks) {
  const TemporaryFolder empty;
  const TemporaryFolder prepared;
  fs::copy(PUNTE_TEST_DATA "/help-examples", prepared.path(), fs::copy_options::recursive);
  fs::copy_file(kSamples / "page.html", prepared.path() / "page.html");
  fs::copy_file(kSamples / "memory.tmx", prepared.path() / "memory.tmx");
  const std::string told = run_shell(prepared.path(), ". ./prepare");
  ASSERT_TRUE(fs::exists(prepared.path() / "site.warc.gz")) << told;
  for (const std::vector<std::string>& command : all_commands(empty.path())) {
    std::vector<std::string> words = {"help"};
    words.insert(words.end(), command.begin(), command.end());
    const auto lines = lines_of(run_punte(words, empty.path()).out);
    const auto title = std::find(lines.begin(), lines.end(), "Examples:");
    const bool group = command.size() == 1 &&
                       (command[0] == "lexicon" || command[0] == "tm" || command[0] == "token");
    if (!group) {
      EXPECT_NE(title, lines.end()) << words.back();
    }
    // A server does not end.
    if (title == lines.end() || command.front() == "serve") continue;
    for (auto line = title + 1; line != lines.end() && line->starts_with("  "); ++line) {
      const TemporaryFolder folder;
      fs::copy(prepared.path(), folder.path(), fs::copy_options::recursive);
      const std::string out =
          run_shell(folder.path(), "PATH=$PWD/bin:$PATH\n" + *line + " >output; echo rc=$?");
      // What a change of a memory asks for depends on the memory.
      EXPECT_THAT(out, Not(HasSubstr("Try “"))) << *line;
      if (command.front() == "tm" || command.front() == "token" || command.front() == "mcp") {
        continue;
      }
      EXPECT_THAT(out, AnyOf(HasSubstr("rc=0\n"), HasSubstr("rc=1\n"), HasSubstr("rc=3\n")))
          << *line;
    }
  }
}

TEST(Help, MistypedWordsAreProposed) {
  const TemporaryFolder folder;
  struct Row {
    std::vector<std::string> arguments;
    std::string message;
  };
  for (const Row& row : std::vector<Row>{
           {{"detct", "page.html"}, "there is no command “punte detct”; did you mean “detect”?"},
           {{"lokup"}, "did you mean “lookup”?"},
           {{"help", "transalte"}, "there is no command “transalte”; did you mean “translate”?"},
           {{"tm", "lst"}, "there is no command “punte tm lst”; did you mean “list”?"},
           {{"lookup", "page.html", "--too", "ro"},
            "“punte lookup” has no option “--too”; did you mean “--to”?"},
           {{"detect", "page.html", "--attribtes"}, "did you mean “--attributes”?"},
           {{"lookup", "page.html", "--to", "ro", "--th"}, "has no option “--th”"},
           {{"detect", "page.html", "--color", "nevr"}, "did you mean “never”?"},
           {{"lookup", "page.html"}, "--to TAGS is missing"},
           {{"lookup", "page.html", "--to"}, "--to TAGS needs a value"},
           {{"diff", "page.html"}, "PAGE is missing"},
           {{"lookup", "page.html", "--to", "ro", "--threshold", "85%"},
            "--threshold: “85%” is not a number from 1 to 102"},
           {{"lookup", "page.html", "--to", "ro", "--limit", "x"}, "“x” is not a number from 1 to"},
           {{"translate", "page.html", "--to", "ro", "--partial"},
            "--partial goes with --merge only"},
           {{"translate", "p.html", "--to", "ro", "--xliff", "a", "--merge", "b"},
            "do not go together"},
           {{"tm"}, "no command given"},
           {{}, "no command given"}}) {
    const Outcome outcome = run_punte(row.arguments, folder.path());
    EXPECT_EQ(outcome.exit_code, 2) << row.message;
    EXPECT_THAT(outcome.err, HasSubstr(row.message));
    EXPECT_THAT(outcome.out, testing::IsEmpty());
  }
}

TEST(Help, SharedOptionsStandBeforeOrAfterTheCommand) {
  const TemporaryFolder folder;
  fs::copy_file(kSamples / "memory.tmx", folder.path() / "memory.tmx");
  ASSERT_EQ(run_punte({"--tm", "x.tm", "import", "memory.tmx"}, folder.path()).exit_code, 0);
  const std::string expected =
      run_punte({"tm", "info", "--tm", "x.tm", "--json"}, folder.path()).out;
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"--tm", "x.tm", "--json", "tm", "info"},
                                             {"tm", "--tm", "x.tm", "--json", "info"},
                                             {"tm", "--json", "info", "--tm", "x.tm"},
                                             {"-q", "tm", "info", "--tm", "x.tm", "--json"}}) {
    EXPECT_EQ(run_punte(arguments, folder.path()).out, expected);
  }
  EXPECT_EQ(run_punte({"-V"}, folder.path()).out, run_punte({"--version"}, folder.path()).out);
}

}  // namespace
}  // namespace punte::cli
