#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
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

std::vector<json> lines_of(const std::string& text) {
  std::vector<json> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(json::parse(line));
  return out;
}

std::string content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class MainJob : public testing::Test {
 protected:
  Outcome punte(const std::vector<std::string>& arguments, std::string_view input = "") {
    return run_punte(arguments, folder_.path(), input);
  }
  void import_sample() {
    fs::copy_file(kSamples / "memory.tmx", folder_.path() / "memory.tmx");
    fs::copy_file(kSamples / "page.html", folder_.path() / "page.html");
    const Outcome outcome = punte({"import", "--tm", "m.tm", "memory.tmx"});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  }
  TemporaryFolder folder_;
};

TEST_F(MainJob, ImportReports) {
  fs::copy_file(kSamples / "memory.tmx", folder_.path() / "memory.tmx");
  Outcome outcome = punte({"import", "--tm", "m.tm", "memory.tmx"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(outcome.out,
            "memory.tmx: 12 units read, 12 added, 0 joined with ones that were there, 0 already "
            "there\nMemory: m.tm\n");
  outcome = punte({"import", "--tm", "m.tm", "memory.tmx", "--jsonl"});
  EXPECT_EQ(outcome.out,
            "{\"file\":\"memory.tmx\",\"set_aside\":[],\"set_aside_count\":0,"
            "\"glossary\":false,\"read\":12,\"added\":0,\"merged\":0,\"unchanged\":12,"
            "\"replaced\":0,\"kept_old\":0,\"variants\":30,\"languages\":[\"de\",\"en\",\"fr\","
            "\"ro\"],\"other_languages\":0,"
            "\"lost_units\":0,\"skipped_units\":0,\"skipped_variants\":0,\"warnings\":[],\"warning_"
            "count\":0}\n");
  outcome = punte({"import", "--tm", "m.tm", "memory.tmx", "--ui-language", "ro"});
  EXPECT_EQ(outcome.out,
            "memory.tmx: 12 unități citite, 0 adăugate, 0 unite cu unele existente, 12 deja "
            "existente\nMemoria: m.tm\n");
}

TEST_F(MainJob, DryRunsWriteNothing) {
  fs::copy_file(kSamples / "memory.tmx", folder_.path() / "memory.tmx");
  const Outcome outcome = punte({"import", "--tm", "m.tm", "--dry-run", "memory.tmx"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_FALSE(fs::exists(folder_.path() / "m.tm"));
}

TEST_F(MainJob, DetectReadsFoldersListsAndArchivesInOrder) {
  fs::create_directory(folder_.path() / "site");
  const std::string page = "<p>The bridge is open to pedestrians and cyclists today.</p>";
  std::string archive;
  std::string list;
  for (int i = 10; i < 40; ++i) {
    const std::string name = "site/" + std::to_string(i) + ".html";
    folder_.write(name, page + "<p>" + std::to_string(i) + "</p>");
    list += name + "\n";
    const std::string message =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page + "<p>" + std::to_string(i);
    archive.append("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: ").append(name);
    archive.append("\r\nContent-Length: ").append(std::to_string(message.size()));
    archive.append("\r\n\r\n").append(message).append("\r\n\r\n");
  }
  folder_.write("site.warc", archive);
  const Outcome from_folder = punte({"detect", "--jsonl", "site"});
  EXPECT_EQ(from_folder.exit_code, 0) << from_folder.err;
  const std::vector<json> blocks = lines_of(from_folder.out);
  ASSERT_EQ(blocks.size(), 60U);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    EXPECT_EQ(blocks[i]["page"], "site/" + std::to_string(10 + i / 2) + ".html");
  }
  EXPECT_EQ(punte({"detect", "--jsonl", "--list", "-"}, list).out, from_folder.out);
  EXPECT_EQ(punte({"detect", "--jsonl", "site/*.html"}).out, from_folder.out);
  EXPECT_EQ(punte({"detect", "--jsonl", "site.warc"}).out, from_folder.out);
}

TEST_F(MainJob, OneBadPageDoesNotStopABatch) {
  folder_.write("good.html", "<p>The bridge is open to pedestrians and cyclists today.</p>");
  const Outcome outcome = punte({"detect", "--jsonl", "none.html", "good.html"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.err, "punte: none.html: no such file\npunte: 1 of 2 pages could not be read\n");
  EXPECT_EQ(lines_of(outcome.out).size(), 1U);
}

TEST_F(MainJob, DetectTellsChromeFromBodyAndTheirLanguages) {
  import_sample();
  const Outcome outcome = punte({"detect", "--jsonl", "page.html"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  int french = 0;
  for (const json& block : lines_of(outcome.out)) {
    const std::string text = block["text"];
    if (text == "16.5 C") {
      EXPECT_EQ(block["lang"], "und");
    }
    if (text == "Știri" || text == "Despre noi" || text == "sâmbătă, 14 iunie 2025 - 9:15") {
      EXPECT_EQ(block["lang"], "ro") << text;
      EXPECT_EQ(block["role"], "chrome") << text;
    }
    if (text.starts_with("After two years")) {
      EXPECT_EQ(block["lang"], "en");
      EXPECT_EQ(block["role"], "body");
    }
    if (text.starts_with("«")) {
      EXPECT_EQ(block["lang"], "fr");
      ++french;
    }
    EXPECT_TRUE(block.contains("confidence") && block.contains("path"));
  }
  EXPECT_EQ(french, 1);
  const Outcome document = punte({"detect", "--json", "page.html"});
  EXPECT_EQ(json::parse(document.out)[0]["declared_language"], "ro");
  const Outcome table = punte({"detect", "page.html"});
  EXPECT_THAT(table.out, HasSubstr("Language  Sure   Role    Text\n"));
  EXPECT_THAT(table.out, HasSubstr("fr (French): 1 block\n"));
}

TEST_F(MainJob, LookupFindsEachSegmentInItsOwnDirection) {
  import_sample();
  const Outcome outcome = punte({"lookup", "--tm", "m.tm", "page.html", "--to", "ro", "--jsonl"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  int from_english = 0;
  int from_french = 0;
  for (const json& segment : lines_of(outcome.out)) {
    for (const json& match : segment["matches"]) {
      EXPECT_EQ(match["target_language"], "ro");
      EXPECT_EQ(match["source_language"], segment["lang"]);
      from_english += match["source_language"] == "en" ? 1 : 0;
      from_french += match["source_language"] == "fr" ? 1 : 0;
    }
    if (segment["lang"] == "ro") {
      EXPECT_TRUE(segment["matches"].empty());
    }
    if (segment["text"] == "It is open to pedestrians and cyclists, but not to cars.") {
      ASSERT_EQ(segment["matches"].size(), 1U);
      EXPECT_EQ(segment["matches"][0]["score"], 100);
      EXPECT_EQ(segment["matches"][0]["kind"], "exact");
    }
  }
  EXPECT_EQ(from_english, 7);  // one is the description for other sites
  EXPECT_EQ(from_french, 1);

  const Outcome back = punte({"lookup", "--tm", "m.tm", "page.html", "--to", "en", "--jsonl"});
  bool about_us = false;
  for (const json& segment : lines_of(back.out)) {
    if (segment["text"] == "Despre noi") about_us = segment["matches"][0]["target"] == "About us";
  }
  EXPECT_TRUE(about_us);
}

TEST_F(MainJob, LookupOfLinesIsAFilter) {
  import_sample();
  const Outcome outcome =
      punte({"lookup", "--tm", "m.tm", "--from", "en", "--to", "ro", "--lines"},
            "About us\nThe bridge will be closed on Monday evening.\nnothing like it\n\n");
  EXPECT_EQ(outcome.exit_code, 0);
  const std::vector<json> lines = lines_of(outcome.out);
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(lines[0]["query"], "About us");
  EXPECT_EQ(lines[0]["matches"][0]["score"], 100);
  EXPECT_EQ(lines[0]["matches"][0]["origin"], "memory.tmx");
  EXPECT_EQ(lines[1]["matches"][0]["kind"], "fuzzy");
  EXPECT_EQ(lines[1]["matches"][0]["reasons"][0]["detail"], "“Sunday” → “Monday”");
  EXPECT_TRUE(lines[2]["matches"].empty());
  EXPECT_EQ(
      punte({"lookup", "--tm", "m.tm", "--from", "en", "--to", "ro", "--lines"}, "xyz\n").exit_code,
      1);
}

TEST_F(MainJob, ImportExportImportIsTheIdentity) {
  import_sample();
  EXPECT_EQ(punte({"export", "--tm", "m.tm", "-o", "one.tmx"}).out,
            "12 units written to one.tmx\n");
  ASSERT_EQ(punte({"import", "--tm", "n.tm", "one.tmx"}).exit_code, 0);
  ASSERT_EQ(punte({"export", "--tm", "n.tm", "-o", "two.tmx"}).exit_code, 0);
  EXPECT_EQ(folder_.read("one.tmx"), folder_.read("two.tmx"));
  EXPECT_THAT(
      folder_.read("one.tmx"),
      HasSubstr("<bpt i=\"1\" type=\"bold\">&lt;b&gt;</bpt>not<ept i=\"1\">&lt;/b&gt;</ept>"));
  const Outcome pair = punte({"export", "--tm", "m.tm", "--from", "fr", "--to", "de", "-o", "-"});
  EXPECT_EQ(pair.err, "3 units written to standard output\n");
  EXPECT_THAT(pair.out, testing::Not(HasSubstr("xml:lang=\"ro\"")));
}

TEST_F(MainJob, IdentifyAnswersALineALine) {
  const Outcome outcome = punte(
      {"identify"}, "Podul este deschis pentru toți\n2024-05-25\n\nThe bridge is open to everyone");
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.out, "ro\nund\nund\nen\n");
  const auto spans =
      lines_of(punte({"identify", "--spans"}, "The bridge is open to everyone\n").out);
  EXPECT_EQ(spans.at(0)["spans"].size(), 1U);
  EXPECT_EQ(spans.at(0)["spans"][0]["lang"], "en");
  std::string many;
  std::string wanted;
  for (int i = 0; i < 3000; ++i) {
    many += i % 3 == 0 ? "Podul este deschis pentru toți\n" : "The bridge is open to everyone\n";
    wanted += i % 3 == 0 ? "ro\n" : "en\n";
  }
  EXPECT_EQ(punte({"identify", "--languages", "ro,en"}, many).out, wanted);
}

TEST_F(MainJob, HelpHasExamples) {
  for (const char* command : {"detect", "lookup", "import", "export", "identify"}) {
    const Outcome outcome = punte({command, "--help"});
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_THAT(outcome.out, HasSubstr(std::string("Examples:\n  punte ") + command));
    EXPECT_THAT(punte({command, "--help", "--ui-language", "ro"}).out, HasSubstr("Exemple:"));
  }
}

// One clear line, exit code 2, and the memory as it was.
class BadInput : public MainJob {
 protected:
  void SetUp() override {
    import_sample();
    before_ = exported();
  }
  std::string exported() { return punte({"export", "--tm", "m.tm", "-o", "-"}).out; }
  void expect_refused(const std::vector<std::string>& arguments, const std::string& message) {
    const Outcome outcome = punte(arguments);
    EXPECT_EQ(outcome.exit_code, 2) << message;
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, HasSubstr(message));
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    EXPECT_EQ(exported(), before_);
  }
  std::string before_;
};

TEST_F(BadInput, Pages) {
  expect_refused({"detect", "none.html"}, "none.html: no such file");
  fs::create_directory(folder_.path() / "folder");
  expect_refused({"detect", "folder"}, "folder: the folder holds no page");
  expect_refused({"detect", "--list", "none.txt"}, "none.txt: no such file");
  expect_refused({"detect"}, "name a page, a folder or an archive");
  folder_.write("empty.html", "");
  expect_refused({"detect", "empty.html"}, "empty.html: the page is empty");
  std::string noise;
  for (int i = 0; i < 5000; ++i) noise += static_cast<char>(i * i * 7 + i / 3);
  folder_.write("noise.html", noise);
  expect_refused({"detect", "noise.html"}, "noise.html: this is binary data, not a page");
  expect_refused({"lookup", "--tm", "m.tm", "--to", "ro", "noise.html"}, "binary data");
}

TEST_F(BadInput, MemoriesToImport) {
  expect_refused({"import", "--tm", "m.tm", "none.tmx"}, "none.tmx: no such file");
  fs::create_directory(folder_.path() / "folder");
  expect_refused({"import", "--tm", "m.tm", "folder"}, "the folder holds no file of translations");
  folder_.write("empty.tmx", "");
  expect_refused({"import", "--tm", "m.tm", "empty.tmx"}, "empty.tmx:1:1: the file is empty");
  std::string noise;
  for (int i = 0; i < 5000; ++i) noise += static_cast<char>(i * i * 7 + i / 3);
  folder_.write("noise.tmx", noise);
  expect_refused({"import", "--tm", "m.tm", "noise.tmx"}, "this is in no format that is read");
  const std::string whole = content_of(kSamples / "memory.tmx");
  folder_.write("cut.tmx", whole.substr(0, whole.size() / 2));
  expect_refused({"import", "--tm", "m.tm", "cut.tmx"}, "cut.tmx:");
  // A good file before a broken one is not imported either, and no new memory is left behind.
  expect_refused({"import", "--tm", "new.tm", "memory.tmx", "cut.tmx"}, "cut.tmx:");
  EXPECT_FALSE(fs::exists(folder_.path() / "new.tm"));
  EXPECT_FALSE(fs::exists(folder_.path() / "new.tm-wal"));
}

TEST_F(BadInput, MemoriesThatAreNone) {
  folder_.write("text.tm", "this is a text file, no memory at all\n");
  expect_refused({"lookup", "--tm", "text.tm", "--to", "ro", "page.html"},
                 "text.tm: this is not a translation memory");
  expect_refused({"import", "--tm", "text.tm", "memory.tmx"}, "this is not a translation memory");
  EXPECT_EQ(folder_.read("text.tm"), "this is a text file, no memory at all\n");
  expect_refused({"export", "--tm", "none.tm", "-o", "x.tmx"}, "none.tm: no such memory");
  expect_refused({"import", "--tm", ".", "memory.tmx"}, "this is a folder or device, not a memory");
  // user_version lies in bytes 60 to 63 of the file's head.
  std::string newer = content_of(folder_.path() / "m.tm");
  newer[62] = '\x03';
  folder_.write("newer.tm", newer);
  expect_refused({"lookup", "--tm", "newer.tm", "--to", "ro", "page.html"},
                 "newer.tm: the memory was written by a newer Punte");
  expect_refused({"import", "--tm", "newer.tm", "memory.tmx"}, "written by a newer Punte");
}

TEST_F(BadInput, PlacesThatCannotBeWritten) {
  expect_refused({"export", "--tm", "m.tm", "-o", "no/such/folder/x.tmx"}, "folder for this file");
  expect_refused({"export", "--tm", "m.tm", "-o", "/dev/full"}, "No space left on device");
  const fs::path sealed = folder_.path() / "sealed";
  fs::create_directory(sealed);
  fs::copy_file(folder_.path() / "m.tm", sealed / "m.tm");
  ::chmod(sealed.c_str(), 0555);
  ::chmod((sealed / "m.tm").c_str(), 0444);
  const Outcome found = punte({"lookup", "--tm", "sealed/m.tm", "--to", "ro", "page.html"});
  EXPECT_EQ(found.exit_code, 0) << found.err;
  expect_refused({"import", "--tm", "sealed/m.tm", "memory.tmx"}, "cannot be opened for writing");
  expect_refused({"export", "--tm", "m.tm", "-o", "sealed/x.tmx"}, "Permission denied");
  ::chmod(sealed.c_str(), 0755);
}

TEST_F(BadInput, Arguments) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"lookup", "--to", "ro"},
        {"lookup", "page.html"},
        {"lookup", "--lines", "--to", "ro"},
        {"lookup", "page.html", "--to", "!!"},
        {"lookup", "page.html", "--to", "ro", "--threshold", "0"},
        {"identify", "--prior", "ro"},
        {"identify", "--model", "page.html"},
        {"export"}}) {
    const Outcome outcome = punte(arguments);
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_THAT(outcome.err, testing::StartsWith("punte: "));
  }
}

TEST_F(MainJob, SegmentReadsJsonLinesAndText) {
  Outcome outcome = punte({"segment"},
                          "{\"lang\":\"ro\",\"text\":\"Dl. Pop a venit. Plouă.\"}\n"
                          "{\"lang\":\"en\",\"text\":\"\"}\n");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "{\"segments\":[\"Dl. Pop a venit.\",\"Plouă.\"]}\n{\"segments\":[]}\n");
  outcome = punte({"segment", "--language", "en"}, "One here. Two there.\nThree.\n");
  EXPECT_EQ(outcome.out, "One here.\nTwo there.\nThree.\n");
  outcome = punte({"segment", "--jsonl"}, "Vine primăvara la noi. Plouă des.\n");
  EXPECT_EQ(outcome.out,
            "{\"lang\":\"ro\",\"segments\":[\"Vine primăvara la noi.\",\"Plouă des.\"]}\n");
  outcome = punte({"segment", "--jsonl"}, "{\"lang\":\"ro\",\"text\":\"Da.\"}\n{\"text\":3}\n");
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(outcome.out,
            "{\"segments\":[\"Da.\"]}\n"
            "{\"error\":\"the line is no object with a \\\"text\\\" and a \\\"lang\\\"\","
            "\"segments\":[\"{\\\"text\\\":3}\"]}\n");
  EXPECT_EQ(punte({"segment", "--language", "x"}, "a\n").exit_code, 2);
}

}  // namespace
}  // namespace punte::cli
