#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/filter_options.h"
#include "cli/messages.h"
#include "cli/tm_group.h"
#include "job/memory_overview.h"
#include "language/language_tag.h"
#include "language/marked_text.h"
#include "view/memory_json.h"

namespace punte::cli {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Result;
using view::Json;

Result<int> run_info(const Context& context, TmArguments& arguments) {
  PUNTE_TRY(const auto memory, open_memory(context, arguments, Opening::kRead));
  PUNTE_TRY(const auto overview, job::memory_overview(memory, arguments.filter));
  Table languages({tr("Language"), tr("Texts")});
  for (const tm::LanguageCount& one : overview.languages) {
    languages.add({{one.language}, {number(one.variants)}});
  }
  Table origins({tr("Origin"), tr("Units")});
  for (const auto& [origin, count] : overview.origins) origins.add({{origin}, {number(count)}});
  std::string text = trn("{1} unit", "{1} units", overview.units) + ", " +
                     trn("{1} byte", "{1} bytes", overview.file_bytes) + "\n";
  if (!overview.oldest.empty()) text += overview.oldest + " – " + overview.newest + "\n";
  text += languages.text() + origins.text();
  if (text.ends_with('\n')) text.pop_back();
  return show(context, view::to_json(overview), text, overview.units > 0);
}

Result<int> run_list(const Context& context, TmArguments& arguments) {
  PUNTE_TRY(const auto memory, open_memory(context, arguments, Opening::kRead));
  PUNTE_TRY(const auto units, job::list_units(memory, arguments.filter, arguments.limit));
  Table table({tr("Unit"), tr("Language"), tr("Text")});
  std::vector<Json> rows;
  for (const job::ListedUnit& listed : units) {
    for (const language::Variant& variant : listed.unit.variants) {
      table.add({{std::to_string(listed.unit.id)},
                 {variant.language},
                 {language::with_codes(variant.text)}});
    }
    rows.push_back(view::to_json(listed));
  }
  return show_rows(context, table, rows);
}

Result<int> run_edit(const Context& context, TmArguments& arguments) {
  PUNTE_TRY(auto memory, open_memory(context, arguments, Opening::kWrite));
  PUNTE_TRY(const auto tag, language::LanguageTag::parse(arguments.language));
  const std::string number = std::to_string(arguments.number);
  PUNTE_TRY(const tm::EditReport done,
            tm::edit(memory, arguments.number, tag.str(), arguments.text, {"edit " + number, {}}));
  using Outcome = tm::EditReport::Outcome;
  if (done.outcome == Outcome::kNoText) {
    return base::fail(ErrorCode::kNotFound,
                      PUNTE_MSG("the memory has no unit {1} with a text in {2}"),
                      {number, tag.str()});
  }
  if (done.outcome == Outcome::kCodesMissing) {
    return base::fail(ErrorCode::kInvalidArgument,
                      PUNTE_MSG("the text has codes; write all of them, as punte tm list "
                                "shows them"));
  }
  return show(context, {{"id", arguments.number}, {"change", done.change}},
              done.outcome == Outcome::kChanged
                  ? tr("Change {1} made", {std::to_string(done.change)})
                  : tr("Nothing to change"),
              true);
}

/// tm delete and tm filter: what passes goes, or what does not.
Result<int> erase(const Context& context, TmArguments& arguments, bool others) {
  PUNTE_TRY(auto memory, open_memory(context, arguments, Opening::kWrite));
  if (arguments.filter.empty()) {
    return base::fail(ErrorCode::kInvalidArgument,
                      PUNTE_MSG("say which units, as with --id, --origin or --text"));
  }
  tm::EraseOptions options;
  options.filter = arguments.filter;
  options.others = others;
  options.dry_run = arguments.dry_run;
  options.go_on = with_progress();
  PUNTE_TRY(const auto done, tm::erase(memory, options, {others ? "filter" : "delete", {}}));
  return show(context, view::to_json(done),
              trn("{1} unit removed", "{1} units removed", done.removed), done.removed > 0);
}

Result<int> run_delete(const Context& context, TmArguments& arguments) {
  return erase(context, arguments, false);
}

Result<int> run_filter(const Context& context, TmArguments& arguments) {
  return erase(context, arguments, true);
}

Result<int> run_dedupe(const Context& context, TmArguments& arguments) {
  PUNTE_TRY(auto memory, open_memory(context, arguments, Opening::kWrite));
  tm::DedupeOptions options;
  options.filter = arguments.filter;
  options.loose = arguments.loose;
  options.dry_run = arguments.dry_run;
  options.go_on = with_progress();
  PUNTE_TRY(const auto done, tm::dedupe(memory, options, {"dedupe", {}}));
  return show(context, view::to_json(done),
              trn("{1} unit removed", "{1} units removed", done.removed), done.removed > 0);
}

/// The memories of these names, but for `path` itself.
Result<std::vector<tm::TranslationMemory>> open_others(const std::vector<std::string>& names,
                                                       const fs::path& path) {
  std::vector<tm::TranslationMemory> out;
  for (const std::string& name : names) {
    std::error_code ignored;
    if (fs::equivalent(name, path, ignored)) continue;
    PUNTE_TRY(auto memory, tm::TranslationMemory::open(name, memory_options(name, Opening::kRead)));
    out.push_back(std::move(memory));
  }
  return out;
}

Result<int> run_merge(const Context& context, TmArguments& arguments) {
  PUNTE_TRY(const auto path, context.memory_path());
  PUNTE_TRY(auto into, open_memory(context, arguments, Opening::kCreate));
  PUNTE_TRY(const auto others, open_others(arguments.names, path));
  std::vector<const tm::Memory*> from;
  for (const tm::TranslationMemory& memory : others) from.push_back(&memory);
  std::string command = "merge";
  for (const std::string& name : arguments.names) command += " " + name;
  PUNTE_TRY(const auto done,
            tm::merge_all(from, arguments.filter, into, {command, {}}, with_progress()));
  const std::int64_t units = done.units.added + done.units.merged + done.units.unchanged;
  const std::int64_t terms = done.side.added_concepts + done.side.merged_concepts;
  std::string text = trn("{1} added", "{1} added", done.units.added) + ", " +
                     trn("{1} joined with one that was there",
                         "{1} joined with ones that were there", done.units.merged) +
                     ", " + trn("{1} already there", "{1} already there", done.units.unchanged);
  if (terms > 0) {
    text += "; " + trn("{1} term added", "{1} terms added", done.side.added_concepts) + ", " +
            trn("{1} replaced", "{1} replaced", done.side.merged_concepts);
  }
  return show(context, view::to_json(done), text, units + terms > 0);
}

void add_change_commands(CLI::App& group, Context& context) {
  const TmCommand edit =
      add_tm_command(group, context, "edit", tr("Give a text of a unit a new wording"),
                     "  punte tm edit 12 ro 'O nouă punte'", run_edit);
  edit.app.add_option("unit", edit.arguments.number, tr("Number of the unit"))
      ->required()
      ->type_name(tr("NUMBER"));
  edit.app.add_option("tag", edit.arguments.language, tr("Language of the text"))
      ->required()
      ->type_name(tr("TAG"));
  edit.app.add_option("text", edit.arguments.text, tr("The new text"))
      ->required()
      ->type_name(tr("TEXT"));
  const TmCommand deleting = add_tm_command(
      group, context, "delete", tr("Remove the units that are chosen"),
      "  punte tm delete --id 12,13\n  punte tm delete --origin old.tmx --dry-run", run_delete);
  add_filter_options(deleting.app, deleting.arguments.filter);
  add_dry_run(deleting);
  const TmCommand filter =
      add_tm_command(group, context, "filter", tr("Keep only the units that are chosen"),
                     "  punte tm filter --language en,ro --since 2020-01-01", run_filter);
  add_filter_options(filter.app, filter.arguments.filter);
  add_dry_run(filter);
  const TmCommand dedupe =
      add_tm_command(group, context, "dedupe", tr("Join units with the same texts"),
                     "  punte tm dedupe --dry-run", run_dedupe);
  add_filter_options(dedupe.app, dedupe.arguments.filter);
  add_dry_run(dedupe);
  dedupe.app.add_flag("--loose", dedupe.arguments.loose,
                      tr("Also where only case, spaces or quotes differ"));
}

}  // namespace

void add_unit_commands(CLI::App& group, Context& context) {
  const TmCommand info =
      add_tm_command(group, context, "info", tr("Languages, counts, size, ages and origins"),
                     "  punte tm info", run_info);
  add_filter_options(info.app, info.arguments.filter);
  const TmCommand list = add_tm_command(group, context, "list", tr("List units"),
                                        "  punte tm list --language ro --text punte\n"
                                        "  punte tm list --origin 'old*' --jsonl",
                                        run_list);
  add_filter_options(list.app, list.arguments.filter);
  add_limit(list);
  add_change_commands(group, context);
  const TmCommand merge =
      add_tm_command(group, context, "merge", tr("Add the units of other memories"),
                     "  punte tm merge a.tm b.tm --tm all.tm", run_merge);
  add_filter_options(merge.app, merge.arguments.filter);
  merge.app.add_option("memory", merge.arguments.names, tr("Memories to read"))
      ->required()
      ->type_name(tr("FILE"));
}

}  // namespace punte::cli
