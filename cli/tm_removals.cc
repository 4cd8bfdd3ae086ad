#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "cli/filter_options.h"
#include "cli/messages.h"
#include "cli/tm_group.h"
#include "view/memory_json.h"

namespace punte::cli {
namespace {

using base::ErrorCode;
using base::Result;

/// Removing more than one unit in so many is asked about.
constexpr std::int64_t kAskedShare = 10;

std::string removed_text(const tm::EraseReport& report, bool would) {
  const std::int64_t removed = report.removed;
  std::string out = would ? trn("{1} unit would be removed", "{1} units would be removed", removed)
                          : trn("{1} unit removed", "{1} units removed", removed);
  if (report.altered > 0) {
    out += ", " +
           (would ? trn("{1} unit would lose a text", "{1} units would lose a text", report.altered)
                  : trn("{1} unit lost a text", "{1} units lost a text", report.altered));
  }
  return out;
}

/// Units that nobody can tell the age of.
std::string undated_text(const tm::EraseReport& report) {
  if (report.undated == 0) return {};
  return trn("{1} unit has no date and stays:", "{1} units have no date and stay:",
             report.undated) +
         "\n" + examples_text(report.undated_examples, report.undated);
}

Result<tm::EraseOptions> erase_options(const TmArguments& arguments, bool others) {
  if (arguments.filter.empty()) {
    return base::fail(ErrorCode::kInvalidArgument,
                      PUNTE_MSG("say which units, as with --id, --origin or --text"));
  }
  tm::EraseOptions options;
  options.filter = arguments.filter;
  options.others = others;
  if (arguments.texts) {
    if (options.filter.languages.empty()) {
      return base::fail(ErrorCode::kInvalidArgument,
                        PUNTE_MSG("say in which languages with --language"));
    }
    options.variants = options.filter.languages;
  }
  options.go_on = with_progress();
  return options;
}

/// tm delete and tm keep: what passes goes, or what does not.
Result<int> erase(const Context& context, TmArguments& arguments, bool others) {
  PUNTE_TRY(auto memory,
            open_memory(context, arguments, arguments.dry_run ? Opening::kRead : Opening::kWrite));
  PUNTE_TRY(tm::EraseOptions options, erase_options(arguments, others));
  if (arguments.dry_run || !arguments.yes) {
    options.dry_run = true;
    PUNTE_TRY(const auto preview, tm::erase(memory, options));
    if (arguments.dry_run) {
      view::Json json = view::to_json(preview);
      json["dry_run"] = true;
      const std::int64_t touched = preview.removed + preview.altered;
      return show(context, json,
                  examples_text(preview.examples, touched) + undated_text(preview) +
                      removed_text(preview, true),
                  touched > 0);
    }
    PUNTE_TRY(const auto info, memory.info());
    if (preview.removed * kAskedShare > info.units) {
      std::fputs(examples_text(preview.examples, preview.removed + preview.altered).c_str(),
                 stderr);
      PUNTE_TRY(const bool go_on, confirm(trn("{1} of {2} units would be removed.",
                                              "{1} of {2} units would be removed.", preview.removed,
                                              {number(info.units)})));
      if (!go_on) {
        std::fprintf(stderr, "punte: %s\n", tr("stopped; the memory is as it was").c_str());
        return kStopped;
      }
    }
    options.dry_run = false;
  }
  std::string command = (others ? "keep" : "delete") + arguments.chosen;
  if (arguments.texts) command += " --texts";
  PUNTE_TRY(const auto done, tm::erase(memory, options, {command, {}}));
  std::string text = undated_text(done) + removed_text(done, false);
  if (done.change != 0) text += ". " + undo_text();
  return show(context, view::to_json(done), text, done.removed + done.altered > 0);
}

Result<int> run_delete(const Context& context, TmArguments& arguments) {
  return erase(context, arguments, false);
}

Result<int> run_keep(const Context& context, TmArguments& arguments) {
  return erase(context, arguments, true);
}

Result<int> run_dedupe(const Context& context, TmArguments& arguments) {
  PUNTE_TRY(auto memory,
            open_memory(context, arguments, arguments.dry_run ? Opening::kRead : Opening::kWrite));
  tm::DedupeOptions options;
  options.filter = arguments.filter;
  options.loose = arguments.loose;
  options.dry_run = arguments.dry_run;
  options.go_on = with_progress();
  const std::string command = (options.loose ? "dedupe --loose" : "dedupe") + arguments.chosen;
  PUNTE_TRY(const auto done, tm::dedupe(memory, options, {command, {}}));
  view::Json json = view::to_json(done);
  std::string text;
  if (arguments.dry_run) {
    json["dry_run"] = true;
    text = examples_text(done.examples, done.removed) +
           trn("{1} unit would be joined with one of the same texts",
               "{1} units would be joined with ones of the same texts", done.removed);
  } else {
    text = trn("{1} unit joined with one of the same texts",
               "{1} units joined with ones of the same texts", done.removed);
    if (done.change != 0) text += ". " + undo_text();
  }
  return show(context, json, text, done.removed > 0);
}

void add_yes(const TmCommand& command) {
  command.app.add_flag("--yes", command.arguments.yes,
                       tr("Do not ask where more than a tenth of the memory would go"));
}

}  // namespace

void add_removal_commands(CLI::App& group, Context& context) {
  const TmCommand deleting = add_tm_command(
      group, context, "delete", tr("Remove the units that are chosen, in all their languages"),
      "  punte tm delete --id 12,13\n"
      "  punte tm delete --origin old.tmx --dry-run\n"
      "  punte tm delete --language fr --texts",
      run_delete);
  add_filter_options(deleting.app, deleting.arguments.filter);
  deleting.app.add_flag("--texts", deleting.arguments.texts,
                        tr("Remove only their texts in the languages of --language"));
  add_dry_run(deleting);
  add_yes(deleting);
  const TmCommand keep = add_tm_command(
      group, context, "keep", tr("Keep the units that are chosen, and remove all others"),
      "  punte tm keep --language en,ro --since 2020-01-01 --dry-run", run_keep);
  keep.app.alias("filter");  // its name until it was found to say something else
  add_filter_options(keep.app, keep.arguments.filter);
  add_dry_run(keep);
  add_yes(keep);
  const TmCommand dedupe =
      add_tm_command(group, context, "dedupe", tr("Join units with the same texts"),
                     "  punte tm dedupe --dry-run", run_dedupe);
  add_filter_options(dedupe.app, dedupe.arguments.filter);
  add_dry_run(dedupe);
  dedupe.app.add_flag("--loose", dedupe.arguments.loose,
                      tr("Also where only case, spaces or quotes differ"));
}

}  // namespace punte::cli
