#include "cli/tm_command.h"

#include <memory>
#include <string>
#include <utility>

#include "cli/messages.h"
#include "cli/tm_group.h"
#include "tm/checked_filter.h"

namespace punte::cli {

using base::Result;
using view::Json;
using view::json_document;
using view::json_line;

TmCommand add_tm_command(CLI::App& group, Context& context, const char* name,
                         const std::string& description, const char* examples, TmRun run) {
  const auto arguments = std::make_shared<TmArguments>();
  CLI::App& command =
      add_command(group, context, name, description, examples,
                  [&context, arguments, run] { return finished(run(context, *arguments)); });
  add_memory_option(command, context);
  add_output_options(command, context);
  return {command, *arguments};
}

void add_dry_run(const TmCommand& command) {
  command.app.add_flag("--dry-run", command.arguments.dry_run,
                       tr("Read and report, but write nothing"));
}

void add_limit(const TmCommand& command) {
  command.app.add_option("--limit", command.arguments.limit, tr("At most so many (default 100)"))
      ->type_name(tr("NUMBER"));
}

Result<tm::TranslationMemory> open_memory(const Context& context, TmArguments& arguments,
                                          Opening opening) {
  PUNTE_TRY(const auto path, context.memory_path());
  PUNTE_TRY(arguments.filter, tm::checked_filter(std::move(arguments.filter)));
  return tm::TranslationMemory::open(path, memory_options(path, opening));
}

tm::Continue with_progress() {
  return [progress = std::make_shared<Progress>()](std::int64_t done) {
    progress->show(tr("Units"), static_cast<std::uint64_t>(done), 0);
    return !interrupted();
  };
}

int show(const Context& context, const Json& json, const std::string& text, bool found) {
  const std::string out = context.output() == Output::kJson        ? json_document(json)
                          : context.output() == Output::kJsonLines ? json_line(json)
                                                                   : text + "\n";
  if (!print(out)) return kFailed;
  return found ? kDone : kNothingFound;
}

int show_rows(const Context& context, const Table& table, const std::vector<Json>& rows) {
  std::string out;
  if (context.output() == Output::kTable) {
    if (!rows.empty()) out = table.text();
  } else if (context.output() == Output::kJson) {
    out = json_document(Json(rows));
  } else {
    for (const Json& row : rows) out += json_line(row);
  }
  if (!print(out)) return kFailed;
  return rows.empty() ? kNothingFound : kDone;
}

void add_tm_command(CLI::App& app, Context& context) {
  CLI::App& group = *app.add_subcommand("tm", tr("Keep a memory in good order"));
  group.set_help_flag("-h,--help", tr("Show this help"));
  group.require_subcommand(1);
  add_unit_commands(group, context);
  add_upkeep_commands(group, context);
}

}  // namespace punte::cli
