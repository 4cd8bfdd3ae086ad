#include "cli/tm_command.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "cli/filter_options.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "cli/tm_group.h"
#include "language/marked_text.h"
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
  arguments.chosen = filter_words(arguments.filter);
  PUNTE_TRY(arguments.filter, tm::checked_filter(std::move(arguments.filter)));
  return tm::TranslationMemory::open(path, memory_options(path, opening));
}

base::Continue with_progress() {
  return base::Continue([progress = std::make_shared<JobProgress>()](
                            base::Stage stage, std::uint64_t done, std::uint64_t all) {
    return progress->go_on()(stage, done, all);
  });
}

std::string examples_text(const std::vector<tm::Unit>& examples, std::int64_t all) {
  if (examples.empty()) return {};
  Table table({tr("Unit"), tr("Language"), tr("Text")});
  for (const tm::Unit& unit : examples) {
    constexpr std::size_t kTexts = 2;  // of a unit of many languages
    for (std::size_t i = 0; i < std::min(unit.variants.size(), kTexts); ++i) {
      table.add({{i == 0 ? std::to_string(unit.id) : std::string()},
                 {unit.variants[i].language},
                 {language::with_codes(unit.variants[i].text)}});
    }
  }
  std::string out = table.text();
  const std::int64_t more = all - static_cast<std::int64_t>(examples.size());
  if (more > 0) out += trn("… and {1} more", "… and {1} more", more) + "\n";
  return out;
}

std::string undo_text() { return tr("“punte tm undo” takes it back."); }

Result<bool> confirm(const std::string& what) {
  const bool can_answer = ::isatty(STDIN_FILENO) != 0 && is_terminal_for_errors();
  if (!can_answer) {
    return base::fail(base::ErrorCode::kInvalidArgument,
                      PUNTE_MSG("{1} That is more than a tenth of the memory: say --yes if it is "
                                "meant"),
                      {what});
  }
  std::fprintf(stderr, "%s %s ", what.c_str(), tr("Go on? [y/N]").c_str());
  std::fflush(stderr);
  std::string answer;
  for (int c = std::fgetc(stdin); c != EOF && c != '\n'; c = std::fgetc(stdin)) {
    answer += static_cast<char>(c);
  }
  answer = base::lower(answer);
  // How the answer yes begins in the user's language, or in English.
  return answer.starts_with(tr("y")) || answer.starts_with("y");
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
  add_edit_commands(group, context);
  add_removal_commands(group, context);
  add_upkeep_commands(group, context);
}

}  // namespace punte::cli
