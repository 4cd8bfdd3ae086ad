#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/temporary_folder.h"
#include "tm/check.h"
#include "tm/maintenance.h"
#include "tm/salvage.h"
#include "tm/translation_memory.h"

namespace punte::tm {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMonday = 1'700'000'000;
constexpr std::int64_t kTuesday = kMonday + 86'400;
constexpr std::int64_t kFriday = kMonday + 4 * 86'400;

class UnitRecordTest : public testing::Test {
 protected:
  [[nodiscard]] fs::path file() const { return folder_ / "test.tm"; }
  [[nodiscard]] TranslationMemory open() const {
    return std::move(TranslationMemory::open(file()).value());
  }
  static Unit unit(const std::string& en, const std::string& ro) {
    Unit out;
    out.variants.resize(2);
    out.variants[0].language = "en";
    out.variants[0].text.text = en;
    out.variants[1].language = "ro";
    out.variants[1].text.text = ro;
    return out;
  }
  static Unit unit(const std::string& en, const std::string& ro, const std::string& type,
                   const std::string& value) {
    Unit out = unit(en, ro);
    out.properties = {{type, value, {}}};
    return out;
  }
  static AddOutcome add(Memory& memory, const Unit& one, std::int64_t time = kMonday) {
    auto writer = memory.begin({"import", {}, time});
    const AddOutcome outcome = writer->add(one, "a.tmx").value();
    EXPECT_TRUE(writer->commit());
    return outcome;
  }
  static UnitRecord record(const Memory& memory, std::int64_t id) {
    return memory.unit(id).value().value().record;
  }
  static void reword(Memory& memory, const std::string& text, std::int64_t time) {
    Unit one = memory.unit(1).value().value();
    one.variants[1].text.text = text;
    auto writer = memory.begin({"edit", {}, time});
    EXPECT_TRUE(writer->replace(one).value());
    EXPECT_TRUE(writer->commit());
  }

  const tests::TemporaryFolder folder_;
};

void expect(const UnitRecord& record, std::int64_t added, std::int64_t changed,
            std::int64_t version) {
  EXPECT_EQ(record.added, added);
  EXPECT_EQ(record.changed, changed);
  EXPECT_EQ(record.version, version);
}

TEST_F(UnitRecordTest, TellsWhenAUnitWasAddedAndLastChanged) {
  TranslationMemory memory = open();
  add(memory, unit("one", "unu"));
  expect(record(memory, 1), kMonday, 0, 1);
  reword(memory, "una", kTuesday);
  expect(record(memory, 1), kMonday, kTuesday, 2);
  Unit more = unit("one", "una");
  more.notes = {{"seen", {}}};
  EXPECT_EQ(add(memory, more, kFriday), AddOutcome::kMerged);
  expect(record(memory, 1), kMonday, kFriday, 3);
  EXPECT_EQ(add(memory, more, kFriday + 1), AddOutcome::kUnchanged);
  expect(record(memory, 1), kMonday, kFriday, 3);
}

TEST_F(UnitRecordTest, OfAChangeWithoutATimeIsNow) {
  TranslationMemory memory = open();
  const auto now = [] {
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
  };
  const std::int64_t before = now();
  add(memory, unit("one", "unu"), 0);
  EXPECT_GE(record(memory, 1).added, before);
  EXPECT_LE(record(memory, 1).added, now());
}

TEST_F(UnitRecordTest, WhatAUnitBringsAlongIsNotTaken) {
  TranslationMemory memory = open();
  Unit one = unit("one", "unu");
  one.record = {7, 8, 9};
  add(memory, one);
  expect(record(memory, 1), kMonday, 0, 1);
  one.id = 1;
  auto writer = memory.begin();
  EXPECT_FALSE(writer->replace(one).value()) << "nothing of the unit itself is another";
}

TEST_F(UnitRecordTest, UndoBringsTimesBackButNoVersion) {
  TranslationMemory memory = open();
  add(memory, unit("one", "unu"));
  reword(memory, "una", kTuesday);
  reword(memory, "unul", kFriday);
  ASSERT_TRUE(memory.undo(0));
  expect(record(memory, 1), kMonday, kTuesday, 4);
  {
    auto writer = memory.begin({"delete", {}, kFriday});
    EXPECT_TRUE(writer->erase(1).value());
    EXPECT_TRUE(writer->commit());
  }
  ASSERT_TRUE(memory.undo(0));
  expect(record(memory, 1), kMonday, kTuesday, 5);
}

TEST_F(UnitRecordTest, EqualTextsOfOtherPlacesAndFormsStayApart) {
  // A key, a context, and forms of messages: files are written from them.
  for (const char* type : {"x-key", "key", "x-context", "x-po-context", "x-xliff-resname",
                           "x-po-form", "x-po-other", "x-po-domain", "x-form", "x-product"}) {
    SCOPED_TRACE(type);
    auto memory = TranslationMemory::open_in_memory();
    ASSERT_TRUE(memory);
    EXPECT_EQ(add(*memory, unit("photo", "foto")), AddOutcome::kAdded);
    EXPECT_EQ(add(*memory, unit("photo", "foto", type, "1/3")), AddOutcome::kAdded);
    EXPECT_EQ(add(*memory, unit("photo", "foto", type, "2/3")), AddOutcome::kAdded);
    EXPECT_EQ(add(*memory, unit("photo", "foto", type, "1/3")), AddOutcome::kUnchanged);
    EXPECT_EQ(check(*memory)->fault_count, 0);
  }
  auto memory = TranslationMemory::open_in_memory();
  add(*memory, unit("photo", "foto", "x-project", "a"));
  EXPECT_EQ(add(*memory, unit("photo", "foto", "x-project", "b")), AddOutcome::kMerged)
      << "where a unit came from is no part of what it is";
}

TEST_F(UnitRecordTest, DedupeJoinsContextsAndLeavesForms) {
  TranslationMemory memory = open();
  add(memory, unit("photo", "foto", "x-po-form", "1/3"));
  add(memory, unit("photo", "foto", "x-po-form", "2/3"));
  add(memory, unit("menu", "meniu", "x-context", "a"));
  add(memory, unit("menu", "meniu", "x-context", "b"));
  EXPECT_EQ(dedupe(memory, {})->removed, 1);
  EXPECT_EQ(memory.info()->units, 3);
}

TEST_F(UnitRecordTest, OfOlderFilesIsWhatTheirHistoryTells) {
  fs::copy_file(fs::path(PUNTE_TEST_DATA) / "memory-v8.tm", file());
  OpenOptions reading;
  reading.read_only = true;
  for (const OpenOptions& options : {reading, OpenOptions()}) {
    const auto memory = TranslationMemory::open(file(), options);
    ASSERT_TRUE(memory) << memory.error().text();
    // Imported, then edited; imported, removed and brought back; imported by a second import.
    expect(record(*memory, 1), 1'795'799'663, 1'795'799'664, 2);
    expect(record(*memory, 2), 1'795'799'663, 0, 3);
    expect(record(*memory, 3), 1'795'799'664, 0, 1);
  }
}

TEST_F(UnitRecordTest, OfFilesBeforeTheHistoryIsEmpty) {
  fs::copy_file(fs::path(PUNTE_TEST_DATA) / "memory-v3.tm", file());
  TranslationMemory memory = open();
  expect(record(memory, 1), 0, 0, 1);
  reword(memory, "altfel", kTuesday);
  expect(record(memory, 1), 0, kTuesday, 2);
}

TEST_F(UnitRecordTest, UnitsOfOlderFilesMeetTheirFormsOnly) {
  fs::copy_file(fs::path(PUNTE_TEST_DATA) / "memory-v8.tm", file());
  TranslationMemory memory = open();
  Unit photo = memory.unit(3).value().value();
  EXPECT_EQ(add(memory, photo), AddOutcome::kUnchanged);
  photo.properties[0].value = "1/3";
  EXPECT_EQ(add(memory, photo), AddOutcome::kAdded);
  EXPECT_EQ(check(memory)->fault_count, 0);
}

TEST_F(UnitRecordTest, AChangeOfAnOlderFileCanBeTakenBack) {
  fs::copy_file(fs::path(PUNTE_TEST_DATA) / "memory-v8.tm", file());
  TranslationMemory memory = open();
  ASSERT_TRUE(memory.undo(3));
  EXPECT_EQ(memory.unit(1)->value().variants[1].text.text, "Podul vechi e închis.");
  expect(record(memory, 1), 1'795'799'663, 0, 3);
}

TEST_F(UnitRecordTest, IsSavedFromADamagedFile) {
  {
    TranslationMemory memory = open();
    auto writer = memory.begin({"import", {}, kMonday});
    for (int i = 0; i < 600; ++i) {
      ASSERT_TRUE(writer->add(unit("number " + std::to_string(i) + std::string(80, 'x'), "număr"),
                              "a.tmx"));
    }
    ASSERT_TRUE(writer->commit());
  }
  std::int64_t page = 0;
  std::int64_t page_size = 0;
  {
    SQLite::Database database(file().string());
    page_size = database.execAndGet("PRAGMA page_size").getInt64();
    page = database
               .execAndGet(
                   "SELECT pageno FROM dbstat WHERE name = 'variant' AND pagetype = "
                   "'leaf' ORDER BY pageno DESC LIMIT 1")
               .getInt64();
  }
  {
    std::fstream out(file(), std::ios::binary | std::ios::in | std::ios::out);
    out.seekp((page - 1) * page_size + 1);
    out << std::string(static_cast<std::size_t>(page_size) - 1, '\xA5');
  }
  const auto report = salvage(file());
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_GT(report->units_kept, 500);
  EXPECT_LT(report->units_kept, 600);
  EXPECT_TRUE(report->history_lost);
  TranslationMemory memory = open();
  expect(record(memory, 1), kMonday, 0, 1);
}

}  // namespace
}  // namespace punte::tm
