#ifndef PUNTE_LANGUAGE_WRAP_H_
#define PUNTE_LANGUAGE_WRAP_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace punte::language {

/// The lines of a text on a terminal of so many columns: broken at spaces, which go, and inside
/// words that are too long or written without spaces, between grapheme clusters. Line feeds stay
/// breaks. At least one line. Cost: linear. See display_width().
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t columns);

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_WRAP_H_
