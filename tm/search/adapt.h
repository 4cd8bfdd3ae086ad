#ifndef PUNTE_TM_SEARCH_ADAPT_H_
#define PUNTE_TM_SEARCH_ADAPT_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "tm/match.h"
#include "tm/text/placeable.h"

namespace punte::tm::internal {

/// A number of the source in the form of the target's language, or nullopt.
using ToTargetForm = std::function<std::optional<std::string>(std::string_view)>;

/// Puts the placeables of `query` in the place of those of match.source in match.target, where
/// nothing about that is open to doubt: query and source have the same number of them, of the same
/// kinds in the same order; and each one that differs stands once in the source and once in the
/// target, as it is or as `form` writes it, and its replacement nowhere in the source. Else the
/// target stays as it is. What was replaced is added to the reasons, "placeable": "2014 → 2020".
/// False: it stays although one differs, so that a wrong number, code or address stands in it.
bool adapt(std::string_view query, const ToTargetForm& form, Match& match);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_SEARCH_ADAPT_H_
