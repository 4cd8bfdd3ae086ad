#include "tm/history.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tm/store/change_log.h"
#include "tm/store/columns.h"
#include "tm/store/detail.h"
#include "tm/store/memory_state.h"

namespace punte::tm {

using internal::guarded;

namespace {

constexpr const char* kColumns =
    "SELECT id, time, who, command, added, altered, removed, undoes, undone, first, last "
    "FROM change ";

Change change_of(SQLite::Statement& row) {
  Change out;
  out.id = row.getColumn(0).getInt64();
  out.time = row.getColumn(1).getInt64();
  out.who = internal::text_of(row.getColumn(2));
  out.command = internal::text_of(row.getColumn(3));
  out.added = row.getColumn(4).getInt64();
  out.altered = row.getColumn(5).getInt64();
  out.removed = row.getColumn(6).getInt64();
  out.undoes = row.getColumn(7).getInt64();
  out.undone = row.getColumn(8).getInt64();
  return out;
}

struct UndoPlan {
  Change change;
  std::int64_t first = 0;
  std::int64_t last = -1;
};

Result<UndoPlan> plan_undo(SQLite::Database& database, std::int64_t id, const std::string& path) {
  SQLite::Statement row(
      database, std::string(kColumns) +
                    (id != 0 ? "WHERE id = ?"
                             : "WHERE undone IS NULL AND undoes IS NULL ORDER BY id DESC LIMIT 1"));
  if (id != 0) row.bind(1, id);
  if (!row.executeStep()) {
    if (id == 0) {
      return base::fail(ErrorCode::kNotFound, PUNTE_MSG("there is nothing to undo"), {}, path);
    }
    return base::fail(ErrorCode::kNotFound,
                      PUNTE_MSG("the history has no change {1}; see punte tm history"),
                      {std::to_string(id)}, path);
  }
  UndoPlan plan{change_of(row), row.getColumn(9).getInt64(), row.getColumn(10).getInt64()};
  if (plan.change.undone != 0) {
    return base::fail(ErrorCode::kInvalidArgument,
                      PUNTE_MSG("change {1} was already undone by change {2}"),
                      {std::to_string(plan.change.id), std::to_string(plan.change.undone)}, path);
  }
  // A later change and its undo leave no trace together, so neither stands in the way.
  SQLite::Statement later(
      database,
      "SELECT e.id FROM change e WHERE e.id > ?1 AND e.undone IS NULL AND "
      "coalesce(e.undoes, 0) <= ?1 AND EXISTS (SELECT 1 FROM old_unit o WHERE o.change = e.id AND "
      "(o.unit BETWEEN ?2 AND ?3 OR EXISTS (SELECT 1 FROM old_unit p WHERE p.change = ?1 AND "
      "p.unit = o.unit))) ORDER BY e.id DESC LIMIT 1");
  later.bind(1, plan.change.id);
  later.bind(2, plan.first);
  later.bind(3, plan.last);
  if (later.executeStep()) {
    return base::fail(ErrorCode::kInvalidArgument,
                      PUNTE_MSG("change {1} cannot be undone alone: change {2} came later and "
                                "touched the same units; undo that one first"),
                      {std::to_string(plan.change.id), later.getColumn(0).getString()}, path);
  }
  return plan;
}

/// Brings one unit into the state that it had before: `content`, or absence.
Result<void> restore(TranslationMemory::State& memory, internal::ChangeLog& log, std::int64_t id,
                     std::optional<std::string_view> content) {
  const auto now = memory.store->find(id);
  if (!now) return tl::unexpected(now.error());
  if (!content) {
    if (!*now) return {};
    log.will_remove(id, (*now)->unit, (*now)->origin);
    memory.store->erase(id);
    return {};
  }
  Unit unit;
  std::string origin;
  if (!internal::decode_whole_unit(*content, unit, origin)) {
    return tl::unexpected(memory.damaged());
  }
  if (*now) {
    log.will_alter(id, (*now)->unit, (*now)->origin);
    memory.store->erase(id);
  } else {
    log.will_bring_back(id);
  }
  memory.store->insert(id, unit, origin);
  return {};
}

}  // namespace

Result<std::vector<Change>> TranslationMemory::history(std::size_t limit) const {
  return guarded(state_->path, [&]() -> Result<std::vector<Change>> {
    SQLite::Statement rows(*state_->database, std::string(kColumns) + "ORDER BY id DESC LIMIT ?");
    rows.bind(1, static_cast<std::int64_t>(limit));
    std::vector<Change> out;
    while (rows.executeStep()) out.push_back(change_of(rows));
    return out;
  });
}

Result<Change> TranslationMemory::undo(std::int64_t change, ChangeInfo info) {
  return guarded(state_->path, [&]() -> Result<Change> {
    SQLite::Database& database = *state_->database;
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    state_->store->forget_names();
    // After a commit there is nothing left to discard.
    const std::unique_ptr<internal::KeyIndex, void (*)(internal::KeyIndex*)> rollback(
        state_->index.get(), [](internal::KeyIndex* index) { index->discard(); });
    const auto plan = plan_undo(database, change, state_->path);
    if (!plan) return tl::unexpected(plan.error());
    if (info.command.empty()) info.command = "undo " + std::to_string(plan->change.id);
    internal::ChangeLog log(database, std::move(info), plan->change.id);
    for (std::int64_t id = plan->first; id <= plan->last; ++id) {
      if (auto restored = restore(*state_, log, id, std::nullopt); !restored) {
        return tl::unexpected(restored.error());
      }
    }
    SQLite::Statement old(database, "SELECT unit, content FROM old_unit WHERE change = ?");
    old.bind(1, plan->change.id);
    while (old.executeStep()) {
      const SQLite::Column content = old.getColumn(1);
      std::optional<std::string_view> before;
      if (!content.isNull()) before = internal::blob_of(content);
      if (auto restored = restore(*state_, log, old.getColumn(0).getInt64(), before); !restored) {
        return tl::unexpected(restored.error());
      }
    }
    // Both changes must be known even where the units had meanwhile become what they were.
    const std::int64_t done = log.finish_always();
    SQLite::Statement mark(database, "UPDATE change SET undone = ? WHERE id = ?");
    mark.bind(1, done);
    mark.bind(2, plan->change.id);
    mark.exec();
    if (plan->change.undoes != 0) {
      SQLite::Statement stands(database, "UPDATE change SET undone = NULL WHERE id = ?");
      stands.bind(1, plan->change.undoes);
      stands.exec();
    }
    SQLite::Statement row(database, std::string(kColumns) + "WHERE id = ?");
    row.bind(1, done);
    row.executeStep();
    const Change result = change_of(row);
    row.reset();
    old.reset();
    state_->index->flush();
    transaction.commit();
    return result;
  });
}

}  // namespace punte::tm
