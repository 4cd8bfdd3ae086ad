#ifndef PUNTE_CLI_CONFIG_FILE_H_
#define PUNTE_CLI_CONFIG_FILE_H_

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cli/app.h"

namespace punte::cli {

inline constexpr const char* kProjectFile = ".punte.toml";

/// A file of settings.
struct ConfigFile {
  std::filesystem::path path;
  bool project = false;  ///< relative paths in it start at its folder, and it names no outputs
};

/// One default: "threshold = 90" under [lookup].
struct ConfigEntry {
  std::string section;  ///< "translate", "tm.list"; empty: every command that has the option
  std::string name;     ///< of the option, without dashes
  std::string value;    ///< members of a list are joined by commas
  std::size_t line = 0;
  ConfigFile file = {};
};

/// $XDG_CONFIG_HOME/punte/config.toml, else ~/.config/punte/config.toml; empty where neither
/// folder is known.
[[nodiscard]] std::filesystem::path user_config();

/// .punte.toml of the current folder, or of the nearest one above that has it; empty: there is
/// none.
[[nodiscard]] std::filesystem::path project_config();

/// The files of settings that are there: the user's, then the project's, which comes first where
/// both set an option.
[[nodiscard]] std::vector<ConfigFile> config_files();

/// Reads TOML: tables of strings, numbers, booleans and lists of these. Later settings come first.
/// Errors: kSyntax with file and line, kIo, kLimit.
[[nodiscard]] base::Result<std::vector<ConfigEntry>> read_configs(
    const std::vector<ConfigFile>& files);

/// Makes the entries the defaults of the command that `words`, the arguments of the program, call.
/// Entries for other commands are checked for their names. $PUNTE_TM comes before a memory that is
/// named for every command; `from` and `to` that are set for every command give languages where one
/// is needed, and narrow nothing. Errors: kInvalidArgument with file and line.
[[nodiscard]] base::Result<void> apply_config(CLI::App& app, Context& context,
                                              const std::vector<ConfigEntry>& entries,
                                              const std::vector<std::string_view>& words);

}  // namespace punte::cli

#endif  // PUNTE_CLI_CONFIG_FILE_H_
