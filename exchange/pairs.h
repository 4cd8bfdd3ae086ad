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

/// True if both tags name regions, and not the same: what a fallback took is labelled as it is.
[[nodiscard]] bool is_other_region(const std::string& own, const std::string& asked);

/// Property of a unit in a file of another region than its translation.
inline constexpr const char* kOwnLanguage = "x-punte-language";

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_PAIRS_H_
