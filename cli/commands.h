#ifndef PUNTE_CLI_COMMANDS_H_
#define PUNTE_CLI_COMMANDS_H_

#include "cli/app.h"

namespace punte::cli {

/// Adds every command, in the order that --help lists them.
void add_commands(CLI::App& app, Context& context);

}  // namespace punte::cli

#endif  // PUNTE_CLI_COMMANDS_H_
