#ifndef PUNTE_TM_SEARCH_ADAPT_H_
#define PUNTE_TM_SEARCH_ADAPT_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "language/number_exchange.h"
#include "tm/match.h"
#include "tm/text/placeable.h"

namespace punte::tm::internal {

/// What the placeables of a match's target are to those of the query.
enum class Placed {
  kRight,     ///< they are those of the query, as they were or as they were put in
  kNounForm,  ///< so they are, but a noun beside one takes another form with it
  kWrong,     ///< one that is another in the query is left, as it is open which it is
  kUneven,    ///< the query has more, fewer or others, so that one is missing or too much
};

/// A query and what is found in it once for all its matches.
struct AdaptedQuery {
  explicit AdaptedQuery(std::string_view query) : text(query), placeables(placeables_of(query)) {}
  std::string_view text;
  std::vector<Placeable> placeables;
};

/// Asked for where a number differs, as it is costly to make.
using Numbers = std::function<const language::NumberExchange&()>;

/// Puts the placeables of `query` in the place of those of match.source in match.target, all at
/// once, where nothing about that is open to doubt: query and source have the same number of them,
/// of the same kinds in the same order; what is equal in the source is equal in the query; and each
/// one that differs is in the target as often as in the source, a number in any of its forms. Else
/// the target stays as it is. The word between a number and its noun follows the number (Romanian
/// "de"). What was replaced is added to the reasons, "placeable": "2014 → 2020", and a noun that
/// takes another form, "noun-form": "zi".
Placed adapt(const AdaptedQuery& query, const Numbers& numbers, Match& match);

/// `source` with the placeables of `query` in the place of its own, where both have the same number
/// of them of the same kinds; else as it is.
[[nodiscard]] std::string with_placeables_of(std::string_view query, std::string_view source);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_SEARCH_ADAPT_H_
