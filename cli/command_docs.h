#ifndef PUNTE_CLI_COMMAND_DOCS_H_
#define PUNTE_CLI_COMMAND_DOCS_H_

#include "cli/app.h"

namespace punte::cli {

/// punte completions and the hidden punte man-pages: both say what --help says, read from the
/// commands themselves. `app` must outlive the run and have all its commands by then.
void add_completions_command(CLI::App& app, Context& context);
void add_man_pages_command(CLI::App& app, Context& context);

/// The manual page of a command, in the language of the messages. `name`: "punte", "punte-tm-list".
[[nodiscard]] std::string man_page(const CLI::App& command, const std::string& name);

}  // namespace punte::cli

#endif  // PUNTE_CLI_COMMAND_DOCS_H_
