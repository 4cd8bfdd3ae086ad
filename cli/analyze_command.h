#ifndef PUNTE_CLI_ANALYZE_COMMAND_H_
#define PUNTE_CLI_ANALYZE_COMMAND_H_

#include "cli/app.h"

namespace punte::cli {

/// punte analyze: words of pages by how much of them the memory knows.
void add_analyze_command(CLI::App& app, Context& context);

}  // namespace punte::cli

#endif  // PUNTE_CLI_ANALYZE_COMMAND_H_
