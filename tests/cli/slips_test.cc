#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <map>
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

const fs::path kSamples = fs::path(PUNTE_TEST_DATA) / ".." / ".." / "samples";

class Slips : public testing::Test {
 protected:
  void SetUp() override {
    fs::copy_file(kSamples / "memory.tmx", folder_.path() / "memory.tmx");
    fs::copy_file(kSamples / "page.html", folder_.path() / "page.html");
    fs::create_directory(folder_.path() / "site");
    fs::copy_file(kSamples / "page.html", folder_.path() / "site" / "page.html");
    folder_.write("en.txt", "The bridge is open.\nThe museum is free.\n");
    folder_.write("ro.txt", "Podul este deschis.\nMuzeul este gratuit.\n");
    folder_.write("list", "page.html\n");
    ASSERT_EQ(run({"import", "--tm", "m.tm", "memory.tmx"}).exit_code, 0);
  }
  Outcome run(const std::vector<std::string>& arguments, std::string_view input = "") {
    return run_punte(arguments, folder_.path(), input);
  }
  TemporaryFolder folder_;
};

TEST_F(Slips, NoOutputOverwritesWhatIsReadOrAMemory) {
  fs::copy_file(folder_.path() / "m.tm", folder_.path() / "other.tm");
  fs::create_symlink("page.html", folder_.path() / "link.html");
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"export", "--tm", "m.tm", "-o", "m.tm"},
           {"export", "--tm", "m.tm", "-o", "./m.tm"},
           {"export", "--tm", "m.tm", "-o", "other.tm"},
           {"translate", "page.html", "--to", "ro", "--tm", "m.tm", "-o", "m.tm"},
           {"translate", "page.html", "--to", "ro", "--tm", "m.tm", "-o", "page.html"},
           {"translate", "page.html", "--to", "ro", "--tm", "m.tm", "-o", "link.html"},
           {"translate", "link.html", "--to", "ro", "--tm", "m.tm", "-o", "page.html"},
           {"translate", "page.html", "--to", "ro", "--tm", "m.tm", "--xliff", "page.html"},
           {"translate", "page.html", "--to", "ro", "--tm", "m.tm", "--bilingual", "other.tm"},
           {"translate", "site", "--to", "ro", "--tm", "m.tm", "-o", "site"},
           {"lookup", "page.html", "--to", "ro", "--tm", "m.tm", "-o", "page.html"},
           {"lookup", "page.html", "--to", "ro", "--tm", "m.tm", "--missing", "m.tm"},
           {"lookup", "--list", "list", "--to", "ro", "--tm", "m.tm", "-o", "page.html"},
           {"lookup", "--list", "list", "--to", "ro", "--tm", "m.tm", "-o", "list"},
           {"detect", "page.html", "--html", "page.html"},
           {"detect", "site", "--html", "site/page.html"},
           {"analyze", "page.html", "--to", "ro", "--tm", "m.tm", "--csv", "page.html"},
           {"analyze", "page.html", "--to", "ro", "--tm", "m.tm", "--xlsx", "m.tm"},
           {"analyze", "page.html", "--to", "ro", "--tm", "m.tm", "--report", "page.html"},
           {"diff", "page.html", "site/page.html", "--report", "site/page.html"},
           {"qa", "memory.tmx", "--report", "memory.tmx"},
           {"qa", "--tm", "m.tm", "--report", "m.tm"},
           {"align", "en.txt", "ro.txt", "-o", "en.txt"},
           {"align", "en.txt", "ro.txt", "--review", "ro.txt"},
           {"align", "en.txt", "ro.txt", "--into-tm", "--tm", "new.tm", "-o", "new.tm"},
           {"lexicon", "export", "--from", "en", "--to", "ro", "--tm", "m.tm", "-o", "m.tm"}}) {
    std::map<std::string, std::string> before;
    for (const char* name : {"m.tm", "other.tm", "page.html", "site/page.html", "memory.tmx",
                             "en.txt", "ro.txt", "list"}) {
      before[name] = folder_.read(name);
    }
    const Outcome outcome = run(arguments);
    std::string called;
    for (const std::string& word : arguments) called += " " + word;
    EXPECT_EQ(outcome.exit_code, 2) << called;
    EXPECT_THAT(outcome.err, HasSubstr("; name another file")) << called;
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    for (const auto& [name, bytes] : before) EXPECT_EQ(folder_.read(name), bytes) << called;
  }
}

TEST_F(Slips, TwoResultsDoNotGoToOnePlace) {
  const Outcome outcome = run({"translate", "page.html", "--to", "ro", "--tm", "m.tm", "-o",
                               "x.html", "--bilingual", "./x.html"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("two results would be written to this file"));
  EXPECT_FALSE(fs::exists(folder_.path() / "x.html"));
  EXPECT_THAT(
      run({"analyze", "page.html", "--to", "ro", "--tm", "m.tm", "--csv", "-", "--report", "-"})
          .err,
      HasSubstr("standard output takes one result"));
  EXPECT_THAT(run({"diff", "-", "-"}).err, HasSubstr("standard input is read once"));
}

TEST_F(Slips, SettingsAreNotOverwritten) {
  ASSERT_EQ(run({"init", "--tm", "m.tm", "--to", "ro"}).exit_code, 0);
  const std::string settings = folder_.read(".punte.toml");
  EXPECT_EQ(run({"export", "-o", ".punte.toml"}).exit_code, 2);
  EXPECT_EQ(folder_.read(".punte.toml"), settings);
}

TEST_F(Slips, UnknownLanguagesAreRefusedWithWhatWasMeant) {
  struct Row {
    std::vector<std::string> arguments;
    std::string message;
  };
  for (const Row& row : std::vector<Row>{
           {{"lookup", "page.html", "--to", "romanian", "--tm", "m.tm"}, "did you mean “ro”?"},
           {{"lookup", "page.html", "--to", "xx", "--tm", "m.tm"}, "“xx” is not the tag"},
           {{"translate", "page.html", "--to", "english", "--tm", "m.tm"}, "did you mean “en”?"},
           {{"analyze", "page.html", "--to", "rp", "--tm", "m.tm"}, "did you mean “ro”?"},
           {{"detect", "page.html", "--expect", "xx"}, "“xx” is not the tag"},
           {{"detect", "page.html", "--expect-language", "ua"}, "did you mean “uk”?"},
           {{"identify", "--languages", "xx,ro"}, "“xx” is not the tag"},
           {{"identify", "--prior", "zz=3"}, "“zz” is not the tag"},
           {{"segment", "--language", "german"}, "did you mean “de”?"},
           {{"export", "--tm", "m.tm", "-o", "x.tmx", "--languages", "en,zz"}, "“zz” is not"},
           {{"import", "memory.tmx", "--tm", "n.tm", "--from", "Englisch"}, "is not"},
           {{"align", "en.txt", "ro.txt", "--to", "jp"}, "did you mean “ja”?"},
           {{"diff", "page.html", "page.html", "--to", "deutsch"}, "did you mean “de”?"},
           {{"qa", "--tm", "m.tm", "--to", "zz"}, "“zz” is not"},
           {{"concordance", "bridge", "--in", "zz", "--tm", "m.tm"}, "“zz” is not"},
           {{"lexicon", "build", "--from", "en", "--to", "zz", "--tm", "m.tm"}, "“zz” is not"},
           {{"init", "--to", "romana"}, "is not"}}) {
    const Outcome outcome = run(row.arguments);
    EXPECT_EQ(outcome.exit_code, 2) << row.message;
    EXPECT_THAT(outcome.err, HasSubstr(row.message));
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
  }
}

TEST_F(Slips, ALanguageThatTheMemoryLacksIsTold) {
  for (const char* command : {"lookup", "translate", "analyze"}) {
    const Outcome outcome = run({command, "page.html", "--to", "or", "--tm", "m.tm"});
    EXPECT_THAT(outcome.err, HasSubstr("the memory has no text in or (Odia); did you mean “ro”?"))
        << command;
    EXPECT_NE(outcome.exit_code, 2) << command;
  }
  EXPECT_EQ(run({"analyze", "page.html", "--to", "ro", "--tm", "m.tm"}).err, "");
}

TEST_F(Slips, WhatTheMemoryHasIsALanguageWhateverItIsCalled) {
  folder_.write("odd.tmx",
                "<tmx version=\"1.4\"><header srclang=\"en\" segtype=\"sentence\"/><body>"
                "<tu><tuv xml:lang=\"en\"><seg>Save</seg></tuv><tuv xml:lang=\"xx\"><seg>Zave"
                "</seg></tuv></tu></body></tmx>");
  ASSERT_EQ(run({"import", "odd.tmx", "--tm", "odd.tm"}).exit_code, 0);
  EXPECT_EQ(run({"export", "--tm", "odd.tm", "--to", "xx", "-o", "xx.tmx"}).exit_code, 0);
}

TEST_F(Slips, CommandsSayWhichMemoryTheyUseWhereNobodyNamedOne) {
  const std::string place = (folder_.path() / "punte" / "memory.tm").string();
  const Outcome none = run({"analyze", "page.html", "--to", "ro"});
  EXPECT_EQ(none.err, "punte: there is no memory yet (" + place + "): everything counts as new\n");
  EXPECT_THAT(run({"diff", "page.html", "page.html", "--to", "ro"}).err,
              HasSubstr("there is no memory yet"));
  EXPECT_EQ(run({"diff", "page.html", "page.html"}).err, "");
  EXPECT_EQ(run({"qa", "memory.tmx"}).err, "");
  ASSERT_EQ(run({"import", "memory.tmx"}).exit_code, 0);
  const std::string told = "punte: the memory is " + place + "\n";
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"analyze", "page.html", "--to", "ro"},
                                             {"lookup", "page.html", "--to", "ro"},
                                             {"export", "-o", "x.tmx"},
                                             {"concordance", "bridge"},
                                             {"tm", "info"}}) {
    EXPECT_EQ(run(arguments).err, told) << arguments.front();
  }
  EXPECT_EQ(run({"analyze", "page.html", "--to", "ro", "--quiet"}).err, "");
  EXPECT_EQ(run({"analyze", "page.html", "--to", "ro", "--tm", "m.tm"}).err, "");
  EXPECT_THAT(run({"analyze", "page.html", "--to", "ro", "--tm", "m.tm", "-v"}).err,
              HasSubstr("the memory is m.tm"));
}

TEST_F(Slips, DetectWritesNoMemoryUnlessItsNameSaysSo) {
  fs::create_directory(folder_.path() / "punte");
  folder_.write("punte/config.toml", "tm = \"config.tm\"\n");
  EXPECT_EQ(run({"detect", "page.html"}).exit_code, 0);
  EXPECT_FALSE(fs::exists(folder_.path() / "config.tm"));
  const std::string before = folder_.read("m.tm");
  EXPECT_EQ(run({"detect", "site", "--tm", "m.tm"}).exit_code, 0);
  EXPECT_EQ(folder_.read("m.tm"), before);
  EXPECT_EQ(run({"detect", "page.html", "--tm", "typo.tm"}).exit_code, 2);
  EXPECT_EQ(run({"detect", "site", "--learn-sites", "sites.tm"}).exit_code, 0);
  EXPECT_TRUE(fs::exists(folder_.path() / "sites.tm"));
}

}  // namespace
}  // namespace punte::cli
