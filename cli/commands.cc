#include "cli/commands.h"

namespace punte::cli {

void add_commands(CLI::App& app, Context& context) {
  static_cast<void>(app);
  static_cast<void>(context);
}

}  // namespace punte::cli
