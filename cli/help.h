#ifndef PUNTE_CLI_HELP_H_
#define PUNTE_CLI_HELP_H_

#include <CLI/App.hpp>
#include <string>
#include <vector>

#include "cli/app.h"

namespace punte::cli {

/// What the program can do, on one screen.
[[nodiscard]] std::string overview(const CLI::App& app);

/// How a command is used. `path` are the words that call it: "punte tm list".
[[nodiscard]] std::string command_help(const CLI::App& command, const std::string& path);

/// "--to TAGS", "-o, --output FILE": the names of an option and what its value is.
[[nodiscard]] std::string option_title(const CLI::Option& option);
/// What its value is called: "TAGS".
[[nodiscard]] std::string value_name(const CLI::Option& option);

/// The commands that help names, of the program or of a group.
[[nodiscard]] std::vector<const CLI::App*> shown_commands(const CLI::App& app);

/// punte help COMMAND.
void add_help_command(CLI::App& app, Context& context);

}  // namespace punte::cli

#endif  // PUNTE_CLI_HELP_H_
