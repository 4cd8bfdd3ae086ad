#ifndef PUNTE_CLI_DIFF_COMMAND_H_
#define PUNTE_CLI_DIFF_COMMAND_H_

#include "cli/app.h"

namespace punte::cli {

/// punte diff: what became of the segments of a page.
void add_diff_command(CLI::App& app, Context& context);

}  // namespace punte::cli

#endif  // PUNTE_CLI_DIFF_COMMAND_H_
