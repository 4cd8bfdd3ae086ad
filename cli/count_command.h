#ifndef PUNTE_CLI_COUNT_COMMAND_H_
#define PUNTE_CLI_COUNT_COMMAND_H_

#include "cli/app.h"

namespace punte::cli {

/// punte count: words of pages by language and role, without a memory.
void add_count_command(CLI::App& app, Context& context);

}  // namespace punte::cli

#endif  // PUNTE_CLI_COUNT_COMMAND_H_
