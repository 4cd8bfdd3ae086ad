#ifndef PUNTE_LANGUAGE_READINESS_H_
#define PUNTE_LANGUAGE_READINESS_H_

#include <string_view>

#include "language/unit.h"

namespace punte::language {

/// Property of a unit with the state of its translation: a word of XLIFF 1.2 or 2
/// ("needs-review-translation", "initial", "final", ...), whatever the format it came from.
inline constexpr const char* kStateProperty = "x-xliff-state";

/// True if a property says that the translation is a draft or that nobody has confirmed it, in the
/// words of any format.
[[nodiscard]] bool says_unready(const Property& property);

/// True if a property of the unit or of one of its texts says so.
[[nodiscard]] bool is_unready(const Unit& unit);

/// Takes away what says so.
void make_ready(Unit& unit);

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_READINESS_H_
