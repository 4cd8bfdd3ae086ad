#ifndef PUNTE_TM_STORE_DATABASE_H_
#define PUNTE_TM_STORE_DATABASE_H_

#include <SQLiteCpp/SQLiteCpp.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "tm/translation_memory.h"

namespace punte::tm::internal {

/// Waits for another connection's write; set up by open_database(), outlives the database.
class BusyWait {
 public:
  void set(const OpenOptions& options);
  /// SQLite's busy handler: false ends the wait.
  bool wait(int times);

 private:
  int timeout_ms_ = 0;
  std::function<bool(int)> on_wait_;
  std::chrono::steady_clock::time_point start_;
};

/// What an SQLite error means to a user of the memory at `path`.
[[nodiscard]] Error explain(const SQLite::Exception& error, const std::string& path);

/// Runs `work`, whose SQLite exceptions become errors. `work` returns a Result.
template <typename Work>
auto guarded(const std::string& path, Work&& work) -> decltype(work()) {
  try {
    return work();
  } catch (const SQLite::Exception& error) {
    return tl::unexpected(explain(error, path));
  }
}

/// Opens the file, makes or migrates the schema, and refuses whatever is no memory of ours.
[[nodiscard]] Result<std::unique_ptr<SQLite::Database>> open_database(
    const std::filesystem::path& path, const OpenOptions& options, BusyWait& busy);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_STORE_DATABASE_H_
