#ifndef PUNTE_TM_REPAIR_H_
#define PUNTE_TM_REPAIR_H_

#include <optional>
#include <vector>

#include "base/result.h"
#include "tm/match.h"
#include "tm/memory.h"

namespace punte::tm {

/// A fuzzy match made to fit the query better.
struct Repair {
  MarkedText target;
  /// That of the match and up to half of what it lacks to 94, by how much of the difference was
  /// repaired: nobody has seen this text yet.
  int score = 0;
  std::vector<Reason> reasons;  ///< "repaired", with what was exchanged: "“a” → “b”"
};

/// Exchanges in the match's target what differs between its source and the query, where that is
/// known and stands in the target exactly once: words that were copied over as they are (names,
/// URLs, placeholders), numbers in the form of the target language, words and phrases whose
/// translations are units of the memory, punctuation at the end, and the case of the first letter.
/// nullopt: nothing could be repaired, or the match is none that wants it (99 and better).
/// Errors: those of Memory::lookup(). Cost: tokens of source times those of the query,
/// and two exact look-ups for each difference.
[[nodiscard]] Result<std::optional<Repair>> repair(const Memory& memory, const Query& query,
                                                   const Match& match);

}  // namespace punte::tm

#endif  // PUNTE_TM_REPAIR_H_
