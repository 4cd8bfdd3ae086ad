// Commands that look the same page up find the same: there is one reader of pages and one builder
// of queries.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/cli/command_runner.h"

namespace punte::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::StartsWith;

/// Codes, a repetition, a number that differs, a new sentence, texts of attributes and of the
/// title.
constexpr const char* kPage =
    "<html lang=en><head><meta charset=utf-8><title>The bridge and its visitors</title></head>"
    "<body><main>"
    "<p>The <b>old bridge</b> over the river is open to pedestrians.</p>"
    "<p>It was built by the people of the two villages.</p>"
    "<p>Tickets cost 5 lei and are sold on the <a href=\"/bank\">other bank</a> of it.</p>"
    "<p>The <b>old bridge</b> over the river is open to pedestrians.</p>"
    "<p>Nobody knows what will become of the ferry after the summer.</p>"
    "<p><img src=b.jpg alt=\"A view of the old bridge in winter\"></p>"
    "</main></body></html>";

/// What a translator made of the same page with other prices: codes and neighbours are known.
constexpr const char* kMemory =
    "<tmx version=\"1.4\"><header srclang=\"en\"/><body>"
    "<tu><tuv xml:lang=\"en\"><seg>The <bpt i=\"1\">&lt;b></bpt>old bridge<ept i=\"1\">&lt;/b>"
    "</ept> over the river is open to pedestrians.</seg></tuv>"
    "<tuv xml:lang=\"ro\"><seg><bpt i=\"1\">&lt;b></bpt>Podul vechi<ept i=\"1\">&lt;/b></ept> "
    "peste râu este deschis pietonilor.</seg></tuv></tu>"
    "<tu><tuv xml:lang=\"en\"><seg>It was built by the people of the two villages.</seg></tuv>"
    "<tuv xml:lang=\"ro\"><seg>A fost construit de oamenii celor două sate.</seg></tuv></tu>"
    "<tu><tuv xml:lang=\"en\"><seg>Tickets cost 4 lei and are sold on the <bpt i=\"1\">&lt;a "
    "href=\"/bank\"></bpt>other bank<ept i=\"1\">&lt;/a></ept> of it.</seg></tuv>"
    "<tuv xml:lang=\"ro\"><seg>Biletele costă 4 lei și se vând pe <bpt i=\"1\">&lt;a "
    "href=\"/bank\"></bpt>celălalt mal<ept i=\"1\">&lt;/a></ept> al lui.</seg></tuv></tu>"
    "<tu><tuv xml:lang=\"en\"><seg>A view of the old bridge in winter</seg></tuv>"
    "<tuv xml:lang=\"ro\"><seg>O vedere a podului vechi iarna</seg></tuv></tu>"
    "</body></tmx>";

std::string band_of(int score) {
  if (score >= 100) return std::to_string(score);
  if (score >= 95) return "95-99";
  if (score >= 85) return "85-94";
  if (score >= 75) return "75-84";
  return score >= 50 ? "50-74" : "new";
}

class SameWork : public testing::Test {
 protected:
  void SetUp() override {
    folder_.write("page.html", kPage);
    folder_.write("empty.html", "<html lang=en><body><main></main></body></html>");
    folder_.write("memory.tmx", kMemory);
    const Outcome imported = run({"import", "memory.tmx"});
    ASSERT_EQ(imported.exit_code, 0) << imported.err;
  }
  Outcome run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"--tm", "m.tm"});
    return run_punte(arguments, folder_.path());
  }
  json json_of(std::vector<std::string> arguments) {
    arguments.emplace_back("--json");
    const Outcome outcome = run(std::move(arguments));
    EXPECT_TRUE(outcome.exit_code == 0) << outcome.err;
    return json::parse(outcome.out, nullptr, false);
  }
  TemporaryFolder folder_;
};

TEST_F(SameWork, LookupTranslateAnalyzeAndDiffAgree) {
  const json looked_up = json_of({"lookup", "page.html", "--to", "ro", "--threshold", "50"});
  const json translated = json_of({"translate", "page.html", "--to", "ro"});
  const json analysis = json_of({"analyze", "page.html", "--to", "ro"});
  const json difference =
      json_of({"diff", "empty.html", "page.html", "--to", "ro", "--expect", "en"});

  const json& rows = looked_up[0]["segments"];
  const json& filled = translated["segments"];
  ASSERT_EQ(rows.size(), 7U);
  ASSERT_EQ(filled.size(), rows.size());
  std::map<std::string, int> bands;       // of all segments
  std::map<std::string, int> text_bands;  // of those of the running text
  std::map<std::string, int> seen;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string text = rows[i]["text"];
    EXPECT_EQ(text, filled[i]["source"]);
    EXPECT_EQ(rows[i]["lang"], filled[i]["lang"]);
    const int score = rows[i]["matches"].empty() ? 0 : rows[i]["matches"][0]["score"].get<int>();
    if (filled[i].contains("match")) {
      // A repair may lift a match; it looks up the same one.
      EXPECT_EQ(rows[i]["matches"][0]["unit"], filled[i]["match"]["unit"]) << text;
      EXPECT_LE(score, filled[i]["match"]["score"].get<int>()) << text;
    } else {
      EXPECT_EQ(score, 0) << text;
    }
    std::string band = band_of(score);
    if (seen[text]++ > 0 && score < 100) band = "repetition";
    ++bands[band];
    const bool attribute = filled[i].contains("attribute") || i == 0;
    if (!attribute) ++text_bands[band];
  }
  EXPECT_EQ(bands["101"] + bands["102"], 2)
      << "the bridge with its codes, and the sentence after it";
  EXPECT_EQ(bands["100"], 2) << "the bridge again, and the text of the attribute";
  for (const auto& [band, amount] : analysis["all"]["bands"].items()) {
    EXPECT_EQ(amount["segments"].get<int>(), bands[band]) << band;
  }
  // diff does not read attributes.
  for (const auto& [band, amount] : difference["cost"]["bands"].items()) {
    EXPECT_EQ(amount["segments"].get<int>(), text_bands[band]) << band;
  }
}

std::string as_mhtml(const std::string& page) {
  return "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n"
         "\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
         "Content-Location: https://example.org/\r\n\r\n" +
         page + "\r\n--x--\r\n";
}

std::string as_warc(const std::string& page) {
  const std::string response =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page;
  return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\n"
         "Content-Length: " +
         std::to_string(response.size()) + "\r\n\r\n" + response + "\r\n\r\n";
}

TEST_F(SameWork, EveryContainerGivesThePageThatIsInIt) {
  folder_.write("page.mhtml", as_mhtml(kPage));
  folder_.write("page.warc", as_warc(kPage));
  std::filesystem::create_directory(folder_.path() / "site");
  folder_.write("site/page.html", kPage);
  const json plain = json_of({"lookup", "page.html", "--to", "ro"})[0]["segments"];
  const std::string html = run({"translate", "page.html", "--to", "ro"}).out;
  for (const std::string name : {"page.mhtml", "page.warc", "site"}) {
    EXPECT_EQ(json_of({"lookup", name, "--to", "ro"})[0]["segments"], plain) << name;
    EXPECT_EQ(json_of({"diff", "page.html", name})["counts"]["same"], 5) << name;
  }
  EXPECT_THAT(run({"translate", "page.warc", "--to", "ro"}).out, StartsWith(html));
  // A page within a file of its own goes back into it.
  EXPECT_EQ(run({"translate", "page.mhtml", "--to", "ro"}).out, as_mhtml(html));
  EXPECT_EQ(run({"translate", "site", "--to", "ro", "-o", "out"}).exit_code, 0);
  EXPECT_EQ(folder_.read("out/page.html"), html);
}

TEST_F(SameWork, WhatWantsOnePageRefusesSeveral) {
  std::filesystem::create_directory(folder_.path() / "site");
  folder_.write("site/a.html", kPage);
  folder_.write("site/b.html", kPage);
  folder_.write("two.warc", as_warc(kPage) + as_warc(kPage));
  for (const std::string name : {"site", "two.warc"}) {
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{"translate", name, "--to", "ro"}, {"diff", name, "page.html"}}) {
      const Outcome outcome = run(command);
      EXPECT_EQ(outcome.exit_code, 2) << name;
      const bool folder = command[0] == "translate" && name == "site";
      EXPECT_THAT(outcome.err, HasSubstr(folder ? "several pages go into a folder; name it with -o"
                                                : "more than one page"));
    }
  }
}

}  // namespace
}  // namespace punte::cli
