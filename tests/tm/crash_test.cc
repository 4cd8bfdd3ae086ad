// Kills processes that write to a memory, and lets their writes fail: the memory opens, its index
// is whole, and it holds all or nothing of each change.
//
// PUNTE_CRASH_RUNS: how often each job meets each fault (default 12).

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"
#include "tests/tm/faulty_vfs.h"
#include "tm/check.h"
#include "tm/translation_memory.h"

namespace punte::tm {
namespace {

namespace fs = std::filesystem;

constexpr int kUnits = 700;  // more than may wait for the index
constexpr int kMore = 600;

std::string text_of(int number) {
  return "Sentence number " + std::to_string(number) + " of the old ferry.";
}

Unit unit_of(const std::string& text) {
  Unit unit;
  unit.source_language = "en";
  unit.variants.resize(2);
  unit.variants[0].language = "en";
  unit.variants[0].text.text = text;
  unit.variants[1].language = "ro";
  unit.variants[1].text.text = "Fraza: " + text;
  return unit;
}

int runs() {
  const char* wanted = std::getenv("PUNTE_CRASH_RUNS");
  return wanted == nullptr ? 12 : std::max(1, std::atoi(wanted));
}

bool import_more(TranslationMemory& memory) {
  auto writer = memory.begin({"import", "test"});
  if (!writer) return false;
  for (int i = kUnits; i < kUnits + kMore; ++i) {
    if (!writer->add(unit_of(text_of(i)), "more")) return false;
  }
  return writer->commit().has_value();
}

/// Three units get another text in one change, one is erased in a second.
bool edit(TranslationMemory& memory) {
  auto writer = memory.begin({"edit", "test"});
  if (!writer) return false;
  for (int id = 5; id <= 7; ++id) {
    Unit unit = unit_of("Edited.");
    unit.id = id;
    unit.variants[1].text.text += std::to_string(id);
    if (!writer->replace(unit)) return false;
  }
  return writer->commit().has_value();
}

bool optimize_file(TranslationMemory& memory) { return optimize(memory, {}).has_value(); }

class CrashTest : public testing::Test {
 protected:
  CrashTest() {
    install_faulty_vfs();
    set_fault(DiskFault::kNone, 0);
    auto memory = TranslationMemory::open(folder_ / "start.tm");
    EXPECT_TRUE(memory);
    auto writer = memory->begin();
    EXPECT_TRUE(writer);
    for (int i = 0; i < kUnits; ++i) EXPECT_TRUE(writer->add(unit_of(text_of(i)), "start"));
    EXPECT_TRUE(writer->commit());
  }
  ~CrashTest() override { set_fault(DiskFault::kNone, 0); }

  [[nodiscard]] fs::path file() const { return folder_ / "memory.tm"; }

  void start_anew() const {
    for (const char* ending : {"", "-wal", "-shm", "-journal"}) {
      fs::remove(file().string() + ending);
    }
    fs::copy_file(folder_ / "start.tm", file());
  }

  struct Job {
    const char* name;
    bool (*run)(TranslationMemory&);
  };
  static std::vector<Job> jobs() {
    return {{"import", import_more}, {"edit", edit}, {"optimize", optimize_file}};
  }

  /// Opens the memory as the next user would. `done`: the job said that it was.
  void expect_whole(bool done, const std::string& job) const {
    auto memory = TranslationMemory::open(file());
    ASSERT_TRUE(memory) << memory.error().text();
    const auto report = check(*memory, {});
    ASSERT_TRUE(report) << report.error().text();
    EXPECT_EQ(report->fault_count, 0);
    int units = 0;
    int edited = 0;
    ASSERT_TRUE(memory->for_each({}, [&](const Unit& unit) -> Result<void> {
      ++units;
      if (unit.variants[0].text.text == "Edited.") ++edited;
      return {};
    }));
    if (job == "import") {
      EXPECT_TRUE(units == kUnits + kMore || (!done && units == kUnits)) << units;
    } else {
      EXPECT_EQ(units, kUnits);
    }
    if (job == "edit") {
      EXPECT_TRUE(edited == 3 || (!done && edited == 0)) << edited;
    }
    Query query;
    query.source.text = text_of(3);
    query.source_language = "en";
    query.target_language = "ro";
    const auto matches = memory->lookup(query);
    ASSERT_TRUE(matches) << matches.error().text();
    ASSERT_FALSE(matches->empty());
    EXPECT_EQ(matches->front().text_score, 100);
  }

  /// How many operations the job takes, its opening and closing included.
  std::int64_t length_of(const Job& job) {
    start_anew();
    set_fault(DiskFault::kNone, 0);
    {
      auto memory = TranslationMemory::open(file());
      EXPECT_TRUE(memory);
      EXPECT_TRUE(job.run(*memory));
    }
    return operations();
  }

  const tests::TemporaryFolder folder_;
};

TEST_F(CrashTest, FailingWritesLeaveAllOrNothing) {
  std::mt19937 random(23);
  int failed = 0;
  for (const Job& job : jobs()) {
    const std::int64_t length = length_of(job);
    ASSERT_GT(length, 10);
    for (const DiskFault fault : {DiskFault::kError, DiskFault::kFullDisk}) {
      for (int run = 0; run < runs(); ++run) {
        const auto at = static_cast<std::int64_t>(random() % static_cast<unsigned>(length)) + 1;
        SCOPED_TRACE(std::string(job.name) + ", operation " + std::to_string(at) + " of " +
                     std::to_string(length) +
                     (fault == DiskFault::kError ? " fails" : ": the disk is full"));
        start_anew();
        set_fault(fault, at);
        bool done = false;
        if (auto memory = TranslationMemory::open(file())) done = job.run(*memory);
        set_fault(DiskFault::kNone, 0);
        if (!done) ++failed;
        expect_whole(done, job.name);
      }
    }
  }
  EXPECT_GT(failed, runs());
}

TEST_F(CrashTest, KilledWritersLeaveAllOrNothing) {
  std::mt19937 random(29);
  int killed = 0;
  for (const Job& job : jobs()) {
    const std::int64_t length = length_of(job);
    for (int run = 0; run < runs(); ++run) {
      const auto at = static_cast<std::int64_t>(random() % static_cast<unsigned>(length)) + 1;
      SCOPED_TRACE(std::string(job.name) + ", killed at operation " + std::to_string(at));
      start_anew();
      const pid_t child = ::fork();
      ASSERT_GE(child, 0);
      if (child == 0) {
        set_fault(DiskFault::kKill, at);
        bool done = false;
        if (auto memory = TranslationMemory::open(file())) done = job.run(*memory);
        ::_exit(done ? 0 : 1);
      }
      int status = 0;
      ASSERT_EQ(::waitpid(child, &status, 0), child);
      if (WIFSIGNALED(status)) ++killed;
      expect_whole(WIFEXITED(status) && WEXITSTATUS(status) == 0, job.name);
    }
  }
  EXPECT_GT(killed, runs());
}

/// Between the operations too: at any time.
TEST_F(CrashTest, WritersKilledAtAnyMomentLeaveAllOrNothing) {
  std::mt19937 random(31);
  for (const Job& job : jobs()) {
    for (int run = 0; run < runs(); ++run) {
      SCOPED_TRACE(std::string(job.name) + ", run " + std::to_string(run));
      start_anew();
      const pid_t child = ::fork();
      ASSERT_GE(child, 0);
      if (child == 0) {
        if (auto memory = TranslationMemory::open(file())) job.run(*memory);
        ::_exit(0);
      }
      ::usleep(static_cast<useconds_t>(random() % 60'000));
      ::kill(child, SIGKILL);
      int status = 0;
      ASSERT_EQ(::waitpid(child, &status, 0), child);
      expect_whole(false, job.name);
    }
  }
}

TEST_F(CrashTest, ALongImportBlocksNoReader) {
  start_anew();
  std::array<int, 2> from_child{};
  std::array<int, 2> to_child{};
  ASSERT_EQ(::pipe(from_child.data()), 0);
  ASSERT_EQ(::pipe(to_child.data()), 0);
  char byte = 'x';
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    auto memory = TranslationMemory::open(file());
    auto writer = memory->begin();
    for (int i = kUnits; i < kUnits + 6000; ++i) {
      if (!writer->add(unit_of(text_of(i)), "more")) ::_exit(1);
    }
    // In the middle of the transaction until the parent has looked.
    if (::write(from_child[1], &byte, 1) != 1 || ::read(to_child[0], &byte, 1) != 1) ::_exit(2);
    ::_exit(writer->commit() ? 0 : 3);
  }
  ASSERT_EQ(::read(from_child[0], &byte, 1), 1);
  Query query;
  query.source.text = text_of(kUnits + 10);
  query.source_language = "en";
  query.target_language = "ro";
  const auto best = [&](const TranslationMemory& memory) {
    const auto matches = memory.lookup(query);
    EXPECT_TRUE(matches) << matches.error().text();
    return !matches || matches->empty() ? 0 : matches->front().text_score;
  };
  OpenOptions options;
  options.read_only = true;
  options.busy_timeout_ms = 0;
  {
    const auto reader = TranslationMemory::open(file(), options);
    ASSERT_TRUE(reader) << reader.error().text();
    EXPECT_LT(best(*reader), 100);
    // Who wants to write is told at once, or how long it has waited.
    auto writable = TranslationMemory::open(file(), {.busy_timeout_ms = 0});
    ASSERT_TRUE(writable);
    const auto refused = writable->begin();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kBusy);
    ASSERT_EQ(::write(to_child[1], &byte, 1), 1);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    EXPECT_EQ(best(*reader), 100);
  }
  for (const int end : {from_child[0], from_child[1], to_child[0], to_child[1]}) ::close(end);
}

}  // namespace
}  // namespace punte::tm
