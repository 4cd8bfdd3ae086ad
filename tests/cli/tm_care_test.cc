// What a user of "punte tm" is asked and told, so that no slip costs work.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
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

class TmCare : public testing::Test {
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
  std::int64_t units() { return json::parse(tm({"info", "--json"}).out)["units"]; }
  std::string last_command() { return json::parse(tm({"history", "--json"}).out)[0]["command"]; }
  static std::string tmx(const std::string& units) {
    return "<tmx version=\"1.4\"><header srclang=\"en\"/><body>" + units + "</body></tmx>";
  }
  static std::string unit(const std::string& en, const std::string& ro,
                          const std::string& attributes = "") {
    return "<tu " + attributes + "><tuv xml:lang=\"en\"><seg>" + en +
           "</seg></tuv><tuv xml:lang=\"ro\"><seg>" + ro + "</seg></tuv></tu>";
  }
  TemporaryFolder folder_;
};

TEST_F(TmCare, WhatWasJustAddedOrEditedIsSeenByItsDate) {
  EXPECT_EQ(json::parse(tm({"info", "--json", "--since", "2020-01-01"}).out)["units"], 12);
  ASSERT_EQ(tm({"edit", "1", "ro", "Text nou."}).exit_code, 0);
  const json listed = json::parse(tm({"list", "--json", "--id", "1"}).out)[0];
  EXPECT_GE(listed["date"].get<std::string>(), "20260101T000000Z");
  EXPECT_TRUE(listed.contains("added"));
  EXPECT_TRUE(listed.contains("changed"));
  EXPECT_EQ(listed["version"], 2);
  const Outcome keep = tm({"keep", "--since", "2020-01-01", "--yes"});
  EXPECT_EQ(units(), 12) << keep.out;
}

TEST_F(TmCare, RemovingMuchWantsToBeMeant) {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"delete", "--language", "ro"},
                                             {"keep", "--id", "1,2,3"},
                                             {"filter", "--id", "1,2,3"}}) {
    const Outcome outcome = tm(arguments);
    EXPECT_EQ(outcome.exit_code, 2) << arguments[0];
    EXPECT_THAT(outcome.err, HasSubstr("--yes"));
    EXPECT_THAT(outcome.err, HasSubstr("of 12 units would be removed"));
    EXPECT_EQ(units(), 12) << arguments[0];
  }
  const Outcome kept = tm({"keep", "--id", "1,2,3", "--yes"});
  EXPECT_EQ(kept.exit_code, 0) << kept.err;
  EXPECT_THAT(kept.out, HasSubstr("9 units removed"));
  EXPECT_THAT(kept.out, HasSubstr("punte tm undo"));
  EXPECT_EQ(units(), 3);
  EXPECT_EQ(last_command(), "keep --id 1,2,3");
  ASSERT_EQ(tm({"undo"}).exit_code, 0);
  EXPECT_EQ(units(), 12);
}

TEST_F(TmCare, ADryRunSaysWhatWouldBe) {
  const Outcome removing = tm({"delete", "--language", "ro", "--dry-run"});
  EXPECT_EQ(removing.exit_code, 0);
  EXPECT_THAT(removing.out, HasSubstr("12 units would be removed"));
  EXPECT_THAT(removing.out, HasSubstr("… and 2 more"));
  EXPECT_THAT(removing.out, Not(HasSubstr("punte tm undo")));
  EXPECT_EQ(json::parse(tm({"delete", "--language", "ro", "--dry-run", "--json"}).out)["examples"],
            json({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
  folder_.write("again.tmx", tmx(unit("Same text.", "Același text.", "tuid=\"1\"") +
                                 "<tu><prop type=\"x-context\">b</prop><tuv xml:lang=\"en\"><seg>"
                                 "Same text.</seg></tuv><tuv xml:lang=\"ro\"><seg>Același text."
                                 "</seg></tuv></tu>"));
  ASSERT_EQ(punte({"import", "--tm", "m.tm", "again.tmx"}).exit_code, 0);
  const Outcome joining = tm({"dedupe", "--dry-run"});
  EXPECT_THAT(joining.out, HasSubstr("Same text."));
  EXPECT_THAT(joining.out, HasSubstr("1 unit would be joined"));
  EXPECT_EQ(units(), 14);
}

TEST_F(TmCare, TextsOfOneLanguageGoWithoutTheirUnits) {
  const Outcome outcome = tm({"delete", "--language", "fr", "--texts"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("lost a text"));
  EXPECT_EQ(units(), 11) << "but for one that had one other text only";
  EXPECT_EQ(last_command(), "delete --language fr --texts");
  EXPECT_EQ(tm({"list", "--language", "fr"}).exit_code, 1);
  EXPECT_EQ(tm({"delete", "--id", "1", "--texts"}).exit_code, 2) << "in which languages?";
}

TEST_F(TmCare, ReplacingShowsItselfFirstAndCanBeTakenBack) {
  const Outcome preview = tm({"replace", "bridge", "footbridge", "--in", "en", "--dry-run"});
  EXPECT_EQ(preview.exit_code, 0) << preview.err;
  EXPECT_THAT(preview.out, HasSubstr("+ "));
  EXPECT_THAT(preview.out, HasSubstr("would be changed"));
  EXPECT_EQ(tm({"list", "--regex", "footbridge can|The footbridge"}).exit_code, 1);
  const Outcome done = tm({"replace", "The bridge", "The crossing", "--in", "en"});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("punte tm undo"));
  EXPECT_EQ(last_command(), "replace 'The bridge' 'The crossing' --in en");
  EXPECT_EQ(tm({"list", "--text", "The crossing"}).exit_code, 0);
  ASSERT_EQ(tm({"undo"}).exit_code, 0);
  EXPECT_EQ(tm({"list", "--text", "The crossing"}).exit_code, 1);
  EXPECT_EQ(tm({"replace", "no such text", "x"}).exit_code, 1);
  EXPECT_EQ(tm({"replace", "--regex", "(", "x"}).exit_code, 2);
}

TEST_F(TmCare, AnEmptyWordingOrWrongBytesAreRefused) {
  EXPECT_EQ(tm({"edit", "1", "ro", ""}).exit_code, 2);
  EXPECT_EQ(tm({"edit", "1", "ro", "pod\xFF"}).exit_code, 2);
  EXPECT_THAT(tm({"edit", "1", "ro", ""}).err, HasSubstr("tm delete --id 1"));
  EXPECT_EQ(json::parse(tm({"history", "--json"}).out).size(), 1U);
}

TEST_F(TmCare, WhatIsCutSaysThatThereIsMore) {
  const Outcome list = tm({"list", "--limit", "3"});
  EXPECT_THAT(list.err, HasSubstr("9 more units; --limit"));
  EXPECT_EQ(tm({"list"}).err, "");
  const Outcome hits = punte({"concordance", "--tm", "m.tm", "the", "--limit", "2"});
  EXPECT_THAT(hits.err, HasSubstr("--limit"));
  EXPECT_EQ(punte({"concordance", "--tm", "m.tm", "the", "--limit", "500"}).err, "");
}

TEST_F(TmCare, HistoryTellsWhatWasChosen) {
  ASSERT_EQ(tm({"delete", "--text", "ferry's end", "--in", "en"}).exit_code, 1);
  ASSERT_EQ(tm({"edit", "5", "ro", "Bacul rămâne."}).exit_code, 0);
  EXPECT_EQ(last_command(), "edit 5 ro 'Bacul rămâne.'");
  ASSERT_EQ(tm({"delete", "--id", "5"}).exit_code, 0);
  EXPECT_EQ(last_command(), "delete --id 5");
  folder_.write("two words.tmx", tmx(unit("One.", "Unu.")));
  ASSERT_EQ(punte({"import", "--tm", "m.tm", "two words.tmx", "--on-conflict", "newest"}).exit_code,
            0);
  EXPECT_EQ(last_command(), "import 'two words.tmx' --on-conflict newest --conflict-by source");
}

TEST_F(TmCare, ConflictsOfAnImportGoAsTheUserWants) {
  folder_.write("old.tmx", tmx(unit("Exit", "Iesire", "changedate=\"20150101T000000Z\"")));
  folder_.write("new.tmx", tmx(unit("Exit", "Ieșire", "changedate=\"20250101T000000Z\"")));
  const auto translations = [&] {
    const Outcome outcome =
        run_punte({"lookup", "--tm", "c.tm", "--from", "en", "--to", "ro", "--lines", "--jsonl"},
                  folder_.path(), "Exit\n");
    std::vector<std::string> out;
    const json answer = json::parse(outcome.out);
    for (const json& match : answer["matches"]) out.push_back(match["target"]);
    return out;
  };
  struct Row {
    const char* policy;
    std::vector<std::string> left;  // of old, then new; then of new, then old
    std::vector<std::string> turned;
  };
  for (const Row& row : std::vector<Row>{{"keep-both", {"Ieșire", "Iesire"}, {"Ieșire", "Iesire"}},
                                         {"newest", {"Ieșire"}, {"Ieșire"}},
                                         {"replace", {"Ieșire"}, {"Iesire"}},
                                         {"keep-old", {"Iesire"}, {"Ieșire"}}}) {
    for (const bool turned : {false, true}) {
      fs::remove(folder_.path() / "c.tm");
      const std::string first = turned ? "new.tmx" : "old.tmx";
      const std::string second = turned ? "old.tmx" : "new.tmx";
      ASSERT_EQ(punte({"import", "--tm", "c.tm", first}).exit_code, 0);
      ASSERT_EQ(punte({"import", "--tm", "c.tm", second, "--on-conflict", row.policy}).exit_code,
                0);
      EXPECT_EQ(translations(), turned ? row.turned : row.left) << row.policy;
    }
  }
}

TEST_F(TmCare, AMatchTellsItsDateAndAuthor) {
  folder_.write("dated.tmx", tmx(unit("Exit now", "Ieșiți acum",
                                      "changedate=\"20250131T000000Z\" changeid=\"ana\"")));
  ASSERT_EQ(punte({"import", "--tm", "m.tm", "dated.tmx"}).exit_code, 0);
  folder_.write("page.html", "<html lang=\"en\"><p>Exit now</p></html>");
  EXPECT_THAT(punte({"lookup", "--tm", "m.tm", "page.html", "--to", "ro"}).out,
              HasSubstr("dated.tmx, 2025-01-31, ana"));
  const json answer =
      json::parse(punte({"lookup", "--tm", "m.tm", "page.html", "--to", "ro", "--jsonl"}).out);
  EXPECT_EQ(answer["matches"][0]["date"], "20250131T000000Z");
  EXPECT_EQ(answer["matches"][0]["author"], "ana");
  EXPECT_EQ(json::parse(tm({"info", "--json", "--changed-by", "an*"}).out)["units"], 1);
  EXPECT_EQ(json::parse(tm({"info", "--json", "--created-by", "an*"}).out)["units"], 0);
}

TEST_F(TmCare, NothingIsLeftBesideAMemory) {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"info"},
                                             {"list"},
                                             {"edit", "1", "ro", "Nou."},
                                             {"history"},
                                             {"check"},
                                             {"audit"},
                                             {"optimize"}}) {
    tm(arguments);
    for (const auto& entry : fs::directory_iterator(folder_.path())) {
      const std::string name = entry.path().filename().string();
      EXPECT_EQ(name.find("-wal"), std::string::npos) << arguments[0];
      EXPECT_EQ(name.find("-shm"), std::string::npos) << arguments[0];
    }
  }
}

}  // namespace
}  // namespace punte::cli
