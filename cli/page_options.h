#ifndef PUNTE_CLI_PAGE_OPTIONS_H_
#define PUNTE_CLI_PAGE_OPTIONS_H_

#include "cli/app.h"
#include "page/page.h"

namespace punte::cli {

/// Adds what all commands that read pages take: --expect, --format, and the limits --max-size,
/// --max-tags and --max-depth.
void add_page_options(CLI::App& command, Context& context, page::ExtractOptions& extract);

/// Adds --no-attributes; without it, attributes are read.
void add_attributes_option(CLI::App& command, page::ExtractOptions& extract);

}  // namespace punte::cli

#endif  // PUNTE_CLI_PAGE_OPTIONS_H_
