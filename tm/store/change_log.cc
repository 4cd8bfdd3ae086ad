#include "tm/store/change_log.h"

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <string>
#include <utility>

#include "tm/store/columns.h"
#include "tm/store/detail.h"

namespace punte::tm::internal {
namespace {

std::string user_name() {
  passwd entry{};
  passwd* found = nullptr;
  std::array<char, 4096> room{};
  if (getpwuid_r(geteuid(), &entry, room.data(), room.size(), &found) == 0 && found != nullptr) {
    return found->pw_name;
  }
  return std::to_string(geteuid());
}

}  // namespace

std::int64_t time_of(const ChangeInfo& info) {
  if (info.time != 0) return info.time;
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::string author_of(const ChangeInfo& info) { return info.who.empty() ? user_name() : info.who; }

ChangeLog::ChangeLog(SQLite::Database& database, ChangeInfo info, std::int64_t undoes)
    : database_(database),
      insert_old_(database, "INSERT OR IGNORE INTO old_unit VALUES (?, ?, ?)") {
  change_.id = database.execAndGet("SELECT coalesce(max(id), 0) + 1 FROM change").getInt64();
  next_id_ = database
                 .execAndGet(
                     "SELECT 1 + max(coalesce((SELECT max(id) FROM unit), 0), "
                     "coalesce((SELECT last FROM change ORDER BY id DESC LIMIT 1), 0))")
                 .getInt64();
  first_ = next_id_;
  change_.time = time_of(info);
  change_.who = author_of(info);
  change_.command = std::move(info.command);
  change_.undoes = undoes;
}

void ChangeLog::added() {
  ++next_id_;
  ++change_.added;
}

void ChangeLog::ensure_row() {
  if (written_) return;
  SQLite::Statement row(database_,
                        "INSERT INTO change(id, time, who, command, first, last, undoes) "
                        "VALUES (?, ?, ?, ?, ?, ?, ?)");
  row.bind(1, change_.id);
  row.bind(2, change_.time);
  row.bind(3, change_.who);
  row.bind(4, change_.command);
  row.bind(5, first_);
  row.bind(6, first_ - 1);
  if (change_.undoes != 0) row.bind(7, change_.undoes);
  row.exec();
  written_ = true;
}

void ChangeLog::keep(std::int64_t id, std::optional<std::string_view> content) {
  ensure_row();
  const ResetGuard guard(insert_old_);
  insert_old_.bind(1, change_.id);
  insert_old_.bind(2, id);
  if (content) {
    insert_old_.bind(3, content->data(), static_cast<int>(content->size()));
  } else {
    insert_old_.bind(3);
  }
  insert_old_.exec();
}

void ChangeLog::will_alter(std::int64_t id, const Unit& old, std::string_view origin) {
  if (id >= first_) return;
  const int before = database_.getTotalChanges();
  keep(id, encode_whole_unit(old, origin));
  if (database_.getTotalChanges() != before) ++change_.altered;
}

void ChangeLog::will_remove(std::int64_t id, const Unit& old, std::string_view origin) {
  if (id >= first_) {
    --change_.added;
    return;
  }
  const int before = database_.getTotalChanges();
  keep(id, encode_whole_unit(old, origin));
  if (database_.getTotalChanges() == before) --change_.altered;
  ++change_.removed;
}

void ChangeLog::will_bring_back(std::int64_t id) {
  keep(id, std::nullopt);
  ++change_.added;
}

std::int64_t ChangeLog::finish() { return written_ || next_id_ != first_ ? finish_always() : 0; }

std::int64_t ChangeLog::finish_always() {
  ensure_row();
  SQLite::Statement row(database_,
                        "UPDATE change SET last = ?, added = ?, altered = ?, removed = ? "
                        "WHERE id = ?");
  row.bind(1, next_id_ - 1);
  row.bind(2, change_.added);
  row.bind(3, change_.altered);
  row.bind(4, change_.removed);
  row.bind(5, change_.id);
  row.exec();
  return change_.id;
}

}  // namespace punte::tm::internal
