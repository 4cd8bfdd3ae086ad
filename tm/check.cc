#include "tm/check.h"

#include <utility>

#include "tm/go_on.h"
#include "tm/memory_state.h"
#include "tm/store/columns.h"
#include "tm/store/detail.h"
#include "tm/store/unit_content.h"

namespace punte::tm {
namespace {

using base::fail;
using internal::guarded;
using internal::is_damage;
using internal::text_of;

class Checker {
 public:
  Checker(internal::MemoryState& memory, const CheckOptions& options)
      : memory_(memory), options_(options) {}

  Result<CheckReport> run() {
    // Each part on its own: damage in one must not hide what the others find.
    for (auto part : {&Checker::pages, &Checker::references, &Checker::units, &Checker::index,
                      &Checker::history}) {
      try {
        if (auto done = (this->*part)(); !done) return tl::unexpected(done.error());
      } catch (const SQLite::Exception& error) {
        if (!is_damage(error.getErrorCode())) throw;
        add("file", 0, error.what());
      }
    }
    return std::move(report_);
  }

 private:
  void add(std::string code, std::int64_t unit, std::string detail) {
    report_.pages_damaged = report_.pages_damaged || code == "file";
    if (report_.faults.size() < options_.max_faults) {
      report_.faults.push_back({std::move(code), unit, std::move(detail)});
    }
    ++report_.fault_count;
  }

  Result<void> pages() {
    SQLite::Statement rows(memory_.database(), "PRAGMA integrity_check");
    while (rows.executeStep()) {
      const std::string text = text_of(rows.getColumn(0));
      if (text != "ok") add("file", 0, text);
    }
    return {};
  }

  Result<void> references() {
    SQLite::Statement rows(memory_.database(), "PRAGMA foreign_key_check");
    while (rows.executeStep()) {
      add("reference", 0, text_of(rows.getColumn(0)) + " " + text_of(rows.getColumn(1)));
    }
    return {};
  }

  Result<void> units() {
    SQLite::Statement rows(memory_.database(), "SELECT id, hash FROM unit ORDER BY id");
    while (rows.executeStep()) {
      const std::int64_t id = rows.getColumn(0).getInt64();
      PUNTE_CHECK(internal::ask(options_.go_on, ++report_.units));
      const auto found = memory_.store.find(id);
      if (!found) {
        add("detail", id, {});
      } else if (*found && internal::hash_of((*found)->unit) != rows.getColumn(1).getInt64()) {
        add("hash", id, {});
      }
    }
    return {};
  }

  Result<void> index() {
    for (const std::string& text : memory_.index.check()) add("index", 0, text);
    return {};
  }

  Result<void> history() {
    report_.changes = memory_.database().execAndGet("SELECT count(*) FROM change").getInt64();
    SQLite::Statement rows(memory_.database(),
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

  internal::MemoryState& memory_;
  const CheckOptions& options_;
  CheckReport report_;
};

}  // namespace

Result<CheckReport> check(const TranslationMemory& memory, const CheckOptions& options) {
  internal::MemoryState& state = internal::MemoryState::of(memory);
  return guarded(state.path(), [&] { return Checker(state, options).run(); });
}

Result<OptimizeReport> optimize(TranslationMemory& memory, const OptimizeOptions& options) {
  internal::MemoryState& state = internal::MemoryState::of(memory);
  return guarded(state.path(), [&]() -> Result<OptimizeReport> {
    SQLite::Database& database = state.database();
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
      database.exec("DELETE FROM old_unit WHERE change NOT IN (SELECT id FROM change)");
      state.store.pack();
      state.index.rebuild();
      transaction.commit();
    }
    database.exec("VACUUM");
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    report.bytes_after = bytes();
    return report;
  });
}

}  // namespace punte::tm
