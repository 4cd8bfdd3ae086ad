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

const fs::path kSamples = fs::path(PUNTE_TEST_DATA) / ".." / ".." / "samples";

class Folders : public testing::Test {
 protected:
  void SetUp() override {
    fs::copy_file(kSamples / "memory.tmx", folder_.path() / "memory.tmx");
    fs::copy_file(kSamples / "page.html", folder_.path() / "page.html");
    fs::create_directories(folder_.path() / "site" / "news");
    fs::copy_file(kSamples / "page.html", folder_.path() / "site" / "index.html");
    fs::copy_file(kSamples / "page.html", folder_.path() / "site" / "news" / "one.html");
  }
  void import() { ASSERT_EQ(run({"import", "--tm", "m.tm", "memory.tmx"}).exit_code, 0); }
  Outcome run(const std::vector<std::string>& arguments, std::string_view input = "") {
    return run_punte(arguments, folder_.path(), input);
  }
  TemporaryFolder folder_;
};

TEST_F(Folders, AreImportedWithAllThatIsInThem) {
  fs::create_directories(folder_.path() / "old" / "client");
  fs::copy_file(kSamples / "memory.tmx", folder_.path() / "old" / "client" / "a.tmx");
  folder_.write("old/b.tsv", "Save\tSalvează\n");
  folder_.write("old/notes.doc", "no translations");
  const Outcome outcome = run({"import", "old", "--tm", "m.tm", "--from", "en", "--to", "ro"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("a.tmx"));
  EXPECT_THAT(outcome.out, HasSubstr("b.tsv"));
  EXPECT_THAT(run({"import", "site", "--tm", "m.tm"}).err,
              HasSubstr("site: the folder holds no file of translations"));
}

TEST_F(Folders, AreCheckedWithAllThatIsInThem) {
  fs::create_directory(folder_.path() / "delivery");
  folder_.write("delivery/bad.tmx",
                "<tmx version=\"1.4\"><header srclang=\"en\" segtype=\"sentence\"/><body>"
                "<tu><tuv xml:lang=\"en\"><seg>It has 84 rooms.</seg></tuv><tuv xml:lang=\"ro\">"
                "<seg>Are 48 de camere.</seg></tuv></tu></body></tmx>");
  EXPECT_EQ(run({"qa", "delivery"}).exit_code, 3);
}

TEST_F(Folders, AreTranslatedIntoAFolder) {
  import();
  const Outcome outcome = run({"translate", "site", "--to", "ro", "--tm", "m.tm", "-o", "out"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(folder_.read("out/news/one.html"), HasSubstr("o lungime de 84 de metri"));
  EXPECT_THAT(folder_.read("out/index.html"), HasSubstr("o lungime de 84 de metri"));
  EXPECT_THAT(outcome.out, HasSubstr("2 pages: "));
  const Outcome named = run({"translate", "site", "page.html", "--to", "ro", "--tm", "m.tm", "-o",
                             "named", "--name", "{stem}.{to}{ext}", "--json"});
  EXPECT_EQ(named.exit_code, 0) << named.err;
  EXPECT_TRUE(fs::exists(folder_.path() / "named" / "news" / "one.ro.html"));
  EXPECT_TRUE(fs::exists(folder_.path() / "named" / "page.ro.html"));
  EXPECT_EQ(json::parse(named.out).size(), 3U);
  EXPECT_THAT(run({"translate", "site", "--to", "ro", "--tm", "m.tm"}).err,
              HasSubstr("several pages go into a folder; name it with -o"));
  EXPECT_THAT(
      run({"translate", "site", "--to", "ro", "--tm", "m.tm", "-o", "x", "--name", "{page}.html"})
          .err,
      HasSubstr("“{page}” is unknown in a name"));
}

TEST_F(Folders, PagesWithOneNameDoNotOverwriteEachOther) {
  import();
  const Outcome outcome = run(
      {"translate", "site", "--to", "ro", "--tm", "m.tm", "-o", "out", "--name", "page.{to}.html"});
  // They lie in two folders.
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const Outcome twice = run({"translate", "page.html", "site/index.html", "--to", "ro", "--tm",
                             "m.tm", "-o", "twice", "--name", "page.{to}.html"});
  EXPECT_EQ(twice.exit_code, 2);
  EXPECT_THAT(twice.err, HasSubstr("two results would be written to this file"));
}

TEST_F(Folders, OutputsArePackedByTheirName) {
  import();
  for (const char* name :
       {"all.tmx.gz", "all.tmx.xz", "all.tmx.bz2", "all.tmx.zst", "all.tmx.zip", "pairs.tsv.gz"}) {
    const Outcome outcome =
        run({"export", "--tm", "m.tm", "--from", "en", "--to", "ro", "-o", name});
    EXPECT_EQ(outcome.exit_code, 0) << name << outcome.err;
    EXPECT_THAT(folder_.read(name), Not(HasSubstr("footbridge"))) << name;
    const std::string copy = std::string(name) + ".tm";
    EXPECT_EQ(run({"import", name, "--tm", copy, "--from", "en", "--to", "ro"}).exit_code, 0)
        << name;
    EXPECT_EQ(json::parse(run({"tm", "info", "--tm", copy, "--json"}).out)["units"], 11) << name;
  }
  EXPECT_EQ(
      run({"translate", "page.html", "--to", "ro", "--tm", "m.tm", "-o", "out.html.gz"}).exit_code,
      0);
  EXPECT_THAT(run({"detect", "out.html.gz"}).out, HasSubstr("84 de metri"));
}

TEST_F(Folders, ExportGoesToStandardOutputWhereThatIsNoTerminal) {
  import();
  const Outcome outcome = run({"export", "--tm", "m.tm"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("<tmx version=\"1.4\""));
  EXPECT_THAT(run({"export", "--tm", "m.tm", "-o", "x.doc"}).err,
              HasSubstr("“.doc” is not the ending of a format that is written"));
}

TEST_F(Folders, AClosedPipeIsSilent) {
  import();
  // More than a pipe holds.
  std::string lines;
  for (int i = 0; i < 4000; ++i) {
    lines += "Sentence number " + std::to_string(i) + " of the memory\tPropoziția numărul " +
             std::to_string(i) + " din memorie\n";
  }
  folder_.write("many.tsv", lines);
  ASSERT_EQ(run({"import", "--tm", "m.tm", "--from", "en", "--to", "ro", "many.tsv"}).exit_code, 0);
  EXPECT_EQ(run_shell(folder_.path(),
                      "set -o pipefail\n"
                      "punte export --tm m.tm -o - | true; echo $?\n"
                      "punte export --tm m.tm | head -1 >/dev/null; echo $?\n"
                      "punte qa --tm m.tm --report - | true; echo $?\n"),
            "0\n0\n0\n");
}

TEST_F(Folders, WhatIsNoFileOfTheKindIsToldAsWhatItIs) {
  import();
  folder_.write("a.pdf", "%PDF-1.7\n%\xE2\xE3\xCF\xD3\nsome objects");
  folder_.write("plain.txt", "This is plain text, and nothing else.\n");
  struct Row {
    std::vector<std::string> arguments;
    std::string message;
  };
  for (const Row& row : std::vector<Row>{
           {{"import", "m.tm", "--tm", "n.tm"}, "this is a database, such as a translation memory"},
           {{"qa", "m.tm"}, "this is a database, such as a translation memory"},
           {{"import", "a.pdf", "--tm", "n.tm"}, "this is a PDF file"},
           {{"import", "plain.txt", "--tm", "n.tm"}, "this is in no format that is read"},
           {{"detect", "memory.tmx"}, "this is a file of translations (TMX), not a page"},
           {{"detect", "https://example.org/"}, "curl -sL https://example.org/ | punte detect -"},
           {{"import", "https://example.org/a.tmx", "--tm", "n.tm"}, "this is an address"},
           {{"lookup", "https://example.org/", "--to", "ro", "--tm", "m.tm"}, "an address"}}) {
    const Outcome outcome = run(row.arguments);
    EXPECT_EQ(outcome.exit_code, 2) << row.message;
    EXPECT_THAT(outcome.err, HasSubstr(row.message));
  }
  folder_.write("scripts.html", "<html><body><div id=app></div><script src=a.js></script></html>");
  EXPECT_THAT(run({"detect", "scripts.html"}).err, HasSubstr("a page that scripts build"));
}

TEST_F(Folders, WordsAreCountedWithoutAMemory) {
  const Outcome outcome = run({"count", "site"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  EXPECT_THAT(outcome.out, HasSubstr("2 pages"));
  EXPECT_THAT(outcome.out, HasSubstr("English"));
  const json one = json::parse(run({"count", "page.html", "--json"}).out);
  const json two = json::parse(run({"count", "site", "--json"}).out);
  ASSERT_GT(one["words"]["en"]["body"], 50);
  EXPECT_EQ(two["words"]["en"]["body"].get<int>(), 2 * one["words"]["en"]["body"].get<int>());
  EXPECT_EQ(two["pages"].size(), 2U);
}

TEST_F(Folders, ASentenceIsLookedUp) {
  import();
  const Outcome outcome = run({"lookup", "Privacy policy", "--to", "ro", "--tm", "m.tm"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("Politica de confidențialitate"));
  EXPECT_THAT(outcome.out, HasSubstr("100"));
  const json found = json::parse(
      run({"lookup", "Politica de confidențialitate", "--to", "fr", "--tm", "m.tm", "--jsonl"})
          .out);
  EXPECT_EQ(found["lang"], "ro");
  EXPECT_EQ(found["matches"][0]["target"], "Politique de confidentialité");
  EXPECT_THAT(run({"lookup", "nofile", "--to", "ro", "--tm", "m.tm"}).err,
              HasSubstr("nofile: no such file"));
  EXPECT_EQ(run({"lookup", "--text", "Bridge", "--to", "ro", "--tm", "m.tm", "--from", "en"}).err,
            "");
  EXPECT_THAT(run({"lookup", "page.html", "Privacy policy", "--to", "ro", "--tm", "m.tm"}).err,
              HasSubstr("name pages or sentences, not both"));
  EXPECT_THAT(run({"lookup", "--lines", "--to", "ro", "--tm", "m.tm"}, "Privacy policy\n").out,
              HasSubstr("\"lang\":\"en\""));
}

TEST_F(Folders, TranslationsAreWrappedOnATerminalAndNeverCut) {
  import();
  const std::string out = run_shell(
      folder_.path(),
      "script -qec 'stty cols 60; TERM=dumb punte lookup page.html --to ro --tm m.tm' /dev/null");
  EXPECT_THAT(out, HasSubstr("pasarelă de lemn."));
  EXPECT_THAT(out, Not(HasSubstr("…")));
}

}  // namespace
}  // namespace punte::cli
