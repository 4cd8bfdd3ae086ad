#ifndef PUNTE_EXCHANGE_CODE_PAIRS_H_
#define PUNTE_EXCHANGE_CODE_PAIRS_H_

#include <cstddef>
#include <vector>

#include "language/marked_text.h"

namespace punte::exchange {

inline constexpr std::size_t kNoPartner = static_cast<std::size_t>(-1);

/// For each code the place of the other half of its pair, or kNoPartner. Halves belong together if
/// element and id agree; a closing half takes the last one that is open. Cost: n log n.
[[nodiscard]] std::vector<std::size_t> pair_codes(const std::vector<language::InlineCode>& codes);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_CODE_PAIRS_H_
