#include "tm/store/undo.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "tm/store/change_log.h"
#include "tm/store/columns.h"
#include "tm/store/database.h"
#include "tm/store/detail.h"

namespace punte::tm::internal {

using base::ErrorCode;
using base::Result;

namespace {

constexpr const char* kColumns =
    "SELECT id, time, who, command, added, altered, removed, undoes, undone, first, last "
    "FROM change ";

Change change_of(SQLite::Statement& row) {
  Change out;
  out.id = row.getColumn(0).getInt64();
  out.time = row.getColumn(1).getInt64();
  out.who = text_of(row.getColumn(2));
  out.command = text_of(row.getColumn(3));
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
    return base::fail(ErrorCode::kNotFound, PUNTE_MSG("the history has no change {1}"),
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

/// Takes units back into the state that they had before a change.
class Undoing {
 public:
  Undoing(UnitStore& store, ChangeLog& log, const std::string& path)
      : store_(store), log_(log), path_(path) {}

  /// There was no such unit.
  Result<void> remove(std::int64_t id) {
    PUNTE_TRY(const std::optional<StoredUnit> now, store_.find(id));
    if (!now) return {};
    log_.will_remove(id, now->unit, now->origin);
    store_.erase(id);
    return {};
  }

  /// The unit was what encode_whole_unit() made `content` of. Its times become those of then; its
  /// version goes on, as two contents must not share one.
  Result<void> restore(std::int64_t id, std::string_view content) {
    Unit unit;
    std::string origin;
    if (!decode_whole_unit(content, unit, origin)) return tl::unexpected(damaged("change", path_));
    PUNTE_TRY(const std::optional<StoredUnit> now, store_.find(id));
    if (now) {
      log_.will_alter(id, now->unit, now->origin);
      store_.erase(id);
      const UnitRecord& record = now->unit.record;
      unit.record.version = std::max(unit.record.version, record.version);
      if (unit.record.added == 0) unit.record.added = record.added;
    } else {
      log_.will_bring_back(id);
    }
    ++unit.record.version;
    store_.insert(id, unit, unit.record, origin);
    return {};
  }

 private:
  UnitStore& store_;
  ChangeLog& log_;
  const std::string& path_;
};

Result<void> restore_units(SQLite::Database& database, const UndoPlan& plan, Undoing undoing) {
  for (std::int64_t id = plan.first; id <= plan.last; ++id) PUNTE_CHECK(undoing.remove(id));
  SQLite::Statement old(database, "SELECT unit, content FROM old_unit WHERE change = ?");
  old.bind(1, plan.change.id);
  while (old.executeStep()) {
    const std::int64_t id = old.getColumn(0).getInt64();
    const SQLite::Column content = old.getColumn(1);
    PUNTE_CHECK(content.isNull() ? undoing.remove(id) : undoing.restore(id, blob_of(content)));
  }
  return {};
}

void mark_undone(SQLite::Database& database, const Change& change, std::int64_t by) {
  SQLite::Statement mark(database, "UPDATE change SET undone = ? WHERE id = ?");
  mark.bind(1, by);
  mark.bind(2, change.id);
  mark.exec();
  if (change.undoes == 0) return;
  SQLite::Statement stands(database, "UPDATE change SET undone = NULL WHERE id = ?");
  stands.bind(1, change.undoes);
  stands.exec();
}

}  // namespace

std::vector<Change> changes_of(SQLite::Database& database, std::size_t limit) {
  SQLite::Statement rows(database, std::string(kColumns) + "ORDER BY id DESC LIMIT ?");
  rows.bind(1, static_cast<std::int64_t>(limit));
  std::vector<Change> out;
  while (rows.executeStep()) out.push_back(change_of(rows));
  return out;
}

Result<Change> undo_change(SQLite::Database& database, UnitStore& store, const std::string& path,
                           std::int64_t change, ChangeInfo info) {
  store.forget_names();
  PUNTE_TRY(const UndoPlan plan, plan_undo(database, change, path));
  if (info.command.empty()) info.command = "undo " + std::to_string(plan.change.id);
  ChangeLog log(database, std::move(info), plan.change.id);
  PUNTE_CHECK(restore_units(database, plan, Undoing(store, log, path)));
  // Both changes must be known even where the units had meanwhile become what they were.
  const std::int64_t done = log.finish_always();
  mark_undone(database, plan.change, done);
  SQLite::Statement row(database, std::string(kColumns) + "WHERE id = ?");
  row.bind(1, done);
  row.executeStep();
  return change_of(row);
}

}  // namespace punte::tm::internal
