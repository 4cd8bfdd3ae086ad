// What every command promises to scripts: exit codes, forms of output, options before the command.

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

class Contract : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"memory.tmx", "page.html"}) {
      fs::copy_file(kSamples / name, folder_.path() / name);
    }
    ASSERT_EQ(run({"--tm", "m.tm", "import", "memory.tmx"}).exit_code, 0);
    folder_.write("swapped.tmx",
                  "<tmx version=\"1.4\"><header srclang=\"en\"/><body><tu>"
                  "<tuv xml:lang=\"en\"><seg>The bridge is 84 meters long.</seg></tuv>"
                  "<tuv xml:lang=\"ro\"><seg>Podul are 85 de metri lungime.</seg></tuv>"
                  "</tu></body></tmx>");
    folder_.write("ro.html",
                  "<html lang=ro><body><main><p>Podul este deschis pentru toți "
                  "oamenii din oraș.</p></main></body></html>");
  }
  Outcome run(const std::vector<std::string>& arguments, std::string_view input = "") {
    return run_punte(arguments, folder_.path(), input);
  }
  TemporaryFolder folder_;
};

TEST_F(Contract, ExitCodesMeanTheSameForEveryCommand) {
  struct Row {
    std::vector<std::string> arguments;
    int exit_code;
    const char* why;
  };
  const std::vector<Row> rows = {
      {{"detect", "page.html"}, 0, "done"},
      {{"lookup", "--tm", "m.tm", "page.html", "--to", "ro"}, 0, "found"},
      {{"lookup", "--tm", "m.tm", "page.html", "--to", "ro", "--threshold", "102"},
       1,
       "nothing found"},
      {{"concordance", "--tm", "m.tm", "no such phrase"}, 1, "nothing found"},
      {{"translate", "--tm", "m.tm", "ro.html", "--to", "de", "--json"}, 1, "nothing filled"},
      {{"diff", "page.html", "page.html"}, 0, "compared, no changes"},
      {{"diff", "page.html", "ro.html"}, 0, "compared, changes"},
      {{"diff", "page.html", "ro.html", "--exit-code"}, 3, "changes, and asked to say so"},
      {{"qa", "memory.tmx"}, 0, "no problems"},
      {{"qa", "swapped.tmx"}, 3, "problems found"},
      {{"tm", "check", "--tm", "m.tm"}, 0, "no problems"},
      {{"tm", "audit", "--tm", "m.tm"}, 0, "no problems"},
      {{"detect", "ro.html", "--expect-language", "en"}, 3, "another language"},
      {{"lookup", "--tm", "m.tm", "none.html", "--to", "ro"}, 2, "no such page"},
      {{"import", "--tm", "m.tm", "none.tmx"}, 2, "no such file"},
      {{"detect", "page.html", "--json", "--jsonl"}, 2, "options that exclude each other"},
      {{"no-such-command"}, 2, "a wrong command"},
  };
  for (const Row& row : rows) {
    const Outcome outcome = run(row.arguments);
    EXPECT_EQ(outcome.exit_code, row.exit_code) << row.arguments[0] << ": " << row.why << "\n"
                                                << outcome.err;
  }
  EXPECT_EQ(run({"segment", "--jsonl"}, "{\"text\":1}\n").exit_code, 3) << "a bad line in a stream";
}

TEST_F(Contract, ProblemsOfAMemoryAreFound) {
  ASSERT_EQ(run({"--tm", "bad.tm", "import", "swapped.tmx"}).exit_code, 0);
  folder_.write("empty.tmx",
                "<tmx version=\"1.4\"><header srclang=\"en\"/><body><tu>"
                "<tuv xml:lang=\"en\"><seg>Same text here</seg></tuv>"
                "<tuv xml:lang=\"ro\"><seg>Same text here</seg></tuv></tu></body></tmx>");
  ASSERT_EQ(run({"--tm", "bad.tm", "import", "empty.tmx"}).exit_code, 0);
  EXPECT_EQ(run({"tm", "audit", "--tm", "bad.tm"}).exit_code, 3);
}

TEST_F(Contract, SharedOptionsMayComeBeforeTheCommand) {
  const Outcome after = run({"lookup", "page.html", "--to", "ro", "--tm", "m.tm", "--jsonl"});
  ASSERT_EQ(after.exit_code, 0) << after.err;
  EXPECT_EQ(run({"--tm", "m.tm", "--jsonl", "lookup", "page.html", "--to", "ro"}).out, after.out);
  EXPECT_EQ(run({"--tm=m.tm", "--jsonl", "lookup", "page.html", "--to", "ro"}).out, after.out);
  EXPECT_THAT(run({"--ui-language", "ro", "tm"}).err, HasSubstr("Încercați"));
}

TEST_F(Contract, FiltersGiveOneDocumentOrALineForEachLine) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> filters = {
      {{"identify"}, "The bridge is open today.\nPodul este deschis astăzi.\n"},
      {{"identify", "--spans"}, "The bridge is open today.\nPodul este deschis astăzi.\n"},
      {{"segment"}, "One here. Two there.\nThree.\n"},
      {{"lookup", "--tm", "m.tm", "--from", "en", "--to", "ro", "--lines"},
       "The bridge\nThe river\n"},
  };
  for (const auto& [arguments, input] : filters) {
    std::vector<std::string> lines = arguments;
    lines.emplace_back("--jsonl");
    std::vector<std::string> document = arguments;
    document.emplace_back("--json");
    const Outcome by_line = run(lines, input);
    const Outcome whole = run(document, input);
    ASSERT_LE(whole.exit_code, 1) << arguments[0] << whole.err;
    const json all = json::parse(whole.out, nullptr, false);
    ASSERT_TRUE(all.is_array()) << arguments[0] << whole.out;
    ASSERT_EQ(all.size(), 2U) << arguments[0];
    const std::size_t end = by_line.out.find('\n');
    EXPECT_EQ(json::parse(by_line.out.substr(0, end)), all[0]) << arguments[0];
    EXPECT_EQ(json::parse(by_line.out.substr(end + 1)), all[1]) << arguments[0];
  }
  EXPECT_EQ(run({"identify", "--json"}).out, "[]\n");
}

TEST_F(Contract, LookupWritesWhatItFoundAndWhatItDidNot) {
  const Outcome outcome = run({"lookup", "--tm", "m.tm", "page.html", "--to", "ro", "-o",
                               "hits.tmx", "--missing", "todo.xlf"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr(" words, "));
  const std::string hits = folder_.read("hits.tmx");
  EXPECT_THAT(hits, HasSubstr("<prop type=\"x-punte-page\">page.html</prop>"));
  EXPECT_THAT(hits, HasSubstr("<prop type=\"x-punte-role\">body</prop>"));
  EXPECT_THAT(hits, HasSubstr("<prop type=\"x-punte-score\">"));
  EXPECT_THAT(hits, HasSubstr("<prop type=\"x-punte-origin\">memory.tmx</prop>"));
  EXPECT_THAT(hits, HasSubstr("<prop type=\"x-punte-language-confidence\">"));
  EXPECT_THAT(folder_.read("todo.xlf"), HasSubstr("<source"));
  EXPECT_EQ(run({"import", "--tm", "again.tm", "hits.tmx"}).exit_code, 0);

  // What is missing and what was found are all segments to translate.
  for (const std::string ending : {"csv", "txt"}) {
    ASSERT_EQ(
        run({"lookup", "--tm", "m.tm", "page.html", "--to", "ro", "--missing", "todo." + ending})
            .exit_code,
        0);
  }
  EXPECT_THAT(folder_.read("todo.csv"), testing::StartsWith("language,text,role,page,path\n"));
  const json rows =
      json::parse(run({"lookup", "--tm", "m.tm", "page.html", "--to", "ro", "--json"}).out);
  std::string missing;
  for (const json& row : rows[0]["segments"]) {
    if (row["lang"] == "en" && row["matches"].empty())
      missing += row["text"].get<std::string>() + "\n";
  }
  EXPECT_EQ(folder_.read("todo.txt"), missing);
}

TEST_F(Contract, MissingSegmentsOfSeveralLanguagesFitIntoOneFile) {
  EXPECT_EQ(run({"lookup", "--tm", "m.tm", "page.html", "--to", "ro", "--threshold", "102",
                 "--missing", "all.xlf"})
                .exit_code,
            1);
  EXPECT_THAT(folder_.read("all.xlf"), HasSubstr("source-language=\"en\""));
  EXPECT_THAT(folder_.read("all.xlf"), HasSubstr("source-language=\"fr\""));
}

TEST_F(Contract, ReferencesAreLookedUpAndCostPoints) {
  folder_.write("other.tmx",
                "<tmx version=\"1.4\"><header srclang=\"en\"/><body><tu>"
                "<tuv xml:lang=\"en\"><seg>Bring an umbrella.</seg></tuv>"
                "<tuv xml:lang=\"ro\"><seg>Aduceți o umbrelă.</seg></tuv></tu></body></tmx>");
  ASSERT_EQ(run({"--tm", "other.tm", "import", "other.tmx"}).exit_code, 0);
  const std::vector<std::string> lookup = {"lookup", "--tm", "m.tm",    "--from", "en",
                                           "--to",   "ro",   "--lines", "--jsonl"};
  const auto with = [&](const std::string& reference) {
    std::vector<std::string> arguments = lookup;
    arguments.insert(arguments.end(), {"--reference", reference});
    return json::parse(run(arguments, "Bring an umbrella.\n").out)["matches"];
  };
  EXPECT_EQ(json::parse(run(lookup, "Bring an umbrella.\n").out)["matches"].size(), 0U);
  EXPECT_EQ(with("other.tm")[0]["score"], 100);
  EXPECT_EQ(with("other.tm=7")[0]["score"], 93);
  EXPECT_EQ(with("other.tm=7")[0]["reasons"][0]["detail"], "other.tm");
  EXPECT_EQ(with("other.tm=7")[0]["reasons"][0]["points"], 7);
  EXPECT_EQ(with("other.tm=40").size(), 0U) << "below the threshold";
}

TEST_F(Contract, DetectCountsShowsAndChecksLanguages) {
  const Outcome summary = run({"detect", "--summary", "page.html", "ro.html"});
  EXPECT_EQ(summary.exit_code, 0) << summary.err;
  EXPECT_THAT(summary.out, HasSubstr("ro.html: ro 8 words (body 8)\n"));
  EXPECT_THAT(summary.out, HasSubstr("2 pages: "));
  EXPECT_EQ(
      json::parse(run({"detect", "--summary", "ro.html", "--jsonl"}).out)["words"]["ro"]["body"],
      8);

  EXPECT_EQ(run({"detect", "--html", "view.html", "page.html"}).exit_code, 0);
  const std::string view = folder_.read("view.html");
  EXPECT_THAT(view, HasSubstr("<div class=\"b body"));
  EXPECT_THAT(view, HasSubstr(" lang=\"ro\">"));
  EXPECT_THAT(view, Not(HasSubstr("<script")));

  // One name for narrowing in all commands; the old one stays.
  EXPECT_EQ(run({"detect", "ro.html", "--languages", "ro,en", "--jsonl"}).out,
            run({"detect", "ro.html", "--expect", "ro,en", "--jsonl"}).out);
  EXPECT_EQ(run({"detect", "ro.html", "--expect-language", "ro"}).exit_code, 0);
  const Outcome mixed =
      run({"detect", "--summary", "page.html", "--expect-language", "en", "--max-other", "1%"});
  EXPECT_EQ(mixed.exit_code, 3);
  EXPECT_THAT(mixed.err, HasSubstr("words in other languages than “en”: "));
  EXPECT_EQ(run({"detect", "page.html", "--expect-language", "en", "--max-other", "99"}).exit_code,
            0);
  EXPECT_EQ(run({"detect", "page.html", "--expect-language", "en", "--max-other", "x"}).exit_code,
            2);
}

}  // namespace
}  // namespace punte::cli
