#ifndef PUNTE_CLI_QA_COMMAND_H_
#define PUNTE_CLI_QA_COMMAND_H_

#include "cli/app.h"

namespace punte::cli {

/// punte qa: checks translations in a memory or in files.
void add_qa_command(CLI::App& app, Context& context);

}  // namespace punte::cli

#endif  // PUNTE_CLI_QA_COMMAND_H_
