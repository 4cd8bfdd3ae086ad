#include "cli/diff_command.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/count_table.h"
#include "cli/files.h"
#include "cli/messages.h"
#include "cli/page_arguments.h"
#include "cli/page_options.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "job/page_changes.h"
#include "job/rate_card.h"
#include "language/marked_text.h"
#include "view/json.h"
#include "view/page_changes.h"

namespace punte::cli {
namespace {

using base::Result;
using job::Change;
using job::PageSegment;
using job::SegmentChange;
using language::with_codes;
using view::ChangesView;
using view::json_document;
using view::json_line;

struct DiffArguments {
  std::string before;
  std::string now;
  std::string to;
  page::ExtractOptions extract;
  std::vector<std::string> rates;
  std::string report_file;
  bool all = false;
  bool exit_code = false;
};

Color color_of(Change change) {
  switch (change) {
    case Change::kMoved:
      return Color::kCyan;
    case Change::kChanged:
      return Color::kYellow;
    case Change::kNew:
      return Color::kGreen;
    case Change::kGone:
      return Color::kRed;
    case Change::kSame:
      break;
  }
  return Color::kDim;
}

std::string text_of(const ChangesView& changes) {
  std::string out;
  for (const SegmentChange& change : changes.pages.changes) {
    if (!changes.shows(change)) continue;
    out += paint(color_of(change.change), view::change_title(change.change, messages()));
    if (change.change == Change::kChanged) out += " " + std::to_string(change.score) + " %";
    out += "\n";
    const PageSegment* old = changes.pages.old_segment(change);
    const PageSegment* now = changes.pages.new_segment(change);
    if (old != nullptr && (now == nullptr || change.change == Change::kChanged)) {
      out += "  - " + old->language + "  " + printable(with_codes(old->text)) + "\n";
    }
    if (now != nullptr) {
      out += "  + " + now->language + "  " + printable(with_codes(now->text)) + "\n";
    }
  }
  out += view::summary_text(changes.pages, messages()) + "\n";
  if (changes.cost && changes.cost->all.total().segments > 0) {
    out += counts_table(changes.cost->all, changes.rates) + view::cost_text(changes, messages()) +
           "\n";
  }
  return out;
}

Result<ChangesView> changes_of(const Context& context, const DiffArguments& arguments) {
  ChangesView out;
  out.before = arguments.before;
  out.now = arguments.now;
  out.all = arguments.all;
  PUNTE_TRY(out.rates, job::rate_card(arguments.rates));
  PUNTE_TRY(const auto open, open_if_any(context));
  const tm::Memory* const memory = open ? &*open : nullptr;
  PUNTE_TRY(auto before, read_named_page(memory, arguments.before, arguments.extract));
  PUNTE_TRY(auto now, read_named_page(memory, arguments.now, arguments.extract));
  PUNTE_TRY(out.pages, job::compare(std::move(before), std::move(now)));
  if (arguments.to.empty()) return out;
  if (memory == nullptr) note_no_memory(context);
  JobProgress progress;
  PUNTE_TRY(out.cost, job::cost_of(out.pages, memory, arguments.to, progress.go_on()));
  return out;
}

std::string shown(const ChangesView& changes, Output output) {
  if (output == Output::kTable) return text_of(changes);
  if (output == Output::kJson) return json_document(view::to_json(changes));
  std::string out;
  for (const SegmentChange& change : changes.pages.changes) {
    if (changes.shows(change)) out += json_line(view::to_json(changes, change));
  }
  return out;
}

Result<int> run_diff(const Context& context, const DiffArguments& arguments) {
  PUNTE_TRY(const ChangesView changes, changes_of(context, arguments));
  if (!arguments.report_file.empty()) {
    PUNTE_CHECK(
        write_file(context, arguments.report_file, view::changes_page(changes, messages())));
  }
  if (!print(shown(changes, context.output()))) return kFailed;
  const auto same = changes.pages.counts()[static_cast<std::size_t>(Change::kSame)];
  const bool changed = same != static_cast<std::int64_t>(changes.pages.changes.size());
  return changed && arguments.exit_code ? kFoundProblems : kDone;
}

}  // namespace

void add_diff_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<DiffArguments>();
  CLI::App& command =
      add_command(app, context, "diff", tr("Compare two versions of a page"),
                  "  punte diff old.html new.html\n"
                  "  punte diff old.html new.html --to ro --report changes.html\n"
                  "  punte diff old.html new.html --to ro --json",
                  [&context, arguments] { return finished(run_diff(context, *arguments)); });
  add_input(command, context, "old", arguments->before, tr("The page as it was"))
      ->required()
      ->type_name(tr("PAGE"));
  add_input(command, context, "new", arguments->now, tr("The page as it is"))
      ->required()
      ->type_name(tr("PAGE"));
  add_tag(command, context, "--to", arguments->to,
          tr("Tell what the change costs to translate into this language"));
  command
      .add_option("--rates", arguments->rates,
                  tr("What a word of a band costs, as a share of a new one, as in 85-94=0.5,new=1"))
      ->allow_extra_args(false)
      ->delimiter(',')
      ->type_name(tr("RATES"));
  add_page_options(command, context, arguments->extract);
  command.add_flag("--exit-code", arguments->exit_code, tr("Exit with 3 if anything changed"));
  command.add_flag("--all", arguments->all, tr("Show what is the same, too"));
  add_output(command, context, "--report", arguments->report_file,
             tr("Write an HTML report to this file"));
  add_memory_option(command, context);
  add_output_options(command, context);
}

}  // namespace punte::cli
