#ifndef PUNTE_CLI_SERVE_ARGUMENTS_H_
#define PUNTE_CLI_SERVE_ARGUMENTS_H_

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/app.h"
#include "server/service.h"

namespace punte::cli {

/// What `punte serve` and `punte mcp` have in common: the memories.
struct ServedMemories {
  std::string folder;
  std::vector<std::string> references;
};

void add_served_options(CLI::App& command, Context& context, ServedMemories& memories);

/// Errors: those of finding the memory, and of a file that must not be read.
[[nodiscard]] base::Result<server::CatalogOptions> catalog_options(const Context& context,
                                                                   const ServedMemories& memories);

/// The file that `text` names, else tokens.json beside the configuration.
[[nodiscard]] std::filesystem::path token_file(const std::string& text);

}  // namespace punte::cli

#endif  // PUNTE_CLI_SERVE_ARGUMENTS_H_
