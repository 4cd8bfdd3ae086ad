#ifndef PUNTE_CLI_TM_GROUP_H_
#define PUNTE_CLI_TM_GROUP_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/app.h"
#include "cli/memory_options.h"
#include "cli/terminal.h"
#include "tm/maintenance.h"
#include "tm/translation_memory.h"
#include "tm/unit_filter.h"
#include "view/json.h"

// What the commands below "punte tm" share.
namespace punte::cli {

struct TmArguments {
  tm::UnitFilter filter;
  std::vector<std::string> names;  // files, problems
  std::int64_t number = 0;
  std::size_t limit = 100;
  std::string language;
  std::string text;
  std::string find;
  std::string chosen;  // the filter in words, once the memory is open
  bool dry_run = false;
  bool fix = false;
  bool loose = false;
  bool regex = false;
  bool texts = false;
  bool yes = false;
};

/// A command below "punte tm", with the options that all of them have.
struct TmCommand {
  CLI::App& app;
  TmArguments& arguments;
};
using TmRun = base::Result<int> (*)(const Context&, TmArguments&);
TmCommand add_tm_command(CLI::App& group, Context& context, const char* name,
                         const std::string& description, const char* examples, TmRun run);

void add_dry_run(const TmCommand& command);
void add_limit(const TmCommand& command);

/// Opens the memory and checks the filter.
[[nodiscard]] base::Result<tm::TranslationMemory> open_memory(const Context& context,
                                                              TmArguments& arguments,
                                                              Opening opening);

/// Shows progress, and stops on Ctrl-C.
[[nodiscard]] base::Continue with_progress();

/// Prints one result as the user wants it; `text` is for people. Returns the exit code.
int show(const Context& context, const view::Json& json, const std::string& text, bool found);

/// Prints rows as a table, one document, or lines. Returns the exit code.
int show_rows(const Context& context, const Table& table, const std::vector<view::Json>& rows);

/// The first texts of units that are meant, as a table, and below it how many more there are;
/// "" where there are none.
[[nodiscard]] std::string examples_text(const std::vector<tm::Unit>& examples, std::int64_t all);

/// What is said after a change: how it is taken back.
[[nodiscard]] std::string undo_text();

/// Asks whether to go on, where people are there to answer; elsewhere an error that wants --yes.
/// `what` is a sentence that says what would happen.
[[nodiscard]] base::Result<bool> confirm(const std::string& what);

/// Commands that change texts: edit, replace.
void add_edit_commands(CLI::App& group, Context& context);
/// Commands that remove units: delete, keep, dedupe.
void add_removal_commands(CLI::App& group, Context& context);
/// Commands about units: what the memory holds, changes, other memories.
void add_unit_commands(CLI::App& group, Context& context);
/// Commands about the state of the memory: audit, check, history, undo, optimize.
void add_upkeep_commands(CLI::App& group, Context& context);

}  // namespace punte::cli

#endif  // PUNTE_CLI_TM_GROUP_H_
