#include "cli/tm_command.h"

#include <cstdint>
#include <ctime>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/filter_options.h"
#include "cli/memory_options.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "language/language_tag.h"
#include "tm/audit.h"
#include "tm/check.h"
#include "tm/maintenance.h"
#include "tm/salvage.h"
#include "view/json.h"

namespace punte::cli {

using language::with_codes;
using view::Json;
using view::json_document;
using view::json_line;
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Result;

struct TmOptions {
  tm::UnitFilter filter;
  std::vector<std::string> names;  // files, problems, languages
  std::int64_t number = 0;
  std::size_t limit = 100;
  std::string language;
  std::string text;
  bool dry_run = false;
  bool fix = false;
  bool loose = false;
};

tm::Continue with_progress() {
  return [progress = std::make_shared<Progress>()](std::int64_t done) {
    progress->show(tr("Units"), static_cast<std::uint64_t>(done), 0);
    return !interrupted();
  };
}

/// Opens the memory, makes the filter ready and runs `work`, which returns Result<int>.
template <typename Work>
int with_memory(const Context& context, TmOptions& options, bool read_only, const Work& work) {
  const auto path = context.memory_path();
  if (!path) return report(path.error());
  auto filter = ready_filter(options.filter);
  if (!filter) return report(filter.error());
  options.filter = std::move(*filter);
  auto memory = tm::TranslationMemory::open(
      *path, memory_options(*path, read_only ? Opening::kRead : Opening::kWrite));
  if (!memory) return report(memory.error());
  const Result<int> done = work(*memory);
  return done ? *done : report(done.error());
}

/// One result as the user wants it; `text` is for people.
int show(const Context& context, const Json& json, const std::string& text, bool found) {
  const std::string out = context.output() == Output::kJson        ? json_document(json)
                          : context.output() == Output::kJsonLines ? json_line(json)
                                                                   : text + "\n";
  if (!print(out)) return kFailed;
  return found ? kDone : kNothingFound;
}

/// Rows as a table, one document, or lines.
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

std::string moment(std::int64_t seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  gmtime_r(&time, &parts);
  std::string out(32, '\0');
  out.resize(std::strftime(out.data(), out.size(), "%Y-%m-%dT%H:%M:%SZ", &parts));
  return out;
}

int run_info(const Context& context, TmOptions& options) {
  return with_memory(context, options, true, [&](tm::TranslationMemory& memory) -> Result<int> {
    auto info = memory.info();
    if (!info) return tl::unexpected(info.error());
    std::map<std::string, std::int64_t> origins;
    std::map<std::string, std::int64_t> chosen;  // texts of the units that pass the filter
    std::int64_t units = 0;
    std::string oldest;
    std::string newest;
    const auto seen =
        memory.for_each(options.filter, [&](const language::Unit& unit, std::string_view origin) {
          ++units;
          ++origins[std::string(origin)];
          for (const language::Variant& variant : unit.variants) ++chosen[variant.language];
          const std::string date = tm::latest_date(unit);
          if (!date.empty() && (oldest.empty() || date < oldest)) oldest = date;
          if (date > newest) newest = date;
          return Result<void>();
        });
    if (!seen) return tl::unexpected(seen.error());
    if (!options.filter.empty()) {
      info->units = units;
      std::erase_if(info->languages, [&](tm::LanguageCount& one) {
        one.variants = chosen[one.language];
        return one.variants == 0;
      });
    }
    Json languages = Json::object();
    Table table({tr("Language"), tr("Texts")});
    for (const tm::LanguageCount& one : info->languages) {
      languages[one.language] = one.variants;
      table.add({{one.language}, {number(one.variants)}});
    }
    Table from({tr("Origin"), tr("Units")});
    for (const auto& [origin, count] : origins) from.add({{origin}, {number(count)}});
    std::string text = trn("{1} unit", "{1} units", info->units) + ", " +
                       trn("{1} byte", "{1} bytes", info->file_bytes) + "\n";
    if (!oldest.empty()) text += oldest + " – " + newest + "\n";
    text += table.text() + from.text();
    if (text.ends_with('\n')) text.pop_back();
    return show(context,
                {{"units", info->units},
                 {"bytes", info->file_bytes},
                 {"format", info->schema_version},
                 {"oldest", oldest},
                 {"newest", newest},
                 {"languages", languages},
                 {"origins", origins}},
                text, info->units > 0);
  });
}

int run_list(const Context& context, TmOptions& options) {
  return with_memory(context, options, true, [&](tm::TranslationMemory& memory) -> Result<int> {
    std::size_t count = 0;
    Table table({tr("Unit"), tr("Language"), tr("Text")});
    std::vector<Json> rows;
    const auto seen = memory.for_each(
        options.filter, [&](const language::Unit& unit, std::string_view origin) -> Result<bool> {
          if (count++ == options.limit) return false;
          Json variants = Json::array();
          for (const language::Variant& variant : unit.variants) {
            table.add({{std::to_string(unit.id)}, {variant.language}, {with_codes(variant.text)}});
            variants.push_back(
                {{"language", variant.language}, {"text", with_codes(variant.text)}});
          }
          rows.push_back({{"id", unit.id},
                          {"origin", origin},
                          {"date", tm::latest_date(unit)},
                          {"variants", std::move(variants)}});
          return true;
        });
    if (!seen) return tl::unexpected(seen.error());
    return show_rows(context, table, rows);
  });
}

int run_edit(const Context& context, TmOptions& options) {
  return with_memory(context, options, false, [&](tm::TranslationMemory& memory) -> Result<int> {
    const auto tag = language::LanguageTag::parse(options.language);
    if (!tag) return tl::unexpected(tag.error());
    auto writer = memory.begin({"edit " + std::to_string(options.number), {}});
    if (!writer) return tl::unexpected(writer.error());
    auto unit = memory.unit(options.number);
    if (!unit) return tl::unexpected(unit.error());
    language::Variant* chosen = nullptr;
    if (*unit) {
      for (language::Variant& variant : (*unit)->variants) {
        if (variant.language == tag->str()) chosen = &variant;
      }
    }
    if (chosen == nullptr) {
      return base::fail(ErrorCode::kNotFound,
                        PUNTE_MSG("the memory has no unit {1} with a text in {2}"),
                        {std::to_string(options.number), tag->str()});
    }
    auto text = tm::reword(chosen->text, options.text);
    if (!text) {
      return base::fail(ErrorCode::kInvalidArgument,
                        PUNTE_MSG("the text has codes; write all of them, as punte tm list "
                                  "shows them"));
    }
    chosen->text = std::move(*text);
    const auto replaced = writer->replace(**unit);
    if (!replaced) return tl::unexpected(replaced.error());
    if (const auto done = writer->commit(); !done) return tl::unexpected(done.error());
    return show(context, {{"id", options.number}, {"change", writer->change()}},
                *replaced ? tr("Change {1} made", {std::to_string(writer->change())})
                          : tr("Nothing to change"),
                true);
  });
}

/// tm delete and tm filter: what passes goes, or what does not.
int run_erase(const Context& context, TmOptions& options, bool others) {
  return with_memory(context, options, false, [&](tm::TranslationMemory& memory) -> Result<int> {
    if (options.filter.empty()) {
      return base::fail(ErrorCode::kInvalidArgument,
                        PUNTE_MSG("say which units, as with --id, --origin or --text"));
    }
    tm::EraseOptions erase;
    erase.filter = options.filter;
    erase.others = others;
    erase.dry_run = options.dry_run;
    erase.go_on = with_progress();
    const auto done = tm::erase(memory, erase, {others ? "filter" : "delete", {}});
    if (!done) return tl::unexpected(done.error());
    return show(context,
                {{"units", done->units}, {"removed", done->removed}, {"change", done->change}},
                trn("{1} unit removed", "{1} units removed", done->removed), done->removed > 0);
  });
}

int run_dedupe(const Context& context, TmOptions& options) {
  return with_memory(context, options, false, [&](tm::TranslationMemory& memory) -> Result<int> {
    tm::DedupeOptions dedupe;
    dedupe.filter = options.filter;
    dedupe.loose = options.loose;
    dedupe.dry_run = options.dry_run;
    dedupe.go_on = with_progress();
    const auto done = tm::dedupe(memory, dedupe, {"dedupe", {}});
    if (!done) return tl::unexpected(done.error());
    return show(context,
                {{"units", done->units},
                 {"groups", done->groups},
                 {"removed", done->removed},
                 {"change", done->change}},
                trn("{1} unit removed", "{1} units removed", done->removed), done->removed > 0);
  });
}

int run_merge(const Context& context, TmOptions& options) {
  const auto path = context.memory_path();
  if (!path) return report(path.error());
  const auto filter = ready_filter(options.filter);
  if (!filter) return report(filter.error());
  tm::OpenOptions into_options = memory_options(*path, Opening::kWrite);
  into_options.create = true;
  auto into = tm::TranslationMemory::open(*path, into_options);
  if (!into) return report(into.error());
  std::string command = "merge";
  for (const std::string& name : options.names) command += " " + name;
  auto writer = into->begin({command, {}});
  if (!writer) return report(writer.error());
  tm::MergeReport all;
  tm::SideMergeReport side;
  for (const std::string& name : options.names) {
    std::error_code ignored;
    if (fs::equivalent(name, *path, ignored)) continue;
    const auto from = tm::TranslationMemory::open(name, memory_options(name, Opening::kRead));
    if (!from) return report(from.error());
    const auto done = tm::merge(*from, *filter, *writer, with_progress());
    if (!done) return report(done.error());
    all.added += done->added;
    all.merged += done->merged;
    all.unchanged += done->unchanged;
    const auto taken = tm::merge_side(*from, filter->origin, *into);
    if (!taken) return report(taken.error());
    side.added_concepts += taken->added_concepts;
    side.merged_concepts += taken->merged_concepts;
  }
  if (const auto done = writer->commit(); !done) return report(done.error());
  return show(
      context,
      {{"added", all.added},
       {"merged", all.merged},
       {"unchanged", all.unchanged},
       {"terms_added", side.added_concepts},
       {"terms_merged", side.merged_concepts},
       {"change", writer->change()}},
      trn("{1} added", "{1} added", all.added) + ", " +
          trn("{1} joined with one that was there", "{1} joined with ones that were there",
              all.merged) +
          ", " + trn("{1} already there", "{1} already there", all.unchanged) +
          (side.added_concepts + side.merged_concepts == 0
               ? std::string()
               : "; " + trn("{1} term added", "{1} terms added", side.added_concepts) + ", " +
                     trn("{1} replaced", "{1} replaced", side.merged_concepts)),
      all.added + all.merged + all.unchanged + side.added_concepts + side.merged_concepts > 0);
}

int run_audit(const Context& context, TmOptions& options) {
  return with_memory(
      context, options, !options.fix, [&](tm::TranslationMemory& memory) -> Result<int> {
        tm::AuditOptions audit;
        audit.filter = options.filter;
        audit.fix = options.fix;
        audit.go_on = with_progress();
        for (const std::string& name : options.names) {
          if (const auto problem = tm::problem_of(name)) audit.problems.push_back(*problem);
        }
        Table table({tr("Unit"), tr("Problem"), tr("Language"), tr("Proposal"), tr("Text")});
        std::vector<Json> rows;
        const auto done = tm::audit(memory, audit,
                                    [&](const tm::Finding& finding) {
                                      const std::string name(tm::problem_name(finding.problem));
                                      table.add({{std::to_string(finding.unit)},
                                                 {name},
                                                 {finding.language},
                                                 {finding.proposal},
                                                 {finding.text}});
                                      rows.push_back({{"unit", finding.unit},
                                                      {"problem", name},
                                                      {"language", finding.language},
                                                      {"proposal", finding.proposal},
                                                      {"confidence", finding.confidence},
                                                      {"can_fix", finding.can_fix},
                                                      {"origin", finding.origin},
                                                      {"text", finding.text}});
                                      return Result<void>();
                                    },
                                    {"audit --fix", {}});
        if (!done) return tl::unexpected(done.error());
        const int shown = show_rows(context, table, rows);
        if (shown == kNothingFound) return kDone;
        return shown == kDone && !options.fix ? kFoundProblems : shown;
      });
}

int run_check(const Context& context, TmOptions& options) {
  const auto path = context.memory_path();
  if (!path) return report(path.error());
  tm::CheckOptions check;
  check.go_on = with_progress();
  if (options.fix) {
    const auto done = tm::salvage(*path, check);
    if (!done) return report(done.error());
    return show(
        context,
        {{"units_kept", done->units_kept},
         {"units_in_part", done->units_in_part},
         {"units_lost", done->units_lost},
         {"history_lost", done->history_lost},
         {"damaged_file", done->damaged_file.string()}},
        trn("{1} unit kept", "{1} units kept", done->units_kept) + ", " +
            trn("{1} kept in part", "{1} kept in part", done->units_in_part) + ", " +
            trn("{1} lost", "{1} lost", done->units_lost) +
            (done->damaged_file.empty() ? std::string()
                                        : "\n" + tr("The memory as it was: {1}",
                                                    {printable(done->damaged_file.string())})),
        true);
  }
  return with_memory(context, options, true, [&](tm::TranslationMemory& memory) -> Result<int> {
    const auto done = tm::check(memory, check);
    if (!done) return tl::unexpected(done.error());
    Json faults = Json::array();
    std::string text;
    for (const tm::Fault& fault : done->faults) {
      faults.push_back({{"code", fault.code}, {"unit", fault.unit}, {"detail", fault.detail}});
      text += fault.code + " " + std::to_string(fault.unit) + " " + printable(fault.detail) + "\n";
    }
    text += done->fault_count == 0
                ? tr("The memory is in order ({1} units)", {number(done->units)})
                : tr("The memory is damaged; punte tm check --repair saves what can be read");
    const int shown = show(
        context,
        {{"units", done->units}, {"fault_count", done->fault_count}, {"faults", std::move(faults)}},
        text, true);
    return shown == kDone && done->fault_count > 0 ? kFoundProblems : shown;
  });
}

int run_history(const Context& context, TmOptions& options) {
  return with_memory(context, options, true, [&](tm::TranslationMemory& memory) -> Result<int> {
    const auto changes = memory.history(options.limit);
    if (!changes) return tl::unexpected(changes.error());
    Table table({tr("Change"), tr("Time"), tr("Who"), tr("Added"), tr("Altered"), tr("Removed"),
                 tr("Undone"), tr("Command")});
    std::vector<Json> rows;
    for (const tm::Change& change : *changes) {
      table.add({{std::to_string(change.id)},
                 {moment(change.time)},
                 {change.who},
                 {number(change.added)},
                 {number(change.altered)},
                 {number(change.removed)},
                 {change.undone == 0 ? "" : std::to_string(change.undone)},
                 {change.command}});
      rows.push_back({{"change", change.id},
                      {"time", moment(change.time)},
                      {"who", change.who},
                      {"command", change.command},
                      {"added", change.added},
                      {"altered", change.altered},
                      {"removed", change.removed},
                      {"undoes", change.undoes},
                      {"undone", change.undone}});
    }
    return show_rows(context, table, rows);
  });
}

int run_undo(const Context& context, TmOptions& options) {
  return with_memory(context, options, false, [&](tm::TranslationMemory& memory) -> Result<int> {
    const auto done = memory.undo(options.number);
    if (!done) return tl::unexpected(done.error());
    return show(context, {{"undone", done->undoes}, {"change", done->id}},
                tr("Change {1} undone; punte tm undo {2} brings it back",
                   {std::to_string(done->undoes), std::to_string(done->id)}),
                true);
  });
}

int run_optimize(const Context& context, TmOptions& options) {
  return with_memory(context, options, false, [&](tm::TranslationMemory& memory) -> Result<int> {
    const auto done = tm::optimize(memory);
    if (!done) return tl::unexpected(done.error());
    return show(context, {{"bytes_before", done->bytes_before}, {"bytes_after", done->bytes_after}},
                trn("{1} byte", "{1} bytes", done->bytes_before) + " → " +
                    trn("{1} byte", "{1} bytes", done->bytes_after),
                true);
  });
}

}  // namespace

void add_tm_command(CLI::App& app, Context& context) {
  CLI::App& group = *app.add_subcommand("tm", tr("Keep a memory in good order"));
  group.set_help_flag("-h,--help", tr("Show this help"));
  group.require_subcommand(1);
  const auto add = [&](const char* name, const std::string& description, const char* examples,
                       int (*run)(const Context&, TmOptions&)) {
    const auto options = std::make_shared<TmOptions>();
    CLI::App& command = add_command(group, context, name, description, examples,
                                    [&context, options, run] { return run(context, *options); });
    add_memory_option(command, context);
    add_output_options(command, context);
    return std::pair<CLI::App&, TmOptions&>(command, *options);
  };
  const auto dry_run = [](CLI::App& command, TmOptions& options) {
    command.add_flag("--dry-run", options.dry_run, tr("Read and report, but write nothing"));
  };
  {
    auto [command, options] =
        add("info", tr("Languages, counts, size, ages and origins"), "  punte tm info", run_info);
    add_filter_options(command, options.filter);
  }
  {
    auto [command, options] = add("list", tr("List units"),
                                  "  punte tm list --language ro --text punte\n"
                                  "  punte tm list --origin 'old*' --jsonl",
                                  run_list);
    add_filter_options(command, options.filter);
    command.add_option("--limit", options.limit, tr("At most so many (default 100)"))
        ->type_name(tr("NUMBER"));
  }
  {
    auto [command, options] = add("edit", tr("Give a text of a unit a new wording"),
                                  "  punte tm edit 12 ro 'O nouă punte'", run_edit);
    command.add_option("unit", options.number, tr("Number of the unit"))
        ->required()
        ->type_name(tr("NUMBER"));
    command.add_option("tag", options.language, tr("Language of the text"))
        ->required()
        ->type_name(tr("TAG"));
    command.add_option("text", options.text, tr("The new text"))->required()->type_name(tr("TEXT"));
  }
  {
    auto [command, options] =
        add("delete", tr("Remove the units that are chosen"),
            "  punte tm delete --id 12,13\n  punte tm delete --origin old.tmx --dry-run",
            [](const Context& one, TmOptions& two) { return run_erase(one, two, false); });
    add_filter_options(command, options.filter);
    dry_run(command, options);
  }
  {
    auto [command, options] =
        add("filter", tr("Keep only the units that are chosen"),
            "  punte tm filter --language en,ro --since 2020-01-01",
            [](const Context& one, TmOptions& two) { return run_erase(one, two, true); });
    add_filter_options(command, options.filter);
    dry_run(command, options);
  }
  {
    auto [command, options] = add("dedupe", tr("Join units with the same texts"),
                                  "  punte tm dedupe --dry-run", run_dedupe);
    add_filter_options(command, options.filter);
    dry_run(command, options);
    command.add_flag("--loose", options.loose, tr("Also where only case, spaces or quotes differ"));
  }
  {
    auto [command, options] = add("merge", tr("Add the units of other memories"),
                                  "  punte tm merge a.tm b.tm --tm all.tm", run_merge);
    add_filter_options(command, options.filter);
    command.add_option("memory", options.names, tr("Memories to read"))
        ->required()
        ->type_name(tr("FILE"));
  }
  {
    auto [command, options] =
        add("audit", tr("Find wrong labels, copies, damaged texts"),
            "  punte tm audit\n  punte tm audit --only language,swapped --fix", run_audit);
    add_filter_options(command, options.filter);
    command.add_option("--only", options.names, tr("Look for these problems only"))
        ->delimiter(',')
        ->check(CLI::IsMember({"language", "swapped", "same", "empty", "numbers", "encoding"}))
        ->type_name(tr("NAME"));
    command.add_flag("--fix", options.fix, tr("Set right what can be, in one change"));
  }
  {
    auto [command, options] = add("check", tr("Read the whole file and tell what is damaged"),
                                  "  punte tm check\n  punte tm check --repair", run_check);
    command.add_flag("--repair", options.fix, tr("Repair, and save what can be read"));
  }
  {
    auto [command, options] =
        add("history", tr("What was done to the memory"), "  punte tm history", run_history);
    command.add_option("--limit", options.limit, tr("At most so many (default 100)"))
        ->type_name(tr("NUMBER"));
  }
  {
    auto [command, options] = add("undo", tr("Take back a change (default: the latest)"),
                                  "  punte tm undo\n  punte tm undo 3", run_undo);
    command.add_option("change", options.number, tr("Number of the change"))
        ->type_name(tr("NUMBER"));
  }
  add("optimize", tr("Make the file as small as it can be"), "  punte tm optimize", run_optimize);
}

}  // namespace punte::cli
