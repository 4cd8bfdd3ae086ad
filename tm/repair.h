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
  /// That of the match and a third of what it lacks to 94: nobody has seen this text yet.
  int score = 0;
  std::vector<Reason> reasons;  ///< "repaired", with what was exchanged: "“a” → “b”"
};

/// Exchanges in the match's target what differs between its source and the query, where that is
/// known and in the target exactly once: words that were copied over as they are (names), numbers,
/// codes, placeholders and addresses as look-ups put them in, words and phrases whose translations
/// are units of the memory, punctuation at the end, and the case of the first letter. Every place
/// is found in the target as it is, and all are exchanged at once.
/// nullopt: nothing differs or the match is none that wants it (99 and better); or a word, number
/// or placeholder of the query would be missing or one of the source's would be left, or two of
/// them want the same place. Half a repair is worse than none. Errors: those of Memory::lookup().
/// Cost: tokens of source times those of the query, and two exact look-ups for each difference.
[[nodiscard]] Result<std::optional<Repair>> repair(const Memory& memory, const Query& query,
                                                   const Match& match);

}  // namespace punte::tm

#endif  // PUNTE_TM_REPAIR_H_
