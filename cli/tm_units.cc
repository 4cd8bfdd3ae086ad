#include <cstdio>
#include <filesystem>
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
  if (overview.undated > 0) {
    text += trn("{1} unit without a date", "{1} units without a date", overview.undated) + "\n";
  }
  text += languages.text() + origins.text();
  if (text.ends_with('\n')) text.pop_back();
  return show(context, view::to_json(overview), text, overview.units > 0);
}

Result<int> run_list(const Context& context, TmArguments& arguments) {
  PUNTE_TRY(const auto memory, open_memory(context, arguments, Opening::kRead));
  PUNTE_TRY(const auto units, job::list_units(memory, arguments.filter, arguments.limit));
  Table table({tr("Unit"), tr("Language"), tr("Text")});
  std::vector<Json> rows;
  for (const job::ListedUnit& listed : units.first) {
    for (const language::Variant& variant : listed.unit.variants) {
      table.add({{std::to_string(listed.unit.id)},
                 {variant.language},
                 {language::with_codes(variant.text)}});
    }
    rows.push_back(view::to_json(listed));
  }
  const int shown = show_rows(context, table, rows);
  const std::int64_t more = units.all - static_cast<std::int64_t>(units.first.size());
  if (more > 0) {
    std::fprintf(stderr, "%s\n",
                 trn("… and {1} more unit; --limit shows more",
                     "… and {1} more units; --limit shows more", more)
                     .c_str());
  }
  return shown;
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
  for (const std::string& name : arguments.names) command += " " + shell_word(name);
  command += arguments.chosen;
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
  const TmCommand merge =
      add_tm_command(group, context, "merge", tr("Add the units of other memories"),
                     "  punte tm merge a.tm b.tm --tm all.tm", run_merge);
  add_filter_options(merge.app, merge.arguments.filter);
  merge.app.add_option("memory", merge.arguments.names, tr("Memories to read"))
      ->required()
      ->type_name(tr("FILE"));
}

}  // namespace punte::cli
