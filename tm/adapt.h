#ifndef PUNTE_TM_ADAPT_H_
#define PUNTE_TM_ADAPT_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/text.h"
#include "tm/match.h"

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

/// A number of the source in the form of the target's language, or nullopt.
using ToTargetForm = std::function<std::optional<std::string>(std::string_view)>;

/// Puts the placeables of `query` in the place of those of match.source in match.target, where
/// nothing about that is open to doubt: query and source have the same number of them, of the same
/// kinds in the same order; and each one that differs stands once in the source and once in the
/// target, as it is or as `form` writes it, and its replacement nowhere in the source. Else the
/// target stays as it is. What was replaced is added to the reasons, "placeable": "2014 → 2020".
void adapt(std::string_view query, const ToTargetForm& form, Match& match);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_ADAPT_H_
