#ifndef PUNTE_TM_STORE_CHANGE_LOG_H_
#define PUNTE_TM_STORE_CHANGE_LOG_H_

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tm/history.h"
#include "tm/unit.h"

namespace punte::tm::internal {

/// When and by whom a change is made that says so, else now and by the user of the process.
[[nodiscard]] std::int64_t time_of(const ChangeInfo& info);
[[nodiscard]] std::string author_of(const ChangeInfo& info);

/// Writes down, inside the transaction that it is about, what is needed to undo it: for units that
/// are added a range of ids, for all others the unit as it was. A unit that is touched several
/// times is kept once. SQLite's exceptions pass through.
class ChangeLog {
 public:
  /// The transaction must have begun, so that no other writer takes the same number.
  ChangeLog(SQLite::Database& database, ChangeInfo info, std::int64_t undoes = 0);

  /// When the change is made, seconds since 1970.
  [[nodiscard]] std::int64_t time() const { return change_.time; }

  /// The id for the next new unit: never one that a unit of the history had.
  [[nodiscard]] std::int64_t next_id() const { return next_id_; }
  /// The unit next_id() was added.
  void added();

  /// To be called before the unit is altered, removed, or brought back under its old id.
  void will_alter(std::int64_t id, const Unit& old, std::string_view origin);
  void will_remove(std::int64_t id, const Unit& old, std::string_view origin);
  void will_bring_back(std::int64_t id);

  /// Completes the record; nothing is recorded of a change that changed nothing.
  /// Returns the number of the change, or 0.
  std::int64_t finish();
  /// The same, but recorded in any case.
  std::int64_t finish_always();

 private:
  void ensure_row();
  void keep(std::int64_t id, std::optional<std::string_view> content);

  SQLite::Database& database_;
  SQLite::Statement insert_old_;
  Change change_;
  std::int64_t first_ = 0;
  std::int64_t next_id_ = 0;
  bool written_ = false;
};

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_STORE_CHANGE_LOG_H_
