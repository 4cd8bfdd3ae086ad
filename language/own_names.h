#ifndef PUNTE_LANGUAGE_OWN_NAMES_H_
#define PUNTE_LANGUAGE_OWN_NAMES_H_

#include <string_view>

namespace punte::language {

/// The language that `text` names in that language itself, as lists of languages on pages do:
/// "Deutsch" -> "de", "Português (Brasil)" -> "pt". Case does not matter. Empty for all else,
/// "German" too. Cost: that of match_key(), for texts of up to 64 bytes. Thread-safe.
/// Source: Unicode CLDR, names of languages.
[[nodiscard]] std::string_view language_of_own_name(std::string_view text);

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_OWN_NAMES_H_
