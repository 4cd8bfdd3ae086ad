#ifndef PUNTE_EXCHANGE_PAIRS_H_
#define PUNTE_EXCHANGE_PAIRS_H_

#include <string>
#include <utility>
#include <vector>

#include "language/unit.h"

namespace punte::exchange {

/// The pair of languages that a file holds.
struct PairLanguages {
  std::string from;  ///< canonical tags
  std::string to;
  /// Take a text of another region ("pt-BR" for "pt-PT") where a unit has none better.
  bool fallback = false;
};

/// Source and target.
using Pair = std::pair<const language::Variant*, const language::Variant*>;

/// The pairs of a unit that a file of these languages may hold, in the order of the unit. A text
/// in the very language goes before one in the language at large ("pt" for "pt-PT"); a text of
/// another region is taken for a fallback only, and where the language is asked for at large.
[[nodiscard]] std::vector<Pair> pairs_of(const language::Unit& unit,
                                         const PairLanguages& languages);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_PAIRS_H_
