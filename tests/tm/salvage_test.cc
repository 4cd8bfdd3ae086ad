#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/temporary_folder.h"
#include "tm/salvage.h"
#include "tm/translation_memory.h"

namespace punte::tm {
namespace {

namespace fs = std::filesystem;

constexpr int kUnits = 600;

class SalvageTest : public testing::Test {
 protected:
  SalvageTest() {
    auto memory = TranslationMemory::open(file());
    auto writer = memory->begin({"import", {}});
    for (int i = 1; i <= kUnits; ++i) EXPECT_TRUE(writer->add(unit(i), "a.tmx").has_value());
    EXPECT_TRUE(writer->commit().has_value());
  }

  static Unit unit(int number) {
    Unit out;
    out.variants.resize(2);
    out.variants[0].language = "en";
    out.variants[0].text.text = "bridge number " + std::to_string(number) + std::string(60, 'b');
    out.variants[1].language = "ro";
    out.variants[1].text.text = "podul cu numărul " + std::to_string(number);
    out.variants[1].properties = {{"x-note", "seen", {}}};
    return out;
  }

  [[nodiscard]] fs::path file() const { return folder_ / "test.tm"; }
  [[nodiscard]] std::string bytes(const fs::path& path) const {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void write(const std::string& bytes) const {
    std::ofstream(file(), std::ios::binary | std::ios::trunc) << bytes;
  }
  void run(const std::string& sql) const {
    SQLite::Database database(file().string(), SQLite::OPEN_READWRITE);
    database.exec("PRAGMA foreign_keys = OFF");
    database.exec(sql);
  }
  [[nodiscard]] std::int64_t number(const std::string& sql) const {
    SQLite::Database database(file().string());
    return database.execAndGet(sql).getInt64();
  }
  /// Fills a page (from 1) with nonsense behind its kind, so that the kind still looks right.
  static void spoil(std::string& bytes, std::int64_t page, std::size_t page_size) {
    const std::size_t start = static_cast<std::size_t>(page - 1) * page_size;
    std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(start + 1),
              bytes.begin() + static_cast<std::ptrdiff_t>(start + page_size), '\xA5');
  }

  [[nodiscard]] SalvageReport mend() const {
    const auto report = salvage(file());
    if (!report) {
      ADD_FAILURE() << report.error().text();
      return {};
    }
    auto memory = TranslationMemory::open(file());
    EXPECT_TRUE(memory.has_value());
    const auto checked = check(*memory);
    EXPECT_TRUE(checked.has_value());
    EXPECT_EQ(checked->fault_count, 0);
    return *report;
  }

  [[nodiscard]] std::set<std::string> texts() const {
    std::set<std::string> out;
    auto memory = TranslationMemory::open(file());
    const auto walked = memory->for_each({}, [&](const Unit& one) -> Result<void> {
      for (const Variant& variant : one.variants) out.insert(variant.text.text);
      return {};
    });
    EXPECT_TRUE(walked.has_value());
    return out;
  }

  /// What asking for each text on its own can read: none of it may get lost.
  [[nodiscard]] std::set<std::string> readable_texts() const {
    std::set<std::string> out;
    SQLite::Database database(file().string());
    for (int id = 1; id <= kUnits; ++id) {
      for (int place = 0; place < 2; ++place) {
        try {
          SQLite::Statement row(database, "SELECT text FROM variant WHERE unit = ? AND place = ?");
          row.bind(1, id);
          row.bind(2, place);
          if (row.executeStep()) out.insert(row.getColumn(0).getString());
        } catch (const SQLite::Exception&) {
        }
      }
    }
    return out;
  }

  [[nodiscard]] std::vector<std::string> files() const {
    std::vector<std::string> out;
    for (const auto& entry : fs::directory_iterator(folder_.path())) {
      const std::string name = entry.path().filename().string();
      if (name.find("-shm") == std::string::npos && name.find("-wal") == std::string::npos) {
        out.push_back(name);
      }
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  const tests::TemporaryFolder folder_;
};

TEST_F(SalvageTest, ASoundMemoryIsLeftAsItIs) {
  const std::string before = bytes(file());
  const SalvageReport report = mend();
  EXPECT_EQ(report.units_kept, kUnits);
  EXPECT_EQ(report.units_in_part + report.units_lost, 0);
  EXPECT_TRUE(report.damaged_file.empty());
  EXPECT_EQ(bytes(file()), before);
}

TEST_F(SalvageTest, AFileCutShortGivesBackWhatItsPagesHold) {
  const std::string before = bytes(file());
  for (const std::size_t missing : {5000U, 8192U, 30000U}) {
    SCOPED_TRACE(missing);
    write(before.substr(0, before.size() - missing));
    OpenOptions reading;
    reading.read_only = true;
    const auto opened = TranslationMemory::open(file(), reading);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().remedy, base::Remedy::kRepairMemory);
    const SalvageReport report = mend();
    EXPECT_GT(report.units_kept, kUnits / 2);
    EXPECT_FALSE(report.damaged_file.empty());
    EXPECT_EQ(bytes(report.damaged_file), before.substr(0, before.size() - missing));
    fs::remove(report.damaged_file);
    EXPECT_EQ(files(), std::vector<std::string>{"test.tm"});
  }
}

TEST_F(SalvageTest, OfAHeadAloneNothingIsSaved) {
  const std::string before = bytes(file());
  write(before.substr(0, 1000));
  EXPECT_FALSE(salvage(file()));
  EXPECT_EQ(bytes(file()), before.substr(0, 1000));
  EXPECT_EQ(files(), std::vector<std::string>{"test.tm"});
}

TEST_F(SalvageTest, ATextOutlivesItsDetails) {
  run("UPDATE variant SET detail = x'FFFFFF' WHERE unit = 5 AND place = 1");
  run("UPDATE unit SET detail = x'FFFFFF' WHERE id = 6");
  const SalvageReport report = mend();
  EXPECT_EQ(report.units_kept, kUnits - 2);
  EXPECT_EQ(report.units_in_part, 2);
  EXPECT_EQ(report.units_lost, 0);
  EXPECT_EQ(texts().size(), 2U * kUnits);
}

TEST_F(SalvageTest, WhatStandsAloneGetsBackWhatItBelongsTo) {
  run("DELETE FROM unit WHERE id = 7");
  run("UPDATE unit SET hash = 1, origin = 99 WHERE id = 8");
  run("UPDATE variant SET language = 99 WHERE unit = 9 AND place = 1");
  const SalvageReport report = mend();
  EXPECT_EQ(report.units_lost, 0);
  EXPECT_TRUE(report.damaged_file.empty());
  EXPECT_EQ(texts().size(), 2U * kUnits);
  auto memory = TranslationMemory::open(file());
  EXPECT_EQ(memory->unit(9).value()->variants.at(1).language, "und");
}

TEST_F(SalvageTest, DamagedIndicesCostNoUnit) {
  const std::int64_t page = number("SELECT rootpage FROM sqlite_master WHERE name = 'unit_hash'");
  const auto size = static_cast<std::size_t>(number("PRAGMA page_size"));
  std::string damaged = bytes(file());
  spoil(damaged, page, size);
  write(damaged);
  const SalvageReport report = mend();
  EXPECT_EQ(report.units_kept, kUnits);
  EXPECT_EQ(report.units_in_part + report.units_lost, 0);
  EXPECT_EQ(report.damaged_file, fs::path(file().string() + ".damaged"));
  EXPECT_EQ(bytes(report.damaged_file), damaged);
}

TEST_F(SalvageTest, WhateverPageIsDamagedWhatCanBeReadIsKept) {
  const auto size = static_cast<std::size_t>(number("PRAGMA page_size"));
  const std::string whole = bytes(file());
  const auto pages = static_cast<std::int64_t>(whole.size() / size);
  ASSERT_GT(pages, 20);
  std::set<std::string> all;
  for (int i = 1; i <= kUnits; ++i) {
    for (const Variant& variant : unit(i).variants) all.insert(variant.text.text);
  }
  std::mt19937 random(23);
  int repaired = 0;
  for (int round = 0; round < 16; ++round) {
    for (const std::string& name : files()) fs::remove(folder_ / name);
    std::string damaged = whole;
    for (unsigned i = 0; i <= random() % 3; ++i) {
      // Page 1 has the list of tables; without it there is no memory to speak of.
      spoil(damaged, 2 + static_cast<std::int64_t>(random() % static_cast<unsigned>(pages - 1)),
            size);
    }
    write(damaged);
    const std::set<std::string> wanted = readable_texts();
    const auto report = salvage(file());
    if (!report) {
      EXPECT_EQ(bytes(file()), damaged) << "a repair that fails must change nothing";
      continue;
    }
    ++repaired;
    auto memory = TranslationMemory::open(file());
    ASSERT_TRUE(memory.has_value());
    EXPECT_EQ(check(*memory)->fault_count, 0);
    const std::set<std::string> found = texts();
    EXPECT_TRUE(std::includes(found.begin(), found.end(), wanted.begin(), wanted.end()))
        << "round " << round << ": " << wanted.size() << " could be read, kept " << found.size();
    EXPECT_TRUE(std::includes(all.begin(), all.end(), found.begin(), found.end()))
        << "round " << round << ": a text that never was";
    if (!report->damaged_file.empty()) {
      EXPECT_EQ(bytes(report->damaged_file), damaged);
    }
  }
  EXPECT_GT(repaired, 8);
}

TEST_F(SalvageTest, AStopLeavesEverythingAsItWas) {
  // The second table page of the texts.
  const std::int64_t page = number("SELECT rootpage FROM sqlite_master WHERE name = 'variant'");
  const auto size = static_cast<std::size_t>(number("PRAGMA page_size"));
  std::string damaged = bytes(file());
  spoil(damaged, page, size);
  write(damaged);
  CheckOptions options;
  options.go_on = base::Continue([](base::Stage, std::uint64_t, std::uint64_t) { return false; });
  const auto report = salvage(file(), options);
  ASSERT_FALSE(report.has_value());
  EXPECT_EQ(report.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(bytes(file()), damaged);
  EXPECT_EQ(files(), std::vector<std::string>{"test.tm"});
}

TEST_F(SalvageTest, EarlierDamagedFilesAreKept) {
  const std::int64_t page = number("SELECT rootpage FROM sqlite_master WHERE name = 'unit_hash'");
  const auto size = static_cast<std::size_t>(number("PRAGMA page_size"));
  for (int i = 0; i < 2; ++i) {
    std::string damaged = bytes(file());
    spoil(damaged, page, size);
    write(damaged);
    static_cast<void>(mend());
  }
  EXPECT_EQ(files(), (std::vector<std::string>{"test.tm", "test.tm.damaged", "test.tm.damaged2"}));
}

}  // namespace
}  // namespace punte::tm
