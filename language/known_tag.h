#ifndef PUNTE_LANGUAGE_KNOWN_TAG_H_
#define PUNTE_LANGUAGE_KNOWN_TAG_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "language/language_tag.h"

namespace punte::language {

/// True if CLDR has a name for the language, and for the script and the region where the tag has
/// them. Tags for private use (qaa to qtz) and "und" are known too.
[[nodiscard]] bool is_known(const LanguageTag& tag);

/// The tag of a language that is named in English or in the language itself: "romanian",
/// "Deutsch" -> "ro", "de". Case does not matter. Cost: reading all names once. Thread-safe.
[[nodiscard]] std::optional<std::string> tag_of_name(std::string_view name);

/// The tag that who wrote `text` probably meant, where that is not a known tag itself or not the
/// one that was wanted: by a name, by the code of a country ("ua" -> "uk"), by a slip of typing.
/// Tags `at_hand`, such as those of a memory, come first; a slip is looked for among these and
/// the most translated languages only, as nearly every two letters are the tag of some language.
[[nodiscard]] std::optional<std::string> likely_meant(std::string_view text,
                                                      std::span<const std::string> at_hand = {});

/// The languages that most text is translated into, as tags, most used first.
[[nodiscard]] std::span<const char* const> most_translated();

/// Reads a tag that a person wrote, such as the value of an option. What is in `at_hand` is taken
/// whether CLDR knows it or not. Errors: kInvalidArgument, with likely_meant() as
/// Error::proposal.
[[nodiscard]] base::Result<LanguageTag> known_tag(std::string_view text,
                                                  std::span<const std::string> at_hand = {});

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_KNOWN_TAG_H_
