#ifndef PUNTE_CLI_APP_H_
#define PUNTE_CLI_APP_H_

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Validators.hpp>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "cli/exit_codes.h"

namespace punte::cli {

enum class Output { kTable, kJson, kJsonLines };

/// What the options that every command takes said.
struct Context {
  std::string tm;
  bool json = false;
  bool jsonl = false;
  std::string ui_language;
  std::string color = "auto";

  [[nodiscard]] Output output() const {
    return json ? Output::kJson : jsonl ? Output::kJsonLines : Output::kTable;
  }
  /// --tm, else $PUNTE_TM, else memory.tm in the user's data folder (made if missing).
  [[nodiscard]] base::Result<std::filesystem::path> memory_path() const;

  int exit_code = kDone;
};

/// Adds a command. `run` is called after the arguments were read; what it returns is the exit code.
/// `examples` is shown below --help, one example a line.
CLI::App& add_command(CLI::App& app, Context& context, const std::string& name,
                      const std::string& description, const std::string& examples,
                      std::function<int()> run);
void add_output_options(CLI::App& command, Context& context);
void add_memory_option(CLI::App& command, Context& context);

/// Prints "punte: ..." on standard error and returns kFailed.
int report(const base::Error& error);

/// The exit code of a command: what it returned, or that of its error, which is reported.
int finished(const base::Result<int>& exit_code);

/// Writes to standard output; false once nobody reads any more (a closed pipe).
bool print(std::string_view text);

/// Runs the whole program.
int run(int argc, const char* const* argv);

}  // namespace punte::cli

#endif  // PUNTE_CLI_APP_H_
