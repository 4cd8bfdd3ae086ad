#ifndef PUNTE_CLI_ARGUMENTS_H_
#define PUNTE_CLI_ARGUMENTS_H_

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cli/app.h"
#include "tm/translation_memory.h"

namespace punte::cli {

/// Puts a language tag of the command line into its canonical form; an empty one stays empty.
/// Errors: kInvalidArgument.
[[nodiscard]] base::Result<void> make_canonical(std::string& tag);
[[nodiscard]] base::Result<void> make_canonical(std::initializer_list<std::string*> tags,
                                                std::vector<std::string>* list = nullptr);

/// The memory that the user named or has, never written to. Errors: those of
/// TranslationMemory::open(), kNotFound among them.
[[nodiscard]] base::Result<tm::TranslationMemory> open_to_read(const Context& context);

/// The same, or nullopt where the user named none and has none.
[[nodiscard]] base::Result<std::optional<tm::TranslationMemory>> open_if_any(
    const Context& context);

/// Where a command writes its only result: the file, or standard output ("-"). All or nothing.
[[nodiscard]] base::Result<void> write_file(const std::string& path, std::string_view bytes);

}  // namespace punte::cli

#endif  // PUNTE_CLI_ARGUMENTS_H_
