#ifndef PUNTE_CLI_MESSAGES_H_
#define PUNTE_CLI_MESSAGES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace punte::cli {

/// Loads the catalogue of `language` (a tag such as "ro"), or of the user's locale where it is
/// empty. Call once, before any other thread runs. An unknown language gives English.
void load_messages(const std::string& language);

/// The tag of the messages in use: "en", "ro".
[[nodiscard]] const std::string& message_language();

/// The user's text for an English message, {1}..{9} filled in.
[[nodiscard]] std::string tr(const char* message, const std::vector<std::string>& arguments = {});

/// The same for a message that depends on a count; {1} is the count, `arguments` follow as {2}...
[[nodiscard]] std::string trn(const char* singular, const char* plural, std::int64_t count,
                              const std::vector<std::string>& arguments = {});

/// A whole number with the user's grouping: 50,272 or 50.272.
[[nodiscard]] std::string number(std::int64_t value);

/// The user's text of an error: "path: what happened".
[[nodiscard]] std::string error_text(const base::Error& error);

}  // namespace punte::cli

#endif  // PUNTE_CLI_MESSAGES_H_
