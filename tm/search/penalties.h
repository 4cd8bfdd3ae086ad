#ifndef PUNTE_TM_SEARCH_PENALTIES_H_
#define PUNTE_TM_SEARCH_PENALTIES_H_

#include <string_view>
#include <vector>

#include "tm/match.h"
#include "tm/unit.h"

namespace punte::tm::internal {

/// What counts against using `target` of `unit` as a translation, each with its points, in the
/// order of the fields of Penalties. None costs 0 points. Pure; thread-safe.
///
/// "aligned": the unit was made by alignment (its origin, or x-punte-confidence). The points shrink
/// with the confidence, 0..1, and are at least 1.
/// "machine": written by a machine and not changed by a person since: TMX creationid or changeid
/// "MT!", as the tools of the trade write it, or a property that says so.
/// "unreviewed": a property or a state says that nobody has confirmed it, or that it is a draft.
/// "variant": another variety of a language than the one asked for, as pt-BR for pt-PT.
/// "origin": as the user wants it.
[[nodiscard]] std::vector<Reason> penalties_of(const Unit& unit, const Variant& source,
                                               const Variant& target, std::string_view origin,
                                               const Query& query, const Penalties& penalties);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_SEARCH_PENALTIES_H_
