#ifndef PUNTE_TM_TEXT_PLACEABLE_H_
#define PUNTE_TM_TEXT_PLACEABLE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language/text.h"

namespace punte::tm::internal {

/// What a translation has as the text has it, or in another form of the same.
enum class PlaceableKind : std::uint8_t { kNumber, kCode, kAddress, kPlaceholder, kRoman };

/// A part of a text that a translator carries over: a number with its sign and separators (also
/// dates and times in figures), a code (letters and figures: "MP3", "ISO-8859-1"), an address (URL,
/// e-mail), what a program fills in (language/placeholder.h), the Roman number of a chapter.
struct Placeable {
  PlaceableKind kind = PlaceableKind::kNumber;
  language::Span span;
};

/// From left to right. Linear; any bytes.
[[nodiscard]] std::vector<Placeable> placeables_of(std::string_view text);

/// The same of a match key; the spans are of code points.
[[nodiscard]] std::vector<Placeable> placeables_of(std::u32string_view key);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_TEXT_PLACEABLE_H_
