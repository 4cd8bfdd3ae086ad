#ifndef PUNTE_TM_STORE_DATABASE_H_
#define PUNTE_TM_STORE_DATABASE_H_

#include <SQLiteCpp/SQLiteCpp.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/result.h"
#include "base/scratch_folder.h"
#include "tm/open_options.h"

namespace punte::tm::internal {

/// What an SQLite error means to a user of the memory at `path`.
[[nodiscard]] base::Error explain(const SQLite::Exception& error, const std::string& path);

/// The error of a memory whose rows contradict each other; `what` names what was read.
[[nodiscard]] base::Error damaged(std::string what, const std::string& path);

/// Runs `work`, whose SQLite exceptions become errors. `work` returns a Result.
template <typename Work>
auto guarded(const std::string& path, Work&& work) -> decltype(work()) {
  try {
    return work();
  } catch (const SQLite::Exception& error) {
    return tl::unexpected(explain(error, path));
  }
}

/// Waits for another connection's write.
class BusyWait {
 public:
  explicit BusyWait(const OpenOptions& options)
      : timeout_ms_(options.busy_timeout_ms), on_wait_(options.on_wait) {}
  /// SQLite's busy handler: false ends the wait.
  bool wait(int times);

 private:
  int timeout_ms_;
  std::function<bool(int)> on_wait_;
  std::chrono::steady_clock::time_point start_;
};

/// An open memory of the current format. One that was opened to read leaves no trace: neither is a
/// byte of the file changed, nor does a file stay beside it that was not there before.
class Connection {
 public:
  /// Makes or migrates what is to be written, and refuses whatever is no memory of ours.
  [[nodiscard]] static base::Result<std::unique_ptr<Connection>> open(
      const std::filesystem::path& path, const OpenOptions& options);
  /// An empty memory that is gone with the connection.
  [[nodiscard]] static base::Result<std::unique_ptr<Connection>> open_in_memory();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  [[nodiscard]] SQLite::Database& database() const { return *database_; }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] bool reads_only() const { return reads_only_; }
  /// True for what is read from a copy, where an index can be made although nothing is written.
  [[nodiscard]] bool is_copy() const { return is_copy_; }
  /// Ends what may be done to a copy before it is used.
  void finish_copy();
  /// The schema's version and the bytes of the file itself, be it read from a copy or not.
  [[nodiscard]] int format() const { return format_; }
  [[nodiscard]] std::int64_t file_bytes() const;

 private:
  Connection(std::string path, const OpenOptions& options)
      : path_(std::move(path)), reads_only_(options.read_only), busy_(options) {}

  void connect(const std::string& name, int flags);
  [[nodiscard]] base::Result<void> open_to_write(const OpenOptions& options);
  [[nodiscard]] base::Result<void> open_to_read();
  /// Opens a file that lies where nothing can be written.
  [[nodiscard]] base::Result<void> open_sealed();
  /// Goes on with a copy in memory, of the current format.
  [[nodiscard]] base::Result<void> copy_up_to_date();

  std::string path_;
  bool reads_only_;
  bool is_copy_ = false;
  int format_ = 0;
  std::int64_t copied_bytes_ = 0;
  std::string open_path_;  // what is open: the file, or a copy of it
  BusyWait busy_;          // outlives the database
  std::optional<base::ScratchFolder> scratch_;
  std::unique_ptr<SQLite::Database> database_;
};

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_STORE_DATABASE_H_
