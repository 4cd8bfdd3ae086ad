#ifndef PUNTE_CLI_PROGRESS_H_
#define PUNTE_CLI_PROGRESS_H_

#include <string>
#include <utility>

#include "base/continue.h"
#include "cli/terminal.h"

namespace punte::cli {

/// Shows how far a job is, on a terminal, and stops it on Ctrl-C. Must outlive what go_on() gave.
class JobProgress {
 public:
  /// `title` is what people read beside the numbers; without, each stage has its own.
  explicit JobProgress(std::string title = {}) : title_(std::move(title)) {}
  [[nodiscard]] base::Continue go_on();
  void set_title(std::string title) { title_ = std::move(title); }
  /// Takes the line away, before something else is printed.
  void clear() { progress_.clear(); }

 private:
  std::string title_;
  Progress progress_;
};

}  // namespace punte::cli

#endif  // PUNTE_CLI_PROGRESS_H_
