#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cli/command_runner.h"

namespace punte::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;

const fs::path kSamples = fs::path(PUNTE_TEST_DATA) / ".." / ".." / "samples";

class TmCommand : public testing::Test {
 protected:
  void SetUp() override {
    fs::copy_file(kSamples / "memory.tmx", folder_.path() / "memory.tmx");
    ASSERT_EQ(punte({"import", "--tm", "m.tm", "memory.tmx"}).exit_code, 0);
  }
  Outcome punte(const std::vector<std::string>& arguments) {
    return run_punte(arguments, folder_.path());
  }
  Outcome tm(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "tm");
    arguments.insert(arguments.end(), {"--tm", "m.tm"});
    return punte(arguments);
  }
  /// The memory as TMX: equal bytes, equal units.
  std::string content() {
    EXPECT_EQ(punte({"export", "--tm", "m.tm", "-o", "out.tmx"}).exit_code, 0);
    return folder_.read("out.tmx");
  }
  TemporaryFolder folder_;
};

TEST_F(TmCommand, WhatWasDeletedComesBackWithUndo) {
  const std::string before = content();
  EXPECT_EQ(tm({"delete", "--id", "3"}).exit_code, 0);
  EXPECT_NE(content(), before);
  EXPECT_EQ(tm({"check"}).exit_code, 0);
  EXPECT_EQ(tm({"undo"}).exit_code, 0);
  EXPECT_EQ(content(), before);
  const Outcome check = tm({"check"});
  EXPECT_EQ(check.exit_code, 0) << check.out << check.err;
}

TEST_F(TmCommand, AnImportCanBeUndone) {
  const std::string before = content();
  folder_.write("more.tmx",
                "<?xml version=\"1.0\"?><tmx version=\"1.4\"><header creationtool=\"t\" "
                "creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"t\" adminlang=\"en\" "
                "srclang=\"en\" datatype=\"html\"/><body><tu><tuv xml:lang=\"en\"><seg>A new "
                "sentence.</seg></tuv><tuv xml:lang=\"ro\"><seg>O propoziție nouă.</seg></tuv></tu>"
                "</body></tmx>");
  ASSERT_EQ(punte({"import", "--tm", "m.tm", "more.tmx"}).exit_code, 0);
  EXPECT_THAT(content(), HasSubstr("A new sentence."));
  EXPECT_EQ(tm({"undo"}).exit_code, 0);
  EXPECT_EQ(content(), before);
  const Outcome lookup =
      run_punte({"lookup", "--tm", "m.tm", "--from", "en", "--to", "ro", "--lines"}, folder_.path(),
                "A new sentence.\n");
  EXPECT_EQ(lookup.exit_code, 1) << lookup.out;
  EXPECT_THAT(tm({"history"}).out, HasSubstr("import more.tmx"));
}

TEST_F(TmCommand, TheIndexFollowsWhatChanges) {
  ASSERT_EQ(tm({"optimize"}).exit_code, 0);
  const auto finds = [&](const std::string& line) {
    const Outcome outcome = run_punte(
        {"lookup", "--tm", "m.tm", "--from", "en", "--to", "ro", "--lines", "--threshold", "100"},
        folder_.path(), line + "\n");
    return outcome.exit_code == 0;
  };
  const std::string text =
      "After two years of work, the city opened its first wooden footbridge on Saturday.";
  EXPECT_TRUE(finds(text));
  ASSERT_EQ(tm({"delete", "--id", "1"}).exit_code, 0);
  EXPECT_FALSE(finds(text));
  ASSERT_EQ(tm({"undo"}).exit_code, 0);
  EXPECT_TRUE(finds(text));
}

TEST_F(TmCommand, InfoAndListSayWhatIsThere) {
  const json info = json::parse(tm({"info", "--json"}).out);
  EXPECT_EQ(info["units"], 12);
  const Outcome list = tm({"list", "--jsonl", "--limit", "2"});
  EXPECT_EQ(list.exit_code, 0);
  std::istringstream lines(list.out);
  std::string line;
  ASSERT_TRUE(std::getline(lines, line));
  EXPECT_TRUE(json::accept(line)) << line;
}

TEST_F(TmCommand, EveryListingChoosesTheSameUnits) {
  const auto units = [&](std::vector<std::string> choice) {
    std::vector<std::string> list = {"list", "--json"};
    list.insert(list.end(), choice.begin(), choice.end());
    return json::parse(tm(list).out).size();
  };
  for (const std::vector<std::string>& choice :
       std::vector<std::vector<std::string>>{{"--language", "fr"},
                                             {"--text", "bridge"},
                                             {"--regex", "^Priv"},
                                             {"--id", "2,3,99"},
                                             {"--origin", "none*"}}) {
    std::vector<std::string> info = {"info", "--json"};
    std::vector<std::string> erase = {"delete", "--dry-run", "--json"};
    info.insert(info.end(), choice.begin(), choice.end());
    erase.insert(erase.end(), choice.begin(), choice.end());
    const std::size_t listed = units(choice);
    EXPECT_EQ(json::parse(tm(info).out)["units"], listed) << choice[0];
    EXPECT_EQ(json::parse(tm(erase).out)["removed"], listed) << choice[0];
    std::size_t of_origins = 0;
    const json document = json::parse(tm(info).out);
    for (const json& count : document["origins"]) of_origins += count.get<std::size_t>();
    EXPECT_EQ(of_origins, listed) << choice[0];
  }
  EXPECT_EQ(units({"--language", "fr"}), 4U);
  EXPECT_EQ(json::parse(tm({"info", "--json", "--language", "fr"}).out)["languages"],
            json({{"fr", 4}}));
}

TEST_F(TmCommand, AnEditedTextIsFoundAndCanBeUndone) {
  const std::string before = content();
  ASSERT_EQ(tm({"edit", "5", "ro", "Bacul vechi rămâne."}).exit_code, 0);
  EXPECT_THAT(content(), HasSubstr("<seg>Bacul vechi rămâne.</seg>"));
  EXPECT_EQ(punte({"concordance", "--tm", "m.tm", "bacul vechi"}).exit_code, 0);
  EXPECT_EQ(punte({"concordance", "--tm", "m.tm", "vechiul bac"}).exit_code, 1);
  EXPECT_EQ(tm({"check"}).exit_code, 0);
  EXPECT_THAT(tm({"history"}).out, HasSubstr("edit 5"));
  ASSERT_EQ(tm({"undo"}).exit_code, 0);
  EXPECT_EQ(content(), before);
  EXPECT_EQ(punte({"concordance", "--tm", "m.tm", "vechiul bac"}).exit_code, 0);
}

TEST_F(TmCommand, AnEditThatCannotBeIsRefusedAndLeavesTheMemory) {
  const std::string before = content();
  EXPECT_EQ(tm({"edit", "99", "ro", "x"}).exit_code, 2);
  EXPECT_EQ(tm({"edit", "5", "de", "x"}).exit_code, 2);
  EXPECT_EQ(tm({"edit", "4", "ro", "Codurile lipsesc."}).exit_code, 2);
  EXPECT_EQ(content(), before);
}

TEST_F(TmCommand, AnAuditFixesLabelsInOneChangeThatCanBeUndone) {
  const auto unit = [](const std::string& en, const std::string& ro) {
    return "<tu><tuv xml:lang=\"en\"><seg>" + en + "</seg></tuv><tuv xml:lang=\"ro\"><seg>" + ro +
           "</seg></tuv></tu>";
  };
  folder_.write(
      "wrong.tmx",
      "<?xml version=\"1.0\"?><tmx version=\"1.4\"><header creationtool=\"t\" "
      "creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"t\" adminlang=\"en\" "
      "srclang=\"en\" datatype=\"html\"/><body>" +
          unit("Primăria a anunțat ieri că podul va fi închis toată săptămâna viitoare.",
               "The town hall announced yesterday that the bridge will be closed all next week.") +
          unit("There is nothing to translate in this sentence.", "") + "</body></tmx>");
  ASSERT_EQ(punte({"import", "--tm", "m.tm", "wrong.tmx"}).exit_code, 0);
  const std::string before = content();
  const json found = json::parse(tm({"audit", "--json", "--only", "swapped,empty"}).out);
  std::vector<std::string> problems;
  for (const json& one : found) problems.push_back(one["problem"]);
  EXPECT_THAT(problems, testing::UnorderedElementsAre("swapped", "empty"));
  EXPECT_EQ(content(), before);
  ASSERT_EQ(tm({"audit", "--fix", "--only", "swapped,empty"}).exit_code, 0);
  const Outcome lookup = run_punte(
      {"lookup", "--tm", "m.tm", "--from", "en", "--to", "ro", "--lines", "--json"}, folder_.path(),
      "The town hall announced yesterday that the bridge will be closed all next week.\n");
  EXPECT_THAT(lookup.out, HasSubstr("Primăria a anunțat ieri"));
  EXPECT_EQ(tm({"audit", "--only", "swapped,empty"}).exit_code, 0);
  EXPECT_EQ(tm({"check"}).exit_code, 0);
  ASSERT_EQ(tm({"undo"}).exit_code, 0);
  EXPECT_EQ(content(), before);
}

TEST_F(TmCommand, WhatCannotBeDoneIsToldInOneLine) {
  for (const auto& arguments :
       std::vector<std::vector<std::string>>{{"tm", "undo", "99", "--tm", "m.tm"},
                                             {"tm", "info", "--tm", "none.tm"},
                                             {"tm", "list", "--tm", "m.tm", "--regex", "("}}) {
    const Outcome outcome = punte(arguments);
    EXPECT_EQ(outcome.exit_code, 2) << arguments[1];
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
  }
}

}  // namespace
}  // namespace punte::cli
