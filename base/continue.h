#ifndef PUNTE_BASE_CONTINUE_H_
#define PUNTE_BASE_CONTINUE_H_

#include <cstdint>
#include <functional>

#include "base/result.h"

namespace punte::base {

/// What long work is doing, for people. A front end has a word for each.
enum class Stage {
  kPages,      ///< pages read
  kLines,      ///< lines answered
  kUnits,      ///< units read, written or looked at
  kSegments,   ///< segments looked up
  kComparing,  ///< segments compared with each other
  kDocuments,  ///< documents paired or aligned
  kLexicon,    ///< a lexicon learnt
  kIndex,      ///< an index built
};

/// Progress and cancellation in one. Long work calls it between two pieces, from one thread at a
/// time, with what it has done of `all` (0: nobody knows how much there is). False: stop; the work
/// then changes nothing and gives cancelled(). Cheap to call; an empty one means "go on".
class Continue {
 public:
  using Function = std::function<bool(Stage stage, std::uint64_t done, std::uint64_t all)>;

  Continue() = default;
  Continue(Function function) : function_(std::move(function)) {}  // NOLINT: a function is one

  [[nodiscard]] bool operator()(Stage stage, std::uint64_t done, std::uint64_t all = 0) const {
    return !function_ || function_(stage, done, all);
  }

 private:
  Function function_;
};

/// The error of work that Continue stopped.
[[nodiscard]] inline tl::unexpected<Error> cancelled() {
  return fail(ErrorCode::kCancelled, PUNTE_MSG("stopped"));
}

}  // namespace punte::base

#endif  // PUNTE_BASE_CONTINUE_H_
