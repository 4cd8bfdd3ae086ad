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

/// What the placeables of a match's target are to those of the query.
enum class Placed {
  kRight,   ///< they are those of the query, as they were or as they were put in
  kWrong,   ///< one that is another in the query is left, as it is open which it is
  kUneven,  ///< the query has more, fewer or others, so that one is missing or too much
};

/// Puts the placeables of `query` in the place of those of match.source in match.target, all at
/// once, where nothing about that is open to doubt: query and source have the same number of them,
/// of the same kinds in the same order; what is equal in the source is equal in the query; and each
/// one that differs stands in the target as often as in the source, as it is or as `form` writes
/// it. Else the target stays as it is. What was replaced is added to the reasons, "placeable":
/// "2014 → 2020".
Placed adapt(std::string_view query, const ToTargetForm& form, Match& match);

/// `source` with the placeables of `query` in the place of its own, where both have the same number
/// of them of the same kinds; else as it is.
[[nodiscard]] std::string with_placeables_of(std::string_view query, std::string_view source);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_SEARCH_ADAPT_H_
