#include <fmt/chrono.h>

#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/filter_options.h"
#include "cli/messages.h"
#include "cli/tm_group.h"
#include "tm/audit.h"
#include "tm/backup.h"
#include "tm/check.h"
#include "tm/salvage.h"
#include "view/memory_json.h"

namespace punte::cli {
namespace {

namespace fs = std::filesystem;
using base::Result;
using view::Json;

Result<int> run_audit(const Context& context, TmArguments& arguments) {
  PUNTE_TRY(auto memory,
            open_memory(context, arguments, arguments.fix ? Opening::kWrite : Opening::kRead));
  tm::AuditOptions options;
  options.filter = arguments.filter;
  options.fix = arguments.fix;
  options.go_on = with_progress();
  for (const std::string& name : arguments.names) {
    if (const auto problem = tm::problem_of(name)) options.problems.push_back(*problem);
  }
  std::string command = "audit --fix";
  for (std::size_t i = 0; i < arguments.names.size(); ++i) {
    command += (i == 0 ? " --only " : ",") + arguments.names[i];
  }
  Table table({tr("Unit"), tr("Problem"), tr("Language"), tr("Proposal"), tr("Text")});
  std::vector<Json> rows;
  PUNTE_TRY(const tm::AuditReport report,
            tm::audit(memory, options,
                      [&](const tm::Finding& finding) {
                        table.add({{std::to_string(finding.unit)},
                                   {std::string(tm::problem_name(finding.problem))},
                                   {finding.language},
                                   {finding.proposal},
                                   {finding.text}});
                        rows.push_back(view::to_json(finding));
                        return Result<void>();
                      },
                      {command + arguments.chosen, {}}));
  const int shown = show_rows(context, table, rows);
  if (report.fixed > 0) {
    note(trn("{1} unit set right.", "{1} units set right.", report.fixed) + " " + undo_text());
  }
  if (shown == kNothingFound) return kDone;
  return shown == kDone && !arguments.fix ? kFoundProblems : shown;
}

Result<int> repair(const Context& context, const tm::CheckOptions& options) {
  PUNTE_TRY(const auto path, context.memory_path());
  PUNTE_TRY(const auto done, tm::salvage(path, options));
  std::string text = trn("{1} unit kept", "{1} units kept", done.units_kept) + ", " +
                     trn("{1} kept in part", "{1} kept in part", done.units_in_part) + ", " +
                     trn("{1} lost", "{1} lost", done.units_lost);
  if (!done.damaged_file.empty()) {
    text += "\n" + tr("The memory as it was: {1}", {printable(done.damaged_file.string())});
  }
  return show(context, view::to_json(done), text, true);
}

Result<int> run_check(const Context& context, TmArguments& arguments) {
  tm::CheckOptions options;
  options.go_on = with_progress();
  if (arguments.fix) return repair(context, options);
  PUNTE_TRY(const auto memory, open_memory(context, arguments, Opening::kRead));
  PUNTE_TRY(const auto done, tm::check(memory, options));
  std::string text;
  for (const tm::Fault& fault : done.faults) {
    text += fault.code + " " + std::to_string(fault.unit) + " " + printable(fault.detail) + "\n";
  }
  text += done.fault_count == 0
              ? tr("The memory is in order ({1} units)", {number(done.units)})
              : tr("The memory is damaged; punte tm check --repair saves what can be read");
  const int shown = show(context, view::to_json(done), text, true);
  return shown == kDone && done.fault_count > 0 ? kFoundProblems : shown;
}

Result<int> run_history(const Context& context, TmArguments& arguments) {
  PUNTE_TRY(const auto memory, open_memory(context, arguments, Opening::kRead));
  PUNTE_TRY(const auto changes, memory.history(arguments.limit));
  Table table({tr("Change"), tr("Time"), tr("Who"), tr("Added"), tr("Altered"), tr("Removed"),
               tr("Undone"), tr("Command")});
  std::vector<Json> rows;
  for (const tm::Change& change : changes) {
    table.add({{std::to_string(change.id)},
               {view::moment_text(change.time)},
               {change.who},
               {number(change.added)},
               {number(change.altered)},
               {number(change.removed)},
               {change.undone == 0 ? "" : std::to_string(change.undone)},
               {change.command}});
    rows.push_back(view::to_json(change));
  }
  return show_rows(context, table, rows);
}

Result<int> run_undo(const Context& context, TmArguments& arguments) {
  PUNTE_TRY(auto memory, open_memory(context, arguments, Opening::kWrite));
  PUNTE_TRY(const auto done, memory.undo(arguments.number));
  return show(context, {{"undone", done.undoes}, {"change", done.id}},
              tr("Change {1} undone; punte tm undo {2} brings it back",
                 {std::to_string(done.undoes), std::to_string(done.id)}),
              true);
}

/// The file that was named or, in a folder, one with the memory's name and the moment.
fs::path backup_file(const fs::path& named, const fs::path& memory) {
  if (!fs::is_directory(named)) return named;
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  return named / fmt::format("{}-{:%Y%m%dT%H%M%SZ}.tm", memory.stem().string(), parts);
}

Result<int> run_backup(const Context& context, TmArguments& arguments) {
  PUNTE_TRY(const auto path, context.memory_path());
  PUNTE_TRY(const auto memory, open_memory(context, arguments, Opening::kRead));
  const fs::path file = backup_file(arguments.names.front(), path);
  PUNTE_TRY(const auto done, tm::backup(memory, file, with_progress()));
  return show(context, {{"file", done.file.string()}, {"units", done.units}, {"bytes", done.bytes}},
              tr("{1}: {2}, read and found whole",
                 {printable(done.file.string()), trn("{1} unit", "{1} units", done.units)}),
              true);
}

Result<int> run_optimize(const Context& context, TmArguments& arguments) {
  PUNTE_TRY(auto memory, open_memory(context, arguments, Opening::kWrite));
  PUNTE_TRY(const auto done, tm::optimize(memory));
  return show(context, view::to_json(done),
              trn("{1} byte", "{1} bytes", done.bytes_before) + " → " +
                  trn("{1} byte", "{1} bytes", done.bytes_after),
              true);
}

}  // namespace

void add_upkeep_commands(CLI::App& group, Context& context) {
  const TmCommand audit =
      add_tm_command(group, context, "audit", tr("Find wrong labels, copies, damaged texts"),
                     "  punte tm audit\n  punte tm audit --only language,swapped --fix", run_audit);
  add_filter_options(audit.app, audit.arguments.filter);
  audit.app
      .add_option(
          "--only", audit.arguments.names,
          tr("Look for these problems only; “same”, a copy of another language's text, is looked "
             "for only where it is named"))
      ->delimiter(',')
      ->check(CLI::IsMember({"language", "swapped", "same", "empty", "numbers", "encoding"}))
      ->type_name(tr("NAME"));
  audit.app.add_flag("--fix", audit.arguments.fix, tr("Set right what can be, in one change"));
  const TmCommand check =
      add_tm_command(group, context, "check", tr("Read the whole file and tell what is damaged"),
                     "  punte tm check\n  punte tm check --repair", run_check);
  check.app.add_flag("--repair", check.arguments.fix, tr("Repair, and save what can be read"));
  const TmCommand history =
      add_tm_command(group, context, "history", tr("What was done to the memory"),
                     "  punte tm history", run_history);
  add_limit(history);
  const TmCommand undo =
      add_tm_command(group, context, "undo", tr("Take back a change (default: the latest)"),
                     "  punte tm undo\n  punte tm undo 3", run_undo);
  undo.app.add_option("change", undo.arguments.number, tr("Number of the change"))
      ->type_name(tr("NUMBER"));
  const TmCommand backup = add_tm_command(
      group, context, "backup",
      tr("Copy the memory to a new file, also while others use it, and check the copy"),
      "  punte tm backup copy.tm\n  punte tm backup backups/", run_backup);
  backup.app
      .add_option("file", backup.arguments.names,
                  tr("The new file; or a folder, for a file with the memory's name and the moment"))
      ->required()
      ->expected(1)
      ->type_name(tr("FILE"));
  add_tm_command(group, context, "optimize", tr("Make the file as small as it can be"),
                 "  punte tm optimize", run_optimize);
}

}  // namespace punte::cli
