#ifndef PUNTE_TM_TEXT_PLACEABLE_H_
#define PUNTE_TM_TEXT_PLACEABLE_H_

#include <string>
#include <string_view>
#include <vector>

#include "language/text.h"

namespace punte::tm::internal {

/// What stands in a translation as it stands in the text, or in another form of the same.
enum class PlaceableKind { kNumber, kCode, kAddress };

/// A part of a text that a translator carries over: a number with its separators (also dates and
/// times in figures), a code (letters and figures: "MP3", "ISO-8859-1"), an address (URL, e-mail).
struct Placeable {
  PlaceableKind kind = PlaceableKind::kNumber;
  language::Span span;
};

/// From left to right. Linear; any bytes.
[[nodiscard]] std::vector<Placeable> placeables_of(std::string_view text);

/// What texts are compared by: two texts that differ only in their placeables have one shape.
struct Shape {
  std::u32string text;  ///< the match key with one letter, of its kind, for each placeable
  std::vector<std::u32string> placeables;  ///< what they are, sorted
};

/// The shape of a match key (language::match_key()). Linear.
[[nodiscard]] Shape shape_of(std::u32string_view key);

/// How many placeables of one of the two the other does not have; of the two numbers the larger.
[[nodiscard]] std::size_t different_placeables(const Shape& a, const Shape& b);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_TEXT_PLACEABLE_H_
