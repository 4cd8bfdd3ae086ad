#ifndef PUNTE_CLI_INIT_COMMAND_H_
#define PUNTE_CLI_INIT_COMMAND_H_

#include "cli/app.h"

namespace punte::cli {

/// punte init: the settings of a project.
void add_init_command(CLI::App& app, Context& context);

}  // namespace punte::cli

#endif  // PUNTE_CLI_INIT_COMMAND_H_
