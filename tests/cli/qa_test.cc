#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tests/cli/command_runner.h"

namespace punte::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr const char* kFile =
    "<?xml version=\"1.0\"?><tmx version=\"1.4\"><header creationtool=\"t\" "
    "creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"t\" adminlang=\"en\" srclang=\"en\" "
    "datatype=\"html\"/><body>"
    "<tu><tuv xml:lang=\"en\"><seg>It costs 5 lei.</seg></tuv>"
    "<tuv xml:lang=\"ro\"><seg>Costă 7 lei.</seg></tuv></tu>"
    "<tu><tuv xml:lang=\"en\"><seg>The bridge is open.</seg></tuv>"
    "<tuv xml:lang=\"ro\"><seg>Podul este deschis.</seg></tuv></tu>"
    "</body></tmx>";

TEST(Qa, ChecksAFileAndTheMemoryAlike) {
  const TemporaryFolder folder;
  folder.write("a.tmx", kFile);
  const Outcome file = run_punte({"qa", "a.tmx"}, folder.path());
  EXPECT_EQ(file.exit_code, 3);
  EXPECT_EQ(file.out,
            "a.tmx:1\n  en  It costs 5 lei.\n  ro  Costă 7 lei.\n"
            "  error  numbers differ: 5 in the source, 7 in the translation  [numbers]\n"
            "2 pairs checked; 1 error, 0 warnings, 0 notes\n");
  ASSERT_EQ(run_punte({"import", "--tm", "m.tm", "a.tmx"}, folder.path()).exit_code, 0);
  const Outcome memory = run_punte({"qa", "--tm", "m.tm", "--to", "ro"}, folder.path());
  EXPECT_EQ(memory.exit_code, 3);
  EXPECT_THAT(memory.out, HasSubstr("numbers differ: 5"));
  const Outcome skipped = run_punte({"qa", "a.tmx", "--skip", "numbers"}, folder.path());
  EXPECT_EQ(skipped.exit_code, 0);
}

TEST(Qa, GivesSarifAndAReport) {
  const TemporaryFolder folder;
  folder.write("a.tmx", kFile);
  const Outcome outcome =
      run_punte({"qa", "a.tmx", "--json", "--report", "qa.html"}, folder.path());
  const json sarif = json::parse(outcome.out);
  EXPECT_EQ(sarif["version"], "2.1.0");
  EXPECT_EQ(sarif["runs"][0]["results"][0]["ruleId"], "numbers");
  EXPECT_EQ(sarif["runs"][0]["results"][0]["level"], "error");
  // What shows findings beside lines needs both.
  const json place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "a.tmx");
  EXPECT_EQ(place["region"]["startLine"], 1);
  EXPECT_THAT(folder.read("qa.html"), HasSubstr("lang=\"ro\">Costă 7 lei.<"));
}

TEST(Qa, SaysTheLineOfEveryFormat) {
  const TemporaryFolder folder;
  const std::string wrong = "It costs 5 lei.";
  folder.write("a.po", "msgid \"\"\nmsgstr \"Language: ro\\n\"\n\nmsgid \"" + wrong +
                           "\"\nmsgstr \"Costă 7 lei.\"\n");
  folder.write("a.csv", "en,ro\nA bridge,Un pod\n" + wrong + ",Costă 7 lei.\n");
  folder.write("a.xlf",
               "<xliff version=\"1.2\"><file original=\"a\" source-language=\"en\" "
               "target-language=\"ro\" datatype=\"plaintext\"><body>\n"
               "<trans-unit id=\"1\">\n<source>" +
                   wrong +
                   "</source><target>Costă 7 lei.</target></trans-unit></body></file></xliff>");
  for (const auto& [name, line] :
       std::vector<std::pair<std::string, int>>{{"a.po", 4}, {"a.csv", 3}, {"a.xlf", 2}}) {
    EXPECT_THAT(run_punte({"qa", name, "--from", "en"}, folder.path()).out,
                testing::StartsWith(name + ":" + std::to_string(line) + "\n"));
  }
}

TEST(Qa, SaysWhatItCannotDo) {
  const TemporaryFolder folder;
  EXPECT_THAT(run_punte({"qa", "a.tmx", "--skip", "nonsense"}, folder.path()).err,
              HasSubstr("there is no check “nonsense”"));
  EXPECT_EQ(run_punte({"qa", "none.tmx"}, folder.path()).exit_code, 2);
  EXPECT_THAT(run_punte({"qa", "--list"}, folder.path()).out, HasSubstr("inconsistent-target"));
}

}  // namespace
}  // namespace punte::cli
