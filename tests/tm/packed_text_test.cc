#include "tm/store/packed_text.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <string>

#include "tests/support/temporary_folder.h"
#include "tm/salvage.h"
#include "tm/translation_memory.h"

namespace punte::tm {
namespace {

constexpr int kUnits = 9000;  // enough for a table to be learnt

class PackedText : public testing::Test {
 protected:
  void SetUp() override {
    auto memory = TranslationMemory::open(file());
    ASSERT_TRUE(memory) << memory.error().text();
    auto writer = memory->begin({"import", {}});
    ASSERT_TRUE(writer);
    for (int i = 0; i < kUnits; ++i) {
      ASSERT_TRUE(writer->add(unit(i), "news.tmx"));
    }
    ASSERT_TRUE(writer->commit());
  }
  static Unit unit(int i) {
    const std::string number = std::to_string(i);
    Unit out;
    out.source_language = "en";
    out.attributes = {{"tuid", "unit-" + number}, {"creationid", "somebody"}};
    out.variants.resize(2);
    out.variants[0].language = "en";
    out.variants[0].text.text = "The bridge number " + number + " was closed for the whole summer.";
    out.variants[1].language = "ro";
    out.variants[1].text.text = "Podul cu numărul " + number + " a fost închis toată vara.";
    return out;
  }
  void expect_all() {
    OpenOptions options;
    options.read_only = true;
    auto memory = TranslationMemory::open(file(), options);
    ASSERT_TRUE(memory) << memory.error().text();
    int i = 0;
    const auto read = memory->for_each({}, [&](const Unit& got) -> Result<void> {
      Unit wanted = unit(i++);
      wanted.id = got.id;
      wanted.record = got.record;
      EXPECT_EQ(got, wanted);
      return {};
    });
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(i, kUnits);
  }
  std::int64_t number(const std::string& sql) {
    SQLite::Database database(file().string(), SQLite::OPEN_READWRITE);
    return database.execAndGet(sql).getInt64();
  }
  void run(const std::string& sql) {
    SQLite::Database database(file().string(), SQLite::OPEN_READWRITE);
    database.exec(sql);
  }
  CheckReport checked() {
    auto memory = TranslationMemory::open(file());
    EXPECT_TRUE(memory);
    const auto report = check(*memory, {});
    EXPECT_TRUE(report);
    return *report;
  }
  [[nodiscard]] std::filesystem::path file() const { return folder_ / "m.tm"; }

 private:
  const tests::TemporaryFolder folder_;
};

TEST_F(PackedText, LaterTextsArePackedAndComeBack) {
  EXPECT_EQ(number("SELECT count(*) FROM symbols"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM symbols_copy"), 1);
  EXPECT_GT(number("SELECT count(*) FROM variant WHERE typeof(text) = 'blob'"), 1000);
  EXPECT_EQ(number("SELECT count(*) FROM variant WHERE unit < 8000 AND typeof(text) = 'blob'"), 0);
  expect_all();
  EXPECT_EQ(checked().fault_count, 0);
}

TEST_F(PackedText, OptimizingPacksAll) {
  {
    auto memory = TranslationMemory::open(file());
    ASSERT_TRUE(memory);
    const auto done = optimize(*memory, {});
    ASSERT_TRUE(done) << done.error().text();
    EXPECT_LT(done->bytes_after, done->bytes_before * 4 / 5);
  }
  EXPECT_EQ(number("SELECT count(*) FROM symbols"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM variant WHERE typeof(text) = 'text'"), 0);
  expect_all();
  EXPECT_EQ(checked().fault_count, 0);
}

TEST_F(PackedText, ADamagedTableIsReadFromItsCopy) {
  run("UPDATE symbols SET data = x'026565'");
  expect_all();
  run("DELETE FROM symbols");
  expect_all();
}

TEST_F(PackedText, WithoutTheTableTheTextsAreDamagedAndTheOthersSaved) {
  run("DELETE FROM symbols; DELETE FROM symbols_copy");
  const std::int64_t packed =
      number("SELECT count(DISTINCT unit) FROM variant WHERE typeof(text) = 'blob'");
  EXPECT_GE(checked().fault_count, packed);
  const auto repaired = salvage(file(), {});
  ASSERT_TRUE(repaired) << repaired.error().text();
  EXPECT_EQ(repaired->units_kept, kUnits - packed);
}

TEST_F(PackedText, ATableIsNeverWrittenOverOneThatTextsHangOn) {
  run("DELETE FROM symbols");
  {
    auto memory = TranslationMemory::open(file());
    ASSERT_TRUE(memory);
    const auto done = optimize(*memory, {});
    ASSERT_TRUE(done) << done.error().text();
  }
  expect_all();
  EXPECT_EQ(number("SELECT max(id) FROM symbols"), 2);
}

TEST_F(PackedText, ATableThatWasTakenBackIsNotReadWith) {
  const std::filesystem::path path = file().parent_path() / "two.tm";
  auto first = TranslationMemory::open(path);
  auto second = TranslationMemory::open(path);
  ASSERT_TRUE(first && second);
  const auto add = [](Writer& writer, int from, int to, const std::string& sentence) {
    for (int i = from; i < to; ++i) {
      Unit one = unit(i);
      one.variants[0].text.text = sentence + std::to_string(i);
      ASSERT_TRUE(writer.add(one, "news.tmx"));
    }
  };
  {
    auto writer = first->begin();
    ASSERT_TRUE(writer);
    add(*writer, 0, 8100, "The bridge over the river is number ");
    ASSERT_TRUE(writer->commit());
  }
  {
    auto writer = first->begin();
    ASSERT_TRUE(writer);
    add(*writer, 8100, 8500, "Nobody will see this, which is taken back, ");
    // Units that are there already are read with the table that was learnt.
    add(*writer, 8100, 8500, "Nobody will see this, which is taken back, ");
  }
  {
    auto writer = second->begin();
    ASSERT_TRUE(writer);
    add(*writer, 8100, 8500, "Every passenger with a ticket waits on platform ");
    ASSERT_TRUE(writer->commit());
  }
  int seen = 0;
  ASSERT_TRUE(first->for_each({}, [&](const Unit& got) -> Result<void> {
    const std::string number = std::to_string(seen);
    EXPECT_EQ(got.variants[0].text.text,
              (seen < 8100 ? "The bridge over the river is number "
                           : "Every passenger with a ticket waits on platform ") +
                  number);
    ++seen;
    return {};
  }));
  EXPECT_EQ(seen, 8500);
}

TEST_F(PackedText, TextsThatAreDamagedKeepTheirTable) {
  run("UPDATE variant SET text = x'01FFFFFF' WHERE id = (SELECT max(id) FROM variant)");
  {
    auto memory = TranslationMemory::open(file());
    ASSERT_TRUE(memory);
    ASSERT_TRUE(optimize(*memory, {}));
  }
  EXPECT_EQ(number("SELECT count(*) FROM symbols"), 2);
  EXPECT_EQ(number("SELECT hex(text) = '01FFFFFF' FROM variant ORDER BY id DESC LIMIT 1"), 1);
}

}  // namespace
}  // namespace punte::tm
