#ifndef PUNTE_CLI_CONFIG_FILE_H_
#define PUNTE_CLI_CONFIG_FILE_H_

#include <CLI/App.hpp>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace punte::cli {

/// One default: "threshold = 90" under [translate].
struct ConfigEntry {
  std::string section;  ///< "translate", "tm.list"; empty: every command that has the option
  std::string name;     ///< of the option, without dashes
  std::string value;    ///< members of a list are joined by commas
  std::size_t line = 0;
};

/// $XDG_CONFIG_HOME/punte/config.toml, else ~/.config/punte/config.toml; empty where neither
/// folder is known.
[[nodiscard]] std::filesystem::path config_path();

/// Reads TOML: tables of strings, numbers, booleans and lists of these. No file is no entry.
/// Errors: kSyntax with file and line, kIo, kLimit.
[[nodiscard]] base::Result<std::vector<ConfigEntry>> read_config(const std::filesystem::path& path);

/// Makes the entries the defaults of the command that `words`, the arguments of the program, call.
/// Entries for other commands are checked for their names. $PUNTE_TM comes before a memory that is
/// named for every command. Errors: kInvalidArgument with file and line.
[[nodiscard]] base::Result<void> apply_config(CLI::App& app,
                                              const std::vector<ConfigEntry>& entries,
                                              const std::vector<std::string_view>& words,
                                              const std::filesystem::path& path);

}  // namespace punte::cli

#endif  // PUNTE_CLI_CONFIG_FILE_H_
