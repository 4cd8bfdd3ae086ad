#ifndef PUNTE_CLI_TRANSLATE_COMMAND_H_
#define PUNTE_CLI_TRANSLATE_COMMAND_H_

#include "cli/app.h"

namespace punte::cli {

/// punte translate: a page with what the memory knows of it.
void add_translate_command(CLI::App& app, Context& context);

}  // namespace punte::cli

#endif  // PUNTE_CLI_TRANSLATE_COMMAND_H_
