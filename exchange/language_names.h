#ifndef PUNTE_EXCHANGE_LANGUAGE_NAMES_H_
#define PUNTE_EXCHANGE_LANGUAGE_NAMES_H_

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace punte::exchange {

/// A file's way to name a language, as a tag.
struct ReadLanguage {
  std::string tag;       ///< canonical; "und" where it names no language
  bool is_name = false;  ///< it was a name ("Romanian"), not a tag
};

/// Reads what tools write for a language: a tag in any spelling that LanguageTag takes, a locale of
/// POSIX ("sr_RS.UTF-8@latin"), Windows' three capitals ("ENU"), Wordfast's numbered tags
/// ("RO-01"), or a name in the language itself or in one that the interface speaks, with or without
/// a region ("German (Germany)"). No registered language subtag is longer than three letters, so
/// names cannot be mistaken for tags.
[[nodiscard]] ReadLanguage read_language(std::string_view written);

/// The tag, if it is written as one and names a language that translations are made for: "en",
/// "pt_BR", "fil", but neither "com" (Comanche) nor "new" (Newari), which are words as well. For
/// places that hold other things than languages: names of files, heads of columns.
[[nodiscard]] std::optional<std::string> plausible_language(std::string_view written);

/// The language that a path tells: "ro.po", "app_pt_BR.properties", "strings-ro.xml",
/// "messages.ro.json", else a folder: "ro/app.po", "ro/LC_MESSAGES/app.po". The end of a name
/// counts only after one of "._-". Canonical; nullopt where nothing tells it.
[[nodiscard]] std::optional<std::string> language_of_path(const std::filesystem::path& path);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_LANGUAGE_NAMES_H_
