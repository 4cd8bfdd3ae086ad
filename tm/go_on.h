#ifndef PUNTE_TM_GO_ON_H_
#define PUNTE_TM_GO_ON_H_

#include <cstdint>

#include "base/continue.h"
#include "tm/memory.h"

namespace punte::tm::internal {

/// Asks every some hundred units whether to go on. Errors: kCancelled; what was written meanwhile
/// is to be taken back.
[[nodiscard]] inline Result<void> ask(const base::Continue& go_on, std::int64_t done) {
  constexpr std::int64_t kUnitsBetween = 256;
  if (done % kUnitsBetween == 0 && !go_on(base::Stage::kUnits, static_cast<std::uint64_t>(done))) {
    return base::fail(ErrorCode::kCancelled, PUNTE_MSG("stopped; the memory is as it was"));
  }
  return {};
}

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_GO_ON_H_
