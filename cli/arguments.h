#ifndef PUNTE_CLI_ARGUMENTS_H_
#define PUNTE_CLI_ARGUMENTS_H_

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/app.h"
#include "tm/translation_memory.h"

namespace punte::cli {

/// The languages of the user's memory, most texts first; none where there is no memory.
[[nodiscard]] std::vector<std::string> languages_at_hand(const Context& context);

/// Says that there is no memory, and what that means for counts.
void note_no_memory(const Context& context);

/// Says that the memory has no text in a language, and what was probably meant: to be called where
/// nothing was found in it.
void note_missing_language(const tm::Memory& memory, const std::string& tag);

/// The memory that the user named or has, never written to. Errors: those of
/// TranslationMemory::open(), kNotFound among them.
[[nodiscard]] base::Result<tm::TranslationMemory> open_to_read(const Context& context);

/// The same, or nullopt where the user named none and has none.
[[nodiscard]] base::Result<std::optional<tm::TranslationMemory>> open_if_any(
    const Context& context);

}  // namespace punte::cli

#endif  // PUNTE_CLI_ARGUMENTS_H_
