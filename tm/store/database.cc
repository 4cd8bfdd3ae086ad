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
#include "tm/store/upgrade.h"

namespace punte::tm::internal {

using base::Error;
using base::ErrorCode;
using base::fail;
using base::Remedy;
using base::Result;

namespace {

namespace fs = std::filesystem;

// A memory of an older format is read from a copy up to this size: some 550,000 units, brought up
// to date in ten seconds. Beyond it, each command that reads would wait longer and hold more memory
// than the one command that updates the file (decision 360).
constexpr std::int64_t kMostCopied = std::int64_t{256} << 20;

int pragma_number(SQLite::Database& database, const char* pragma) {
  return database.execAndGet(pragma).getInt();
}

std::int64_t bytes_of(SQLite::Database& database) {
  return database.execAndGet("PRAGMA page_count").getInt64() *
         database.execAndGet("PRAGMA page_size").getInt64();
}

tl::unexpected<Error> no_memory(const std::string& path) {
  return tl::unexpected<Error>(Error{.code = ErrorCode::kNotFound,
                                     .message = PUNTE_MSG("no such memory"),
                                     .where = path,
                                     .remedy = Remedy::kMakeMemory});
}

/// The version of the format that the file has; 0: it is empty. Errors: nothing of ours.
Result<int> format_of(SQLite::Database& database, const std::string& path) {
  const int version = pragma_number(database, "PRAGMA user_version");
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
  return version;
}

Result<void> check_file(const fs::path& path, const OpenOptions& options) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) {
    if (options.create && !options.read_only) return {};
    return no_memory(path.string());
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

/// Bytes of a file, 0 where there is none.
std::uintmax_t size_of(const fs::path& path) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  return error ? 0 : size;
}

bool cannot_be_written(const SQLite::Exception& error) {
  const int code = error.getErrorCode() & 0xFF;
  return code == SQLITE_CANTOPEN || code == SQLITE_READONLY;
}

void copy_pages(SQLite::Database& from, SQLite::Database& to) {
  sqlite3_backup* const backup =
      sqlite3_backup_init(to.getHandle(), "main", from.getHandle(), "main");
  if (backup == nullptr) throw SQLite::Exception(to.getHandle());
  sqlite3_backup_step(backup, -1);
  const int code = sqlite3_backup_finish(backup);
  if (code != SQLITE_OK) throw SQLite::Exception(to.getHandle(), code);
}

/// To be called before a connection that read is closed. The last one to close writes what is in
/// the journal into the file, and removes the journal. Who reads does only the latter, and that
/// only where there is nothing to write.
void leave_journal(SQLite::Database& database, const std::string& path) {
  if (size_of(path + "-wal") == 0) return;
  sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

}  // namespace

bool BusyWait::wait(int times) {
  using std::chrono::milliseconds;
  const auto now = std::chrono::steady_clock::now();
  if (times == 0) start_ = now;
  const auto waited = std::chrono::duration_cast<milliseconds>(now - start_);
  const bool limited = timeout_ms_ >= 0;
  if (limited && waited.count() >= timeout_ms_) return false;
  // Short waits first: most writes are over at once.
  const int pause = std::min({1 << std::min(times, 7), 100, limited ? timeout_ms_ : 100});
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
              path,
              false,
              Remedy::kRepairMemory};
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

Error damaged(std::string what, const std::string& path) {
  return {.code = ErrorCode::kCorrupt,
          .message = PUNTE_MSG("the memory is damaged ({1}); restore a copy of it"),
          .arguments = {std::move(what)},
          .where = path,
          .remedy = Remedy::kRepairMemory};
}

Result<std::unique_ptr<Connection>> Connection::open(const fs::path& path,
                                                     const OpenOptions& options) {
  PUNTE_CHECK(check_file(path, options));
  return guarded(path.string(), [&]() -> Result<std::unique_ptr<Connection>> {
    std::unique_ptr<Connection> out(new Connection(path.string(), options));
    PUNTE_CHECK(options.read_only ? out->open_to_read() : out->open_to_write(options));
    return out;
  });
}

Result<std::unique_ptr<Connection>> Connection::open_in_memory() {
  return guarded({}, [&]() -> Result<std::unique_ptr<Connection>> {
    std::unique_ptr<Connection> out(new Connection({}, {}));
    out->connect(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    bring_up_to_date(*out->database_);
    out->format_ = schema_version();
    return out;
  });
}

Connection::~Connection() {
  if (database_ && reads_only_ && !is_copy_) leave_journal(*database_, open_path_);
}

void Connection::connect(const std::string& name, int flags) {
  database_ = std::make_unique<SQLite::Database>(name, flags);
  sqlite3_busy_handler(
      database_->getHandle(),
      [](void* wait, int times) { return static_cast<BusyWait*>(wait)->wait(times) ? 1 : 0; },
      &busy_);
  add_text_functions(*database_);
  // Everything in the file is foreign data: no SQL of its schema may reach beyond it.
  database_->exec("PRAGMA trusted_schema = OFF");
  // Reading the schema shows whether the file can be read at all.
  database_->exec("SELECT count(*) FROM sqlite_master");
  // SQLite is not asked to check references as rows are written, which takes five look-ups per
  // unit: check() looks for those that lead nowhere.
  database_->exec("PRAGMA foreign_keys = OFF");
  // An import goes back and forth in the index of hashes, which should not leave the memory.
  database_->exec("PRAGMA cache_size = -65536");
}

Result<void> Connection::open_to_write(const OpenOptions& options) {
  open_path_ = path_;
  connect(path_,
          options.create ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE : SQLite::OPEN_READWRITE);
  database_->exec("PRAGMA journal_mode = WAL");
  database_->exec("PRAGMA synchronous = NORMAL");
  PUNTE_TRY(const int version, format_of(*database_, path_));
  format_ = schema_version();
  if (version == schema_version()) return {};
  if (version > 0 && options.on_upgrade) {
    constexpr std::int64_t kAtOnce = 20'000;
    const std::int64_t units = database_->execAndGet("SELECT count(*) FROM unit").getInt64();
    if (units > kAtOnce) options.on_upgrade(units);
  }
  bring_up_to_date(*database_);
  return {};
}

Result<void> Connection::open_to_read() {
  open_path_ = path_;
  try {
    // With the right to write, so that the journal's files can be removed at the end, and with
    // query_only so that nothing else is. A journal of the other kind would be rolled back.
    connect(path_,
            size_of(path_ + "-journal") > 0 ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE);
  } catch (const SQLite::Exception& error) {
    if (!cannot_be_written(error)) throw;
    PUNTE_CHECK(open_sealed());
  }
  database_->exec("PRAGMA query_only = ON");
  PUNTE_TRY(format_, format_of(*database_, path_));
  if (format_ == schema_version()) return {};
  if (format_ == 0) {
    return tl::unexpected(Error{.code = ErrorCode::kUnsupported,
                                .message = PUNTE_MSG("the memory is empty"),
                                .where = path_,
                                .remedy = Remedy::kMakeMemory});
  }
  return copy_up_to_date();
}

Result<void> Connection::open_sealed() {
  if (size_of(path_ + "-wal") == 0) {
    // SQLite reads a file without the place for the journal's index only if told that nobody
    // changes it.
    connect(immutable_name(path_), SQLite::OPEN_READONLY | SQLite::OPEN_URI);
    return {};
  }
  // A part of the memory is in its journal, which cannot be read without that place.
  PUNTE_TRY(scratch_, base::ScratchFolder::make());
  const fs::path copy = scratch_->path() / "memory.tm";
  std::error_code error;
  fs::copy_file(path_, copy, error);
  if (!error) fs::copy_file(path_ + "-wal", copy.string() + "-wal", error);
  if (error) {
    return fail(ErrorCode::kIo, PUNTE_MSG("the memory cannot be used ({1})"), {error.message()},
                path_);
  }
  fs::permissions(copy, fs::perms::owner_all, error);
  fs::permissions(copy.string() + "-wal", fs::perms::owner_all, error);
  open_path_ = copy.string();
  connect(open_path_, SQLite::OPEN_READWRITE);
  return {};
}

Result<void> Connection::copy_up_to_date() {
  copied_bytes_ = bytes_of(*database_);
  if (copied_bytes_ >= kMostCopied) {
    return tl::unexpected(
        Error{.code = ErrorCode::kUnsupported,
              .message = PUNTE_MSG("the memory is of an older format ({1}; this Punte writes {2}) "
                                   "and too large to be read without being updated"),
              .arguments = {std::to_string(format_), std::to_string(schema_version())},
              .where = path_,
              .remedy = Remedy::kUpdateMemory});
  }
  const auto close = [this](SQLite::Database* file) {
    leave_journal(*file, open_path_);
    delete file;
  };
  const std::unique_ptr<SQLite::Database, decltype(close)> file(database_.release(), close);
  connect(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  copy_pages(*file, *database_);
  is_copy_ = true;
  bring_up_to_date(*database_);
  return {};
}

void Connection::finish_copy() { database_->exec("PRAGMA query_only = ON"); }

std::int64_t Connection::file_bytes() const {
  return is_copy_ ? copied_bytes_ : bytes_of(*database_);
}

}  // namespace punte::tm::internal
