#ifndef PUNTE_CLI_COMPLETION_SCRIPTS_H_
#define PUNTE_CLI_COMPLETION_SCRIPTS_H_

#include <string>
#include <vector>

#include "cli/option_values.h"

namespace punte::cli {

/// What a shell has to know of an option.
struct CompletedOption {
  std::vector<std::string> names;  ///< with dashes
  std::string description;
  bool takes_value = false;
  ValueKind kind = ValueKind::kText;
  std::vector<std::string> choices;
};

/// What a shell has to know of a command.
struct CompletedCommand {
  std::string path;  ///< "punte", "punte tm", "punte tm list"
  std::string description;
  std::vector<CompletedOption> options;
  std::vector<std::string> words;  ///< that its argument can be
  std::vector<CompletedCommand> commands;
};

/// The command that prints the language tags, those of the memory first. For the scripts.
inline constexpr const char* kTagsCommand = "completion-tags";

[[nodiscard]] std::string bash_script(const CompletedCommand& root);
[[nodiscard]] std::string zsh_script(const CompletedCommand& root);
[[nodiscard]] std::string fish_script(const CompletedCommand& root);

}  // namespace punte::cli

#endif  // PUNTE_CLI_COMPLETION_SCRIPTS_H_
