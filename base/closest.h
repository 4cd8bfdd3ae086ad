#ifndef PUNTE_BASE_CLOSEST_H_
#define PUNTE_BASE_CLOSEST_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace punte::base {

/// Letters to add, drop or replace, or neighbours to swap, to make one word of the other. Counts
/// bytes; case counts. Cost: the product of the lengths.
/// Source: optimal string alignment, Damerau 1964, doi:10.1145/363958.363994.
[[nodiscard]] std::size_t typing_distance(std::string_view a, std::string_view b);

/// The candidate that someone who typed `word` is likely to have meant: one that begins with it
/// (from three letters on), else the one with the fewest slips, at most one for three letters.
/// The first of equals. nullopt where none is near.
[[nodiscard]] std::optional<std::string> closest(std::string_view word,
                                                 std::span<const std::string> candidates);

}  // namespace punte::base

#endif  // PUNTE_BASE_CLOSEST_H_
