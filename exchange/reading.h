#ifndef PUNTE_EXCHANGE_READING_H_
#define PUNTE_EXCHANGE_READING_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "exchange/tmx_header.h"
#include "language/unit.h"

// What the readers of all formats take and give.
namespace punte::exchange {

using base::Result;

/// What becomes of units whose translation is not ready: drafts, fuzzy messages, what nobody has
/// confirmed (language/readiness.h).
enum class Unready {
  kPenalty,  ///< they come in with their state, for which a match loses points
  kSkip,     ///< they are left out and counted
  kKeep,     ///< they come in as if they were ready
};

struct ReadOptions {
  bool recover = false;       ///< keep the complete units of a file that is damaged further on
  std::string from;           ///< canonical tag for files that do not say their source language
  std::string to;             ///< the same for their target language
  bool alternatives = false;  ///< proposals (XLIFF, PO) as units too, marked as such
  std::vector<std::string> columns = {};  ///< of tables without a header, as one would name them
  Unready unready = Unready::kPenalty;
  std::size_t max_segment_bytes = 16u << 20;
  std::size_t max_depth = 256;  ///< of elements inside each other
};

/// Something a reader set right or left out, for the user to know.
struct Warning {
  std::int64_t line = 0;
  std::int64_t column = 0;
  std::string message;  ///< PUNTE_MSG with {1}..
  std::vector<std::string> arguments{};
  std::string file{};  ///< where several files are read together
};

/// The warnings about a file. All are counted; the first hundred are kept, so that a file of
/// millions of faults takes no memory for them.
class WarningList {
 public:
  static constexpr std::size_t kMost = 100;

  void add(std::int64_t line, std::int64_t column, std::string message,
           std::vector<std::string> arguments = {}) {
    ++count_;
    if (kept_.size() >= kMost) return;
    kept_.push_back({line, column, std::move(message), std::move(arguments), {}});
  }

  /// Takes over what another list has kept, as warnings about `file`.
  void append(WarningList&& other, const std::string& file) {
    count_ += other.count_;
    for (Warning& warning : other.kept_) {
      warning.file = file;
      kept_.push_back(std::move(warning));
    }
  }

  /// All that were added, also those that were not kept.
  [[nodiscard]] std::int64_t count() const { return count_; }
  /// Those that were kept, in file order.
  [[nodiscard]] const std::vector<Warning>& kept() const { return kept_; }

 private:
  std::vector<Warning> kept_;
  std::int64_t count_ = 0;
};

struct ReadReport {
  TmxHeader header;
  std::int64_t units = 0;  ///< given to the sink
  std::int64_t skipped_units = 0;
  std::int64_t lost_units = 0;  ///< of them, those that damage cost (recovery only)
  std::int64_t skipped_variants = 0;
  WarningList warnings;
};

/// Called for each unit in file order; an error ends the reading and is returned.
using UnitSink = std::function<Result<void>(language::Unit&&)>;

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_READING_H_
