#include "tm/store/database.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>
#include <system_error>
#include <thread>

#include "tm/store/packed_text.h"
#include "tm/store/schema.h"

namespace punte::tm::internal {
namespace {

namespace fs = std::filesystem;
using base::fail;

int pragma_number(SQLite::Database& database, const char* pragma) {
  return database.execAndGet(pragma).getInt();
}

/// Creates or migrates in one transaction, so that a crash leaves the old schema whole.
Result<void> bring_up_to_date(SQLite::Database& database, const std::string& path,
                              const OpenOptions& options) {
  int version = pragma_number(database, "PRAGMA user_version");
  const int application = pragma_number(database, "PRAGMA application_id");
  const bool empty = pragma_number(database, "SELECT count(*) FROM sqlite_master") == 0;
  if (application != kApplicationId && !(application == 0 && version == 0 && empty)) {
    return fail(ErrorCode::kUnsupported,
                PUNTE_MSG("this is a database of another program, not a translation memory"), {},
                path);
  }
  if (version > schema_version()) {
    return fail(ErrorCode::kTooNew,
                PUNTE_MSG("the memory was written by a newer Punte (format {1}, this one reads up "
                          "to {2}); update Punte"),
                {std::to_string(version), std::to_string(schema_version())}, path);
  }
  if (version == schema_version()) return {};
  if (options.read_only) {
    return fail(ErrorCode::kUnsupported, PUNTE_MSG("the memory is empty; import something first"),
                {}, path);
  }
  if (version > 0 && options.on_upgrade) {
    constexpr std::int64_t kAtOnce = 20'000;
    const std::int64_t units = database.execAndGet("SELECT count(*) FROM unit").getInt64();
    if (units > kAtOnce) options.on_upgrade(units);
  }
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  // Another process may have been faster.
  version = pragma_number(database, "PRAGMA user_version");
  for (; version < schema_version(); ++version) {
    database.exec(schema_steps()[static_cast<std::size_t>(version)]);
  }
  database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
  database.exec("PRAGMA user_version = " + std::to_string(schema_version()));
  transaction.commit();
  return {};
}

Result<void> check_file(const fs::path& path, const OpenOptions& options) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) {
    if (options.create && !options.read_only) return {};
    return fail(ErrorCode::kNotFound,
                PUNTE_MSG("no such memory; make one with punte import, or name another with --tm"),
                {}, path.string());
  }
  if (!fs::is_regular_file(status)) {
    return fail(ErrorCode::kUnsupported, PUNTE_MSG("this is a folder or device, not a memory"), {},
                path.string());
  }
  std::ifstream file(path, std::ios::binary);
  std::array<char, 16> head{};
  file.read(head.data(), head.size());
  if (!file.eof() && !file.good()) {
    return fail(ErrorCode::kIo, PUNTE_MSG("the memory cannot be read; look at its permissions"), {},
                path.string());
  }
  using std::string_view_literals::operator""sv;
  const std::string_view read(head.data(), static_cast<std::size_t>(file.gcount()));
  if (!read.empty() && read != "SQLite format 3\0"sv) {
    return fail(ErrorCode::kUnsupported, PUNTE_MSG("this is not a translation memory"), {},
                path.string());
  }
  return {};
}

int on_busy(void* wait, int times) { return static_cast<BusyWait*>(wait)->wait(times) ? 1 : 0; }

std::unique_ptr<SQLite::Database> connect(const std::string& name, const OpenOptions& options,
                                          BusyWait& busy, int more_flags) {
  const int flags = options.read_only ? SQLite::OPEN_READONLY
                    : options.create  ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE
                                      : SQLite::OPEN_READWRITE;
  auto database = std::make_unique<SQLite::Database>(name, flags | more_flags);
  sqlite3_busy_handler(database->getHandle(), on_busy, &busy);
  add_text_functions(*database);
  // Reading the schema shows whether the file can be read at all.
  database->exec("SELECT count(*) FROM sqlite_master");
  return database;
}

/// A memory in a folder where nothing can be written has no place for the journal's index.
/// SQLite then reads it only if told that nobody changes it.
std::string immutable_name(const fs::path& path) {
  std::string out = "file:";
  for (const char c : fs::absolute(path).string()) {
    if (c == '%' || c == '?' || c == '#') {
      constexpr std::string_view kDigits = "0123456789ABCDEF";
      out += '%';
      out += kDigits[static_cast<unsigned char>(c) >> 4];
      out += kDigits[static_cast<unsigned char>(c) & 15];
    } else {
      out += c;
    }
  }
  return out + "?immutable=1";
}

/// True for a memory of an earlier format, which can be read only after it was brought up to date.
bool is_old(SQLite::Database& database) {
  const int version = pragma_number(database, "PRAGMA user_version");
  return version > 0 && version < schema_version() &&
         pragma_number(database, "PRAGMA application_id") == kApplicationId;
}

}  // namespace

void BusyWait::set(const OpenOptions& options) {
  timeout_ms_ = options.busy_timeout_ms;
  on_wait_ = options.on_wait;
}

bool BusyWait::wait(int times) {
  using std::chrono::milliseconds;
  const auto now = std::chrono::steady_clock::now();
  if (times == 0) start_ = now;
  const auto waited = std::chrono::duration_cast<milliseconds>(now - start_);
  if (waited.count() >= timeout_ms_) return false;
  // Short waits first: most writes are over at once.
  const int pause = std::min({1 << std::min(times, 7), 100, timeout_ms_});
  if (times > 7 && on_wait_ && !on_wait_(static_cast<int>(waited.count()))) return false;
  std::this_thread::sleep_for(milliseconds(pause));
  return true;
}

Error explain(const SQLite::Exception& error, const std::string& path) {
  switch (error.getErrorCode() & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {
          ErrorCode::kBusy,
          PUNTE_MSG("another program is writing to the memory and did not end in time; try again "
                    "when it is done"),
          {},
          path};
    case SQLITE_FULL:
      return {ErrorCode::kIo,
              PUNTE_MSG("no space left on the disk; the memory is as it was"),
              {},
              path};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorCode::kCorrupt,
              PUNTE_MSG("the memory is damaged ({1}); restore a copy of it"),
              {error.what()},
              path};
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return {ErrorCode::kIo,
              PUNTE_MSG("the memory cannot be opened for writing; look at the permissions of the "
                        "file and its folder"),
              {},
              path};
    default:
      return {ErrorCode::kIo, PUNTE_MSG("the memory cannot be used ({1})"), {error.what()}, path};
  }
}

Result<std::unique_ptr<SQLite::Database>> open_database(const fs::path& path,
                                                        const OpenOptions& options,
                                                        BusyWait& busy) {
  if (const auto checked = check_file(path, options); !checked) {
    return tl::unexpected(checked.error());
  }
  const std::string name = path.string();
  busy.set(options);
  return guarded(name, [&]() -> Result<std::unique_ptr<SQLite::Database>> {
    std::unique_ptr<SQLite::Database> database;
    try {
      database = connect(name, options, busy, 0);
    } catch (const SQLite::Exception& error) {
      std::error_code ignored;
      const int code = error.getErrorCode() & 0xFF;
      const bool retry = options.read_only && (code == SQLITE_CANTOPEN || code == SQLITE_READONLY);
      if (!retry || fs::exists(fs::path(name + "-wal"), ignored)) throw;
      database = connect(immutable_name(path), options, busy, SQLite::OPEN_URI);
    }
    if (options.read_only && is_old(*database)) {
      database.reset();
      OpenOptions migrate = options;
      migrate.create = false;
      migrate.read_only = false;
      const auto migrated = open_database(path, migrate, busy);
      if (!migrated) return tl::unexpected(migrated.error());
      database = connect(name, options, busy, 0);
    }
    // Everything in the file is foreign data: no SQL of its schema may reach beyond it.
    database->exec("PRAGMA trusted_schema = OFF");
    if (!options.read_only) {
      database->exec("PRAGMA journal_mode = WAL");
      database->exec("PRAGMA synchronous = NORMAL");
    }
    // SQLite is not asked to check references as rows are written, which takes five look-ups a
    // unit: `tm check` looks for those that lead nowhere.
    database->exec("PRAGMA foreign_keys = OFF");
    // An import goes back and forth in the index of hashes, which should not leave the memory.
    database->exec("PRAGMA cache_size = -65536");
    if (const auto ready = bring_up_to_date(*database, name, options); !ready) {
      return tl::unexpected(ready.error());
    }
    return database;
  });
}

}  // namespace punte::tm::internal
