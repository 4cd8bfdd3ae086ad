#ifndef PUNTE_EXCHANGE_LANGUAGE_NAMES_H_
#define PUNTE_EXCHANGE_LANGUAGE_NAMES_H_

#include <string>
#include <string_view>

namespace punte::exchange {

/// A file's way to name a language, as a tag.
struct ReadLanguage {
  std::string tag;       ///< canonical; "und" where it names no language
  bool is_name = false;  ///< it was a name ("Romanian"), not a tag
};

/// Reads a tag in any spelling that LanguageTag takes, or the name of a language, in English or in
/// the language itself: some tools write `xml:lang="English"`. No registered language subtag is
/// longer than three letters, so names cannot be mistaken for tags.
[[nodiscard]] ReadLanguage read_language(std::string_view written);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_LANGUAGE_NAMES_H_
