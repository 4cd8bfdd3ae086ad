#ifndef PUNTE_TM_SEARCH_WORD_REASONS_H_
#define PUNTE_TM_SEARCH_WORD_REASONS_H_

#include <string_view>
#include <vector>

#include "tm/match.h"

namespace punte::tm::internal {

/// The words that differ, for people: "“year” → “summer”". At most three changes are named.
[[nodiscard]] std::vector<Reason> word_reasons(std::string_view source, std::string_view query);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_SEARCH_WORD_REASONS_H_
