#ifndef PUNTE_CLI_PROGRESS_H_
#define PUNTE_CLI_PROGRESS_H_

#include "base/continue.h"
#include "cli/terminal.h"

namespace punte::cli {

/// Shows how far a job is, on a terminal, and stops it on Ctrl-C. Must outlive what go_on() gave.
class JobProgress {
 public:
  [[nodiscard]] base::Continue go_on();
  /// Takes the line away, before something else is printed.
  void clear() { progress_.clear(); }

 private:
  Progress progress_;
};

}  // namespace punte::cli

#endif  // PUNTE_CLI_PROGRESS_H_
