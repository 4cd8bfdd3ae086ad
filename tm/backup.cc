#include "tm/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>
#include <utility>

#include "tm/check.h"
#include "tm/memory_state.h"

namespace punte::tm {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> io_error(const fs::path& file, int code) {
  return base::fail(ErrorCode::kIo, PUNTE_MSG("cannot be written ({1})"), {std::strerror(code)},
                    file.string());
}

/// A file that goes unless it is given its name.
class Part {
 public:
  explicit Part(const fs::path& file)
      : file_(file), path_(file.string() + "." + std::to_string(getpid()) + ".part") {
    remove();
  }
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;
  ~Part() { remove(); }
  [[nodiscard]] const fs::path& path() const { return path_; }

  /// On disk before it has the name; another file of that name stays.
  [[nodiscard]] Result<void> take_name() const {
    const int opened = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = opened >= 0 && ::fsync(opened) == 0;
    const int code = errno;
    if (opened >= 0) ::close(opened);
    if (!synced) return io_error(file_, code);
    if (::link(path_.c_str(), file_.c_str()) == 0) return {};
    if (errno == EEXIST) return exists(file_);
    // File systems without links.
    if (::rename(path_.c_str(), file_.c_str()) != 0) return io_error(file_, errno);
    return {};
  }

  static tl::unexpected<Error> exists(const fs::path& file) {
    return base::fail(ErrorCode::kInvalidArgument,
                      PUNTE_MSG("the file is there already; a backup replaces none"), {},
                      file.string());
  }

 private:
  void remove() const {
    std::error_code ignored;
    for (const char* ending : {"", "-wal", "-shm", "-journal"}) {
      fs::remove(path_.string() + ending, ignored);
    }
  }

  fs::path file_;
  fs::path path_;
};

/// A connection that reads refuses to write any file, the copy too, but for this while.
class Writable {
 public:
  explicit Writable(SQLite::Database& database)
      : database_(database), was_(database.execAndGet("PRAGMA query_only").getInt()) {
    database_.exec("PRAGMA query_only = OFF");
  }
  Writable(const Writable&) = delete;
  Writable& operator=(const Writable&) = delete;
  ~Writable() {
    database_.tryExec(was_ == 0 ? "PRAGMA query_only = OFF" : "PRAGMA query_only = ON");
  }

 private:
  SQLite::Database& database_;
  int was_;
};

Result<CheckReport> check_copy(const fs::path& file, const base::Continue& go_on) {
  OpenOptions opening;
  opening.create = false;
  opening.read_only = true;
  PUNTE_TRY(const auto copy, TranslationMemory::open(file, opening));
  CheckOptions options;
  options.go_on = go_on;
  return check(copy, options);
}

}  // namespace

Result<BackupReport> backup(const TranslationMemory& memory, const fs::path& file,
                            const base::Continue& go_on) {
  std::error_code error;
  if (fs::exists(fs::symlink_status(file, error))) return Part::exists(file);
  const Part part(file);
  internal::MemoryState& state = internal::MemoryState::of(memory);
  PUNTE_CHECK(internal::guarded(state.path(), [&]() -> Result<void> {
    const Writable writable(state.database());
    SQLite::Statement copy(state.database(), "VACUUM INTO ?");
    copy.bind(1, part.path().string());
    copy.exec();
    return {};
  }));
  PUNTE_TRY(const CheckReport found, check_copy(part.path(), go_on));
  if (found.fault_count > 0) {
    base::Error damaged{ErrorCode::kCorrupt,
                        PUNTE_MSG("the memory is damaged, and so is its copy, which was not kept"),
                        {},
                        state.path()};
    damaged.remedy = base::Remedy::kRepairMemory;
    return tl::unexpected(std::move(damaged));
  }
  BackupReport report{file, found.units,
                      static_cast<std::int64_t>(fs::file_size(part.path(), error))};
  PUNTE_CHECK(part.take_name());
  return report;
}

}  // namespace punte::tm
