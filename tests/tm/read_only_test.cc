#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"
#include "tm/check.h"
#include "tm/translation_memory.h"

namespace punte::tm {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void run(const fs::path& path, const char* sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(database);
}

Query query_of(const std::string& text) {
  Query query;
  query.source.text = text;
  query.source_language = "en";
  query.target_language = "ro";
  return query;
}

Result<TranslationMemory> open_to_read(const fs::path& path) {
  OpenOptions options;
  options.read_only = true;
  return TranslationMemory::open(path, options);
}

/// The best translation, or what went wrong.
std::string translated(const fs::path& path, const std::string& text) {
  const auto memory = open_to_read(path);
  if (!memory) return memory.error().text();
  const auto matches = memory->lookup(query_of(text));
  if (!matches) return matches.error().text();
  return matches->empty() ? "nothing" : matches->front().target.text;
}

class ReadOnlyTest : public testing::Test {
 protected:
  void SetUp() override { fs::create_directory(folder()); }
  void TearDown() override { ::chmod(folder().c_str(), 0755); }

  [[nodiscard]] fs::path folder() const { return scratch_ / "memories"; }
  [[nodiscard]] fs::path file() const { return folder() / "test.tm"; }
  void take(int version) const {
    fs::remove(file());
    fs::copy_file(fs::path(PUNTE_TEST_DATA) / ("memory-v" + std::to_string(version) + ".tm"),
                  file());
  }
  [[nodiscard]] std::set<std::string> names() const {
    std::set<std::string> out;
    for (const auto& entry : fs::directory_iterator(folder())) {
      out.insert(entry.path().filename().string());
    }
    return out;
  }

  /// A memory of this format with one unit.
  void make() const {
    auto memory = TranslationMemory::open(file());
    ASSERT_TRUE(memory);
    add(*memory, "The bridge is open.", "Podul este deschis.");
  }
  static void add(TranslationMemory& memory, const std::string& en, const std::string& ro) {
    Unit unit;
    unit.variants.resize(2);
    unit.variants[0].language = "en";
    unit.variants[0].text.text = en;
    unit.variants[1].language = "ro";
    unit.variants[1].text.text = ro;
    auto writer = memory.begin();
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->add(unit, "test"));
    ASSERT_TRUE(writer->commit());
  }
  /// A memory of which a part is still in the journal, as a program leaves it that was killed.
  void make_with_journal() const {
    const fs::path other = scratch_.path() / "other.tm";
    auto memory = TranslationMemory::open(other);
    ASSERT_TRUE(memory);
    add(*memory, "The bridge is open.", "Podul este deschis.");
    fs::copy_file(other, file());
    fs::copy_file(other.string() + "-wal", file().string() + "-wal");
    ASSERT_GT(fs::file_size(file().string() + "-wal"), 0U);
  }

  /// What translated() says to a user who may write neither the files nor their folder.
  [[nodiscard]] std::string translated_where_sealed(const std::string& text) const {
    ::chmod(scratch_.path().c_str(), 0755);
    for (const auto& entry : fs::directory_iterator(folder())) ::chmod(entry.path().c_str(), 0444);
    ::chmod(folder().c_str(), 0555);
    int ends[2] = {};
    EXPECT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      constexpr uid_t kNobody = 65534;
      if (::geteuid() == 0 && ::seteuid(kNobody) != 0) ::_exit(1);
      const std::string out = translated(file(), text);
      ::_exit(::write(ends[1], out.data(), out.size()) < 0 ? 1 : 0);
    }
    ::close(ends[1]);
    std::string out(1000, '\0');
    const ssize_t count = ::read(ends[0], out.data(), out.size());
    ::close(ends[0]);
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
    out.resize(static_cast<std::size_t>(std::max<ssize_t>(0, count)));
    ::chmod(folder().c_str(), 0755);
    return out;
  }

 private:
  const tests::TemporaryFolder scratch_;
};

TEST_F(ReadOnlyTest, AFileOfEachOlderFormatIsReadAsItIs) {
  for (const int version : {1, 2, 3, 4, 5, 6, 7, 8}) {
    for (const bool with_journal : {false, true}) {
      SCOPED_TRACE(std::to_string(version) + (with_journal ? " as it is used" : " as it is kept"));
      take(version);
      // The files are kept without a write-ahead log, which every memory in use has.
      if (with_journal) run(file(), "PRAGMA journal_mode = WAL");
      const std::string before = bytes_of(file());
      {
        const auto memory = open_to_read(file());
        ASSERT_TRUE(memory) << memory.error().text();
        const bool first = version == 1;
        const auto matches =
            memory->lookup(query_of(first ? "About us" : "The new bridge is closed."));
        ASSERT_TRUE(matches) << matches.error().text();
        ASSERT_EQ(matches->size(), 1U);
        EXPECT_EQ(matches->front().target.text, first ? "Despre noi" : "Podul vechi este închis.");
        EXPECT_TRUE(memory->concordance("bridge", {}, [](const ConcordanceHit&) { return true; }));
        EXPECT_TRUE(memory->lexicons());
        EXPECT_EQ(memory->info()->schema_version, version);
        EXPECT_EQ(memory->info()->file_bytes, static_cast<std::int64_t>(before.size()));
        EXPECT_EQ(check(*memory)->fault_count, 0);
      }
      EXPECT_TRUE(bytes_of(file()) == before);
      EXPECT_EQ(names(), std::set<std::string>{"test.tm"});
    }
  }
}

TEST_F(ReadOnlyTest, ReadingLeavesNothingBeside) {
  make();
  const std::string before = bytes_of(file());
  EXPECT_EQ(translated(file(), "The bridge is open."), "Podul este deschis.");
  EXPECT_TRUE(bytes_of(file()) == before);
  EXPECT_EQ(names(), std::set<std::string>{"test.tm"});
}

TEST_F(ReadOnlyTest, WhatIsInTheJournalIsReadAndLeftThere) {
  make_with_journal();
  const fs::path journal = file().string() + "-wal";
  const std::string before = bytes_of(file());
  const std::string journal_before = bytes_of(journal);
  EXPECT_EQ(translated(file(), "The bridge is open."), "Podul este deschis.");
  EXPECT_TRUE(bytes_of(file()) == before);
  EXPECT_TRUE(bytes_of(journal) == journal_before);
  // Whoever writes next takes it in.
  auto memory = TranslationMemory::open(file());
  ASSERT_TRUE(memory);
  EXPECT_EQ(memory->info()->units, 1);
}

TEST_F(ReadOnlyTest, WhatAnotherProgramWritesMeanwhileIsSeenAndLeftToIt) {
  make();
  auto writing = TranslationMemory::open(file());
  ASSERT_TRUE(writing);
  {
    const auto reading = open_to_read(file());
    ASSERT_TRUE(reading);
    add(*writing, "The bridge is closed.", "Podul este închis.");
    EXPECT_EQ(reading->lookup(query_of("The bridge is closed."))->front().score, 100);
  }
  add(*writing, "The bridge is new.", "Podul este nou.");
  EXPECT_EQ(translated(file(), "The bridge is new."), "Podul este nou.");
}

TEST_F(ReadOnlyTest, NothingCanBeWritten) {
  for (const bool old : {false, true}) {
    SCOPED_TRACE(old);
    if (old) {
      take(7);
    } else {
      make();
    }
    const std::string before = bytes_of(file());
    {
      auto memory = open_to_read(file());
      ASSERT_TRUE(memory);
      EXPECT_EQ(memory->begin().error().code, ErrorCode::kIo);
      EXPECT_FALSE(memory->keep_site("example.org", "bytes"));
      EXPECT_FALSE(memory->undo(0));
    }
    EXPECT_TRUE(bytes_of(file()) == before);
    fs::remove(file());
  }
}

TEST_F(ReadOnlyTest, AMemoryWhereNothingCanBeWrittenIsRead) {
  make();
  EXPECT_EQ(translated_where_sealed("The bridge is open."), "Podul este deschis.");
  take(7);
  EXPECT_EQ(translated_where_sealed("The new bridge is closed."), "Podul vechi este închis.");
  run(file(), "PRAGMA journal_mode = WAL");
  EXPECT_EQ(translated_where_sealed("The new bridge is closed."), "Podul vechi este închis.");
  fs::remove(file());
  make_with_journal();
  EXPECT_EQ(translated_where_sealed("The bridge is open."), "Podul este deschis.");
}

TEST_F(ReadOnlyTest, ALargeFileOfAnOlderFormatWantsToBeUpdated) {
  take(7);
  // As many free pages as make 256 MiB, told in the header.
  constexpr std::uint32_t kPages = 65536;
  fs::resize_file(file(), std::uintmax_t{kPages} * 4096);
  {
    std::fstream header(file(), std::ios::binary | std::ios::in | std::ios::out);
    header.seekp(28);
    header.write("\0\1\0\0", 4);
  }
  const auto memory = open_to_read(file());
  ASSERT_FALSE(memory);
  EXPECT_EQ(memory.error().code, ErrorCode::kUnsupported) << memory.error().text();
  EXPECT_EQ(memory.error().remedy, base::Remedy::kUpdateMemory);
  EXPECT_EQ(memory.error().arguments, (std::vector<std::string>{"7", "9"}));
  EXPECT_EQ(names(), std::set<std::string>{"test.tm"});
}

}  // namespace
}  // namespace punte::tm
