#ifndef PUNTE_CLI_SERVE_COMMAND_H_
#define PUNTE_CLI_SERVE_COMMAND_H_

#include "cli/app.h"

namespace punte::cli {

void add_serve_command(CLI::App& app, Context& context);

}  // namespace punte::cli

#endif  // PUNTE_CLI_SERVE_COMMAND_H_
