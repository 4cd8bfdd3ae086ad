#ifndef PUNTE_CLI_TM_COMMAND_H_
#define PUNTE_CLI_TM_COMMAND_H_

#include "cli/app.h"

namespace punte::cli {

/// punte tm: what keeps a memory in good order.
void add_tm_command(CLI::App& app, Context& context);

}  // namespace punte::cli

#endif  // PUNTE_CLI_TM_COMMAND_H_
