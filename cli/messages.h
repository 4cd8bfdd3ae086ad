#ifndef PUNTE_CLI_MESSAGES_H_
#define PUNTE_CLI_MESSAGES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "view/messages.h"

namespace punte::cli {

/// The program speaks one language from its start to its end: that of the user.
[[nodiscard]] const view::Messages& messages();

/// Loads the catalogue of `language` (a tag such as "ro"), or of the user's locale where it is
/// empty. Call once, before any other thread runs.
void load_messages(const std::string& language);

/// True if the messages are in the language that was asked for.
[[nodiscard]] bool has_catalogue();

// Short for the functions of messages(), which are on every line of a command.
[[nodiscard]] const std::string& message_language();
[[nodiscard]] std::string tr(const char* message, const std::vector<std::string>& arguments = {});
[[nodiscard]] std::string trn(const char* singular, const char* plural, std::int64_t count,
                              const std::vector<std::string>& arguments = {});
[[nodiscard]] std::string number(std::int64_t value);
[[nodiscard]] std::string decimal(double value, int digits);

/// The user's text of an error: "path: what happened", and what could be done, with the option for
/// it.
[[nodiscard]] std::string error_text(const base::Error& error);

}  // namespace punte::cli

#endif  // PUNTE_CLI_MESSAGES_H_
