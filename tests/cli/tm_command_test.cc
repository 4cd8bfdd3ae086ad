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
