#ifndef PUNTE_TM_OPEN_OPTIONS_H_
#define PUNTE_TM_OPEN_OPTIONS_H_

#include <cstdint>
#include <functional>

namespace punte::tm {

struct OpenOptions {
  bool create = true;  ///< make the file if there is none
  /// Change no byte of the file and leave no file beside it. A memory of an older format is read
  /// from a copy in the process's memory that was brought up to date, which shows the memory as it
  /// was when it was opened, and is kUnsupported (Remedy::kUpdateMemory) from 256 MiB on.
  bool read_only = false;
  /// How long to wait for another process's write; negative: as long as that takes.
  int busy_timeout_ms = 5000;
  /// Called while it waits, some times a second, with the milliseconds waited so far; false gives
  /// up at once. For telling the user, who may have pressed Ctrl-C.
  std::function<bool(int)> on_wait = {};
  /// Called with the number of units before a large file of an older format is brought up to date,
  /// which takes about half a minute per million units. For telling the user.
  std::function<void(std::int64_t)> on_upgrade = {};
};

}  // namespace punte::tm

#endif  // PUNTE_TM_OPEN_OPTIONS_H_
