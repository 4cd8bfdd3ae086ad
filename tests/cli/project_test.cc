#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

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

const fs::path kSamples = fs::path(PUNTE_TEST_DATA) / ".." / ".." / "samples";

class Project : public testing::Test {
 protected:
  void SetUp() override {
    fs::copy_file(kSamples / "memory.tmx", folder_.path() / "memory.tmx");
    fs::copy_file(kSamples / "page.html", folder_.path() / "page.html");
    fs::create_directories(folder_.path() / "pages" / "news");
    fs::copy_file(kSamples / "page.html", folder_.path() / "pages" / "news" / "page.html");
    fs::create_directory(folder_.path() / "punte");
  }
  Outcome run(const std::vector<std::string>& arguments, const std::string& folder = "") {
    return run_punte(arguments, folder_.path() / folder);
  }
  void configure(const std::string& text) { folder_.write("punte/config.toml", text); }
  std::size_t segments(const std::vector<std::string>& arguments) {
    return json::parse(run(arguments).out)["segments"].size();
  }
  TemporaryFolder folder_;
};

TEST_F(Project, IsFoundFromTheFoldersBelowIt) {
  const Outcome set_up = run({"init", "--tm", "client.tm", "--from", "en", "--to", "ro"});
  EXPECT_EQ(set_up.exit_code, 0) << set_up.err;
  EXPECT_THAT(set_up.out, HasSubstr("Written: .punte.toml"));
  EXPECT_EQ(run({"import", "memory.tmx"}).exit_code, 0);
  EXPECT_TRUE(fs::exists(folder_.path() / "client.tm"));
  // The target and the memory are those of the project.
  const Outcome below = run({"lookup", "page.html"}, "pages/news");
  EXPECT_EQ(below.exit_code, 0) << below.err;
  EXPECT_THAT(below.out, HasSubstr("Podul are o lungime de 84 de metri"));
  EXPECT_THAT(run({"lookup", "page.html", "-v"}, "pages/news").err,
              HasSubstr("the memory is ../../client.tm"));
  EXPECT_EQ(run({"init"}).exit_code, 2);
}

TEST_F(Project, ItsLanguagesNarrowNothing) {
  ASSERT_EQ(run({"init", "--from", "en", "--to", "ro"}).exit_code, 0);
  ASSERT_EQ(run({"import", "memory.tmx"}).exit_code, 0);
  ASSERT_EQ(run({"export", "-o", "all.tmx"}).exit_code, 0);
  EXPECT_THAT(folder_.read("all.tmx"), HasSubstr("Conditions générales"));
  // The quotation on the page is French.
  EXPECT_THAT(run({"lookup", "page.html"}).out, HasSubstr("fr "));
}

TEST_F(Project, DoesNotSayWhereResultsGo) {
  folder_.write(".punte.toml", "[lookup]\noutput = \"/tmp/punte-must-not-be-written\"\n");
  const Outcome outcome = run({"lookup", "page.html", "--to", "ro"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr(".punte.toml:2: a project does not say where results go"));
}

TEST_F(Project, ReferencesAreFoundFromItsFolder) {
  ASSERT_EQ(run({"import", "memory.tmx", "--tm", "old.tm"}).exit_code, 0);
  folder_.write("own.tmx",
                "<tmx version=\"1.4\"><header srclang=\"en\" segtype=\"sentence\"/><body>"
                "<tu><tuv xml:lang=\"en\"><seg>Save</seg></tuv><tuv xml:lang=\"ro\"><seg>Salvează"
                "</seg></tuv></tu></body></tmx>");
  ASSERT_EQ(run({"import", "own.tmx", "--tm", "own.tm"}).exit_code, 0);
  folder_.write(".punte.toml", "tm = \"own.tm\"\nto = \"ro\"\nreference = [\"old.tm=5\"]\n");
  EXPECT_THAT(run({"lookup", "Privacy policy"}, "pages/news").out,
              HasSubstr("Politica de confidențialitate"));
}

TEST_F(Project, ToIsTakenFromTheSettings) {
  configure("to = \"ro\"\ntm = \"m.tm\"\n");
  ASSERT_EQ(run({"import", "memory.tmx"}).exit_code, 0);
  for (const char* command : {"lookup", "translate", "analyze"}) {
    const Outcome outcome = run({command, "page.html"});
    EXPECT_EQ(outcome.exit_code, 0) << command << outcome.err;
  }
  EXPECT_EQ(run({"lookup", "page.html", "--to", "ja"}).exit_code, 1);
  configure("[lookup]\nto = \"ro\"\ntm = \"m.tm\"\n");
  EXPECT_EQ(run({"lookup", "page.html"}).exit_code, 0);
  EXPECT_EQ(run({"analyze", "page.html"}).exit_code, 2);
}

TEST_F(Project, FlagsMeanWhatTheySay) {
  ASSERT_EQ(run({"import", "memory.tmx", "--tm", "m.tm"}).exit_code, 0);
  const std::vector<std::string> call = {"translate", "page.html", "--to",  "ro",
                                         "--tm",      "m.tm",      "--json"};
  std::vector<std::string> without = call;
  without.emplace_back("--no-attributes");
  const std::size_t all = segments(call);
  const std::size_t fewer = segments(without);
  ASSERT_GT(all, fewer);
  struct Row {
    std::string text;
    std::size_t segments;
  };
  for (const Row& row : std::vector<Row>{{"no-attributes = true\n", fewer},
                                         {"no-attributes = false\n", all},
                                         {"no_attributes = true\n", fewer},
                                         {"attributes = false\n", fewer},
                                         {"[translate]\nno-attributes = true\n", fewer}}) {
    configure(row.text);
    EXPECT_EQ(segments(call), row.segments) << row.text;
  }
  configure("[lookup]\nno-adapt = true\n");
  const std::vector<std::string> lookup = {"lookup", "page.html", "--to", "ro", "--tm", "m.tm"};
  EXPECT_THAT(run(lookup).out, HasSubstr("120 de metri"));
  configure("[lookup]\nno-adapt = false\n");
  EXPECT_THAT(run(lookup).out, HasSubstr("84 de metri"));
  configure("[lookup]\nno-adapt = \"perhaps\"\n");
  EXPECT_THAT(run(lookup).err, HasSubstr("“perhaps” is no value for --no-adapt"));
}

TEST_F(Project, AHomeFolderIsATilde) {
  setenv("HOME", folder_.path().c_str(), 1);
  configure("tm = \"~/home.tm\"\n");
  ASSERT_EQ(run({"import", "memory.tmx"}).exit_code, 0);
  EXPECT_TRUE(fs::exists(folder_.path() / "home.tm"));
}

TEST_F(Project, MistypedSettingsAreProposed) {
  configure("thresold = 80\n");
  EXPECT_THAT(run({"identify"}).err, HasSubstr("no option “--thresold”; did you mean"));
}

}  // namespace
}  // namespace punte::cli
