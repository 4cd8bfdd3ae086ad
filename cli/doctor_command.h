#ifndef PUNTE_CLI_DOCTOR_COMMAND_H_
#define PUNTE_CLI_DOCTOR_COMMAND_H_

#include "cli/app.h"

namespace punte::cli {

/// punte doctor: what is installed, which files are used, and whether all is well.
void add_doctor_command(CLI::App& app, Context& context);

}  // namespace punte::cli

#endif  // PUNTE_CLI_DOCTOR_COMMAND_H_
