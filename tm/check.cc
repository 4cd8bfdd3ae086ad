#include "tm/check.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "tm/columns.h"
#include "tm/detail.h"
#include "tm/memory_state.h"
#include "tm/unit_content.h"

namespace punte::tm {
namespace {

namespace fs = std::filesystem;
using internal::guarded;
using internal::text_of;
using language::fail;

constexpr std::int64_t kUnitsBetweenQuestions = 256;

bool is_damage(const SQLite::Exception& error) {
  const int code = error.getErrorCode() & 0xFF;
  return code == 11 || code == 26;  // SQLITE_CORRUPT, SQLITE_NOTADB
}

class Checker {
 public:
  Checker(TranslationMemory::State& memory, const CheckOptions& options)
      : memory_(memory), options_(options) {}

  Result<CheckReport> run() {
    // Each part on its own: damage in one must not hide what the others find.
    for (auto part : {&Checker::pages, &Checker::references, &Checker::units, &Checker::index,
                      &Checker::history}) {
      try {
        if (auto done = (this->*part)(); !done) return tl::unexpected(done.error());
      } catch (const SQLite::Exception& error) {
        if (!is_damage(error)) throw;
        add("file", 0, error.what());
      }
    }
    return std::move(report_);
  }

 private:
  void add(std::string code, std::int64_t unit, std::string detail) {
    if (report_.faults.size() < options_.max_faults) {
      report_.faults.push_back({std::move(code), unit, std::move(detail)});
    }
    ++report_.fault_count;
  }

  Result<void> pages() {
    SQLite::Statement rows(*memory_.database, "PRAGMA integrity_check");
    while (rows.executeStep()) {
      const std::string text = text_of(rows.getColumn(0));
      if (text != "ok") add("file", 0, text);
    }
    return {};
  }

  Result<void> references() {
    SQLite::Statement rows(*memory_.database, "PRAGMA foreign_key_check");
    while (rows.executeStep()) {
      add("reference", 0, text_of(rows.getColumn(0)) + " " + text_of(rows.getColumn(1)));
    }
    return {};
  }

  Result<void> units() {
    SQLite::Statement rows(*memory_.database, "SELECT id, hash FROM unit ORDER BY id");
    while (rows.executeStep()) {
      const std::int64_t id = rows.getColumn(0).getInt64();
      if (++report_.units % kUnitsBetweenQuestions == 0 && options_.go_on &&
          !options_.go_on(report_.units)) {
        return fail(ErrorCode::kCancelled, PUNTE_MSG("stopped; the memory is as it was"));
      }
      const auto found = memory_.store->find(id);
      if (!found) {
        add("detail", id, {});
      } else if (*found && internal::hash_of((*found)->unit) != rows.getColumn(1).getInt64()) {
        add("hash", id, {});
      }
    }
    return {};
  }

  Result<void> index() {
    for (const std::string& text : memory_.index->check()) add("index", 0, text);
    return {};
  }

  Result<void> history() {
    report_.changes = memory_.database->execAndGet("SELECT count(*) FROM change").getInt64();
    SQLite::Statement rows(*memory_.database,
                           "SELECT change, content FROM old_unit WHERE content IS NOT NULL");
    while (rows.executeStep()) {
      Unit unit;
      std::string origin;
      if (!internal::decode_whole_unit(internal::blob_of(rows.getColumn(1)), unit, origin)) {
        add("history", rows.getColumn(0).getInt64(), {});
      }
    }
    return {};
  }

  TranslationMemory::State& memory_;
  const CheckOptions& options_;
  CheckReport report_;
};

/// Mends what lies above whole pages.
Result<RepairReport> repair_rows(TranslationMemory::State& memory) {
  RepairReport report;
  SQLite::Database& database = *memory.database;
  database.exec("PRAGMA foreign_keys = OFF");
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  memory.store->forget_names();
  database.exec("REINDEX");
  database.exec("INSERT OR IGNORE INTO origin(name) VALUES ('')");
  database.exec(
      "UPDATE unit SET origin = (SELECT id FROM origin WHERE name = '') "
      "WHERE origin NOT IN (SELECT id FROM origin)");
  database.exec("DELETE FROM variant WHERE unit NOT IN (SELECT id FROM unit)");
  database.exec("INSERT OR IGNORE INTO language(tag) VALUES ('und')");
  database.exec(
      "UPDATE variant SET language = (SELECT id FROM language WHERE tag = 'und') "
      "WHERE language NOT IN (SELECT id FROM language)");
  database.exec("DELETE FROM old_unit WHERE change NOT IN (SELECT id FROM change)");
  {
    SQLite::Statement rows(database, "SELECT id, hash FROM unit ORDER BY id");
    SQLite::Statement write(database, "UPDATE unit SET hash = ? WHERE id = ?");
    while (rows.executeStep()) {
      const std::int64_t id = rows.getColumn(0).getInt64();
      const auto found = memory.store->find(id);
      if (!found) {
        memory.store->erase(id);
        ++report.units_lost;
        continue;
      }
      ++report.units_kept;
      if (!*found) continue;
      const std::int64_t hash = internal::hash_of((*found)->unit);
      if (hash == rows.getColumn(1).getInt64()) continue;
      const internal::ResetGuard guard(write);
      write.bind(1, hash);
      write.bind(2, id);
      write.exec();
    }
    // A change with a picture that cannot be read cannot be undone: better forgotten with all
    // before it than undone in part.
    SQLite::Statement old(database,
                          "SELECT change, content FROM old_unit WHERE content IS NOT NULL");
    std::int64_t last_bad = 0;
    while (old.executeStep()) {
      Unit unit;
      std::string origin;
      if (!internal::decode_whole_unit(internal::blob_of(old.getColumn(1)), unit, origin)) {
        last_bad = std::max(last_bad, old.getColumn(0).getInt64());
      }
    }
    old.reset();
    if (last_bad > 0) {
      for (const char* sql :
           {"DELETE FROM old_unit WHERE change <= ?", "DELETE FROM change WHERE id <= ?"}) {
        SQLite::Statement forget(database, sql);
        forget.bind(1, last_bad);
        forget.exec();
      }
    }
  }
  memory.index->rebuild();
  transaction.commit();
  return report;
}

fs::path with_suffix(const fs::path& path, const char* suffix) {
  fs::path out = path;
  out += suffix;
  return out;
}

/// Copies what can be read of a file with damaged pages.
Result<RepairReport> salvage(TranslationMemory memory, const fs::path& path,
                             const CheckOptions& options) {
  RepairReport report;
  const fs::path copy_path = with_suffix(path, ".repaired");
  std::error_code ignored;
  fs::remove(copy_path, ignored);
  {
    auto copy = TranslationMemory::open(copy_path);
    if (!copy) return tl::unexpected(copy.error());
    auto writer = copy->begin({"check --repair", {}});
    if (!writer) return tl::unexpected(writer.error());
    TranslationMemory::State& state = memory.state();
    std::int64_t last = 0;
    for (const char* sql : {"SELECT max(id) FROM unit", "SELECT max(unit) FROM variant"}) {
      try {
        last = std::max(last, state.database->execAndGet(sql).getInt64());
      } catch (const SQLite::Exception& error) {
        if (!is_damage(error)) throw;
      }
    }
    for (std::int64_t id = 1; id <= last; ++id) {
      if (id % kUnitsBetweenQuestions == 0 && options.go_on && !options.go_on(id)) {
        return fail(ErrorCode::kCancelled, PUNTE_MSG("stopped; the memory is as it was"));
      }
      try {
        const auto found = state.store->find(id);
        if (found && !*found) continue;
        if (found && !(*found)->unit.variants.empty()) {
          if (auto added = writer->add((*found)->unit, (*found)->origin); !added) {
            return tl::unexpected(added.error());
          }
          ++report.units_kept;
          continue;
        }
      } catch (const SQLite::Exception& error) {
        if (!is_damage(error)) throw;
      }
      ++report.units_lost;
    }
    if (auto committed = writer->commit(); !committed) return tl::unexpected(committed.error());
  }
  { const TranslationMemory closed = std::move(memory); }
  report.damaged_file = with_suffix(path, ".damaged");
  for (const char* suffix : {"-wal", "-shm"}) {
    fs::rename(with_suffix(path, suffix), with_suffix(report.damaged_file, suffix), ignored);
  }
  std::error_code error;
  fs::rename(path, report.damaged_file, error);
  if (!error) fs::rename(copy_path, path, error);
  if (error) {
    return fail(ErrorCode::kIo, PUNTE_MSG("the repaired memory {1} cannot take its place ({2})"),
                {copy_path.string(), error.message()}, path.string());
  }
  return report;
}

}  // namespace

Result<CheckReport> check(TranslationMemory& memory, const CheckOptions& options) {
  TranslationMemory::State& state = memory.state();
  return guarded(state.path, [&] { return Checker(state, options).run(); });
}

Result<RepairReport> repair(const fs::path& path, const CheckOptions& options) {
  OpenOptions open_options;
  open_options.create = false;
  auto memory = TranslationMemory::open(path, open_options);
  if (!memory) return tl::unexpected(memory.error());
  return guarded(path.string(), [&]() -> Result<RepairReport> {
    try {
      auto mended = repair_rows(memory->state());
      if (!mended) return mended;
      const auto again = check(*memory, options);
      if (!again) return tl::unexpected(again.error());
      if (again->fault_count == 0) return mended;
    } catch (const SQLite::Exception& error) {
      if (!is_damage(error)) throw;
    }
    return salvage(std::move(*memory), path, options);
  });
}

Result<OptimizeReport> optimize(TranslationMemory& memory, const OptimizeOptions& options) {
  TranslationMemory::State& state = memory.state();
  return guarded(state.path, [&]() -> Result<OptimizeReport> {
    SQLite::Database& database = *state.database;
    const auto bytes = [&] {
      return database.execAndGet("PRAGMA page_count").getInt64() *
             database.execAndGet("PRAGMA page_size").getInt64();
    };
    OptimizeReport report;
    report.bytes_before = bytes();
    {
      SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
      // The oldest first, as a clock that was set back must not leave a gap in the history.
      SQLite::Statement forget(database,
                               "DELETE FROM change WHERE id < coalesce((SELECT min(id) FROM "
                               "change WHERE time >= ?), 9223372036854775807)");
      forget.bind(1, options.forget_before);
      report.forgotten = forget.exec();
      state.index->rebuild();
      transaction.commit();
    }
    database.exec("VACUUM");
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    report.bytes_after = bytes();
    return report;
  });
}

}  // namespace punte::tm
