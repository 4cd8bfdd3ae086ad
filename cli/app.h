#ifndef PUNTE_CLI_APP_H_
#define PUNTE_CLI_APP_H_

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Validators.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "cli/exit_codes.h"
#include "cli/option_values.h"
#include "cli/parse_errors.h"
#include "exchange/outputs.h"

namespace punte::cli {

enum class Output { kTable, kJson, kJsonLines };

/// What one run of the program keeps beside the values of its options.
struct Run {
  exchange::Outputs files;
  OptionValues values;
  bool takes_input = false;        ///< "-" was named
  bool takes_output = false;       ///< the same for standard output
  bool told_memory = false;        ///< which one is used
  std::string usual_source;        ///< the source language of all commands' settings
  std::string passed_over_memory;  ///< of the project, where $PUNTE_TM names another
};

/// What the options that every command takes said.
struct Context {
  std::string tm;
  bool json = false;
  bool jsonl = false;
  std::string ui_language;
  std::string color = "auto";
  bool quiet = false;
  bool verbose = false;
  std::optional<int> wait;  ///< seconds, for another program that writes to the memory

  [[nodiscard]] Output output() const {
    return json ? Output::kJson : jsonl ? Output::kJsonLines : Output::kTable;
  }
  /// --tm, else $PUNTE_TM, else memory.tm in the user's data folder (made if missing); the user is
  /// told of the last. No result is written to it from then on.
  [[nodiscard]] base::Result<std::filesystem::path> memory_path() const;
  /// True where the user named a memory.
  [[nodiscard]] bool names_memory() const;
  /// What the run reads and writes.
  [[nodiscard]] exchange::Outputs& files() const { return run->files; }

  std::shared_ptr<Run> run = std::make_shared<Run>();

  int exit_code = kDone;
};

/// Adds a command. `run` is called after the arguments were read; what it returns is the exit code.
/// `examples` is shown below --help, one example a line.
CLI::App& add_command(CLI::App& app, Context& context, const std::string& name,
                      const std::string& description, const std::string& examples,
                      std::function<int()> run);
void add_output_options(CLI::App& command, Context& context);
CLI::Option* add_memory_option(CLI::App& command, Context& context);

/// Prints "punte: ..." on standard error, for what is no error.
void note(const std::string& text);

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
