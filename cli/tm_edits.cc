#include <string>
#include <utility>
#include <vector>

#include "cli/filter_options.h"
#include "cli/messages.h"
#include "cli/tm_group.h"
#include "language/language_tag.h"
#include "language/marked_text.h"
#include "language/text.h"
#include "view/memory_json.h"

namespace punte::cli {
namespace {

using base::ErrorCode;
using base::Result;

/// A text as the history keeps it: its beginning.
std::string short_text(const std::string& text) {
  constexpr std::size_t kColumns = 60;
  return shell_word(language::fit_width(text, kColumns));
}

Result<int> run_edit(const Context& context, TmArguments& arguments) {
  PUNTE_TRY(auto memory, open_memory(context, arguments, Opening::kWrite));
  PUNTE_TRY(const auto tag, language::LanguageTag::parse(arguments.language));
  const std::string number = std::to_string(arguments.number);
  const std::string command = "edit " + number + " " + tag.str() + " " +
                              short_text(language::to_valid_utf8(arguments.text));
  PUNTE_TRY(const tm::EditReport done,
            tm::edit(memory, arguments.number, tag.str(), arguments.text, {command, {}}));
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
  if (done.outcome == Outcome::kEmpty) {
    return base::fail(ErrorCode::kInvalidArgument,
                      PUNTE_MSG("the new text is empty; “punte tm delete --id {1}” removes the "
                                "unit"),
                      {number});
  }
  return show(context, {{"id", arguments.number}, {"change", done.change}},
              done.outcome == Outcome::kChanged
                  ? tr("Change {1} made", {std::to_string(done.change)})
                  : tr("Nothing to change"),
              true);
}

std::string replaced_text(const tm::ReplaceReport& done, bool dry_run) {
  std::string out;
  if (dry_run && !done.examples.empty()) {
    Table table({tr("Unit"), tr("Language"), tr("Text")});
    for (const tm::Replacement& one : done.examples) {
      table.add({{std::to_string(one.unit)},
                 {one.language},
                 {"- " + language::with_codes(one.before), Color::kRed}});
      table.add({{}, {}, {"+ " + language::with_codes(one.after), Color::kGreen}});
    }
    out += table.text();
    const std::int64_t more = done.texts - static_cast<std::int64_t>(done.examples.size());
    if (more > 0) out += trn("… and {1} more", "… and {1} more", more) + "\n";
  }
  out += dry_run ? trn("{1} text would be changed", "{1} texts would be changed", done.texts)
                 : trn("{1} text changed", "{1} texts changed", done.texts);
  if (done.emptied > 0) {
    out += "; " + trn("{1} stays, as nothing would be left of it",
                      "{1} stay, as nothing would be left of them", done.emptied);
  }
  if (done.change != 0) out += ". " + undo_text();
  return out;
}

Result<int> run_replace(const Context& context, TmArguments& arguments) {
  PUNTE_TRY(auto memory,
            open_memory(context, arguments, arguments.dry_run ? Opening::kRead : Opening::kWrite));
  tm::ReplaceOptions options;
  options.filter = arguments.filter;
  options.find = arguments.find;
  options.with = arguments.text;
  options.regex = arguments.regex;
  if (!arguments.language.empty()) {
    PUNTE_TRY(const auto tag, language::LanguageTag::parse(arguments.language));
    options.language = tag.str();
  }
  options.dry_run = arguments.dry_run;
  options.go_on = with_progress();
  std::string command = "replace " + short_text(language::to_valid_utf8(options.find)) + " " +
                        short_text(language::to_valid_utf8(options.with));
  if (options.regex) command += " --regex";
  if (!options.language.empty()) command += " --in " + options.language;
  PUNTE_TRY(const auto done, tm::replace(memory, options, {command + arguments.chosen, {}}));
  view::Json json = view::to_json(done);
  json["dry_run"] = arguments.dry_run;
  return show(context, json, replaced_text(done, arguments.dry_run), done.texts > 0);
}

}  // namespace

void add_edit_commands(CLI::App& group, Context& context) {
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
  const TmCommand replace =
      add_tm_command(group, context, "replace", tr("Search and replace in the texts of units"),
                     "  punte tm replace 'e-mail' 'email' --in en --dry-run\n"
                     "  punte tm replace --regex '(\\d+) %' '$1%' --in en",
                     run_replace);
  replace.app.add_option("find", replace.arguments.find, tr("What to look for, letter by letter"))
      ->required()
      ->type_name(tr("TEXT"));
  replace.app.add_option("with", replace.arguments.text, tr("What to put in its place"))
      ->required()
      ->type_name(tr("TEXT"));
  replace.app.add_flag(
      "--regex", replace.arguments.regex,
      tr("Look for a regular expression; $1 in the replacement is its first group"));
  replace.app.add_option("--in", replace.arguments.language, tr("Only in texts of this language"))
      ->type_name(tr("TAG"));
  add_filter_options_but_text(replace.app, replace.arguments.filter);
  add_dry_run(replace);
}

}  // namespace punte::cli
