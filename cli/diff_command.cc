#include "cli/diff_command.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/count_table.h"
#include "cli/messages.h"
#include "cli/page_arguments.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "job/page_changes.h"
#include "job/rate_card.h"
#include "language/marked_text.h"
#include "view/counts.h"
#include "view/html_report.h"
#include "view/json.h"

namespace punte::cli {

using language::with_codes;
using view::html_escaped;
using view::HtmlReport;
using view::in_language;
using view::Json;
using view::json_document;
using view::json_line;
namespace {

using base::Result;
using job::Analysis;
using job::Band;
using job::Change;
using job::change_name;
using job::kBands;
using job::PageComparison;
using job::PageSegment;
using job::RateCard;
using job::SegmentChange;
using job::weighted_words;

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

struct Difference {
  PageComparison pages;
  std::optional<Analysis> cost;  ///< of what is new and changed, if a target language is named
};

std::string title_of(Change change) {
  switch (change) {
    case Change::kMoved:
      return tr("moved");
    case Change::kChanged:
      return tr("changed");
    case Change::kNew:
      return tr("new");
    case Change::kGone:
      return tr("gone");
    case Change::kSame:
      break;
  }
  return tr("same");
}

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

std::string_view css_class(Change change) {
  switch (change) {
    case Change::kMoved:
      return "high";
    case Change::kChanged:
      return "fuzzy";
    case Change::kNew:
      return "exact";
    case Change::kGone:
      return "new";
    case Change::kSame:
      break;
  }
  return "same";
}

std::string summary_of(const Difference& difference) {
  const auto counts = difference.pages.counts();
  const auto count = [&](Change change) { return counts[static_cast<std::size_t>(change)]; };
  return trn("{1} segment is new", "{1} segments are new", count(Change::kNew)) + ", " +
         trn("{1} changed", "{1} changed", count(Change::kChanged)) + ", " +
         trn("{1} moved", "{1} moved", count(Change::kMoved)) + ", " +
         trn("{1} gone", "{1} gone", count(Change::kGone)) + ", " +
         trn("{1} the same", "{1} the same", count(Change::kSame));
}

Json segment_json(const PageComparison::Version& version, const PageSegment& segment) {
  const page::Block& block = version.page.page.blocks[segment.block];
  return {{"text", with_codes(segment.text)},
          {"lang", segment.language},
          {"role", page::role_name(block.role)},
          {"path", block.path}};
}

Json change_json(const Difference& difference, const SegmentChange& change) {
  Json out{{"change", change_name(change.change)}};
  if (change.change == Change::kChanged) out["score"] = change.score;
  if (const PageSegment* old = difference.pages.old_segment(change)) {
    out["old"] = segment_json(difference.pages.before, *old);
  }
  if (const PageSegment* now = difference.pages.new_segment(change)) {
    out["new"] = segment_json(difference.pages.now, *now);
  }
  return out;
}

Json document_of(const Difference& difference, const DiffArguments& arguments,
                 const RateCard& rates) {
  const auto counts = difference.pages.counts();
  Json count = Json::object();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    count[change_name(static_cast<Change>(i))] = counts[i];
  }
  Json list = Json::array();
  for (const SegmentChange& change : difference.pages.changes) {
    if (arguments.all || change.change != Change::kSame) {
      list.push_back(change_json(difference, change));
    }
  }
  Json out{{"old", arguments.before},
           {"new", arguments.now},
           {"counts", std::move(count)},
           {"segments", std::move(list)}};
  if (difference.cost) out["cost"] = view::counts_json(difference.cost->all, rates);
  return out;
}

std::string text_of(const Difference& difference, const DiffArguments& arguments,
                    const RateCard& rates) {
  std::string out;
  for (const SegmentChange& change : difference.pages.changes) {
    if (!arguments.all && change.change == Change::kSame) continue;
    out += paint(color_of(change.change), title_of(change.change));
    if (change.change == Change::kChanged) out += " " + std::to_string(change.score) + " %";
    out += "\n";
    const PageSegment* old = difference.pages.old_segment(change);
    const PageSegment* now = difference.pages.new_segment(change);
    if (old != nullptr && (now == nullptr || change.change == Change::kChanged)) {
      out += "  - " + old->language + "  " + printable(with_codes(old->text)) + "\n";
    }
    if (now != nullptr) {
      out += "  + " + now->language + "  " + printable(with_codes(now->text)) + "\n";
    }
  }
  out += summary_of(difference) + "\n";
  if (difference.cost && difference.cost->all.total().segments > 0) {
    out += counts_table(difference.cost->all, rates) +
           tr("{1} weighted words",
              {fmt::format("{:.1f}", weighted_words(difference.cost->all, rates))}) +
           "\n";
  }
  return out;
}

Result<void> write_report(const Difference& difference, const DiffArguments& arguments,
                          const RateCard& rates) {
  HtmlReport report(tr("Changes from {1} to {2}", {arguments.before, arguments.now}),
                    message_language());
  report.paragraph(summary_of(difference));
  if (difference.cost) {
    std::vector<HtmlReport::Bar> bars;
    for (std::size_t i = 0; i < kBands; ++i) {
      const std::int64_t words = difference.cost->all.bands[i].count.words;
      bars.push_back({view::band_title(static_cast<Band>(i), messages()),
                      static_cast<double>(words), number(words)});
    }
    report.bars(bars);
    report.paragraph(tr("{1} weighted words",
                        {fmt::format("{:.1f}", weighted_words(difference.cost->all, rates))}));
  }
  report.begin_table({tr("Change"), tr("Score"), tr("Before"), tr("Now")});
  for (const SegmentChange& change : difference.pages.changes) {
    if (!arguments.all && change.change == Change::kSame) continue;
    const auto shown = [](const PageSegment* segment) {
      return segment == nullptr ? std::string()
                                : in_language(with_codes(segment->text), segment->language);
    };
    report.row(
        {html_escaped(title_of(change.change)),
         change.change == Change::kChanged ? std::to_string(change.score) : std::string(),
         shown(difference.pages.old_segment(change)), shown(difference.pages.new_segment(change))},
        css_class(change.change));
  }
  report.end_table();
  return write_file(arguments.report_file, report.html());
}

Result<Difference> difference_of(const Context& context, const DiffArguments& arguments) {
  PUNTE_TRY(const auto open, open_if_any(context));
  const tm::Memory* const memory = open ? &*open : nullptr;
  PUNTE_TRY(auto before, read_named_page(memory, arguments.before, arguments.extract));
  PUNTE_TRY(auto now, read_named_page(memory, arguments.now, arguments.extract));
  Difference out;
  PUNTE_TRY(out.pages, job::compare(std::move(before), std::move(now)));
  if (arguments.to.empty()) return out;
  JobProgress progress;
  PUNTE_TRY(out.cost, job::cost_of(out.pages, memory, arguments.to, progress.go_on()));
  return out;
}

Result<int> run_diff(const Context& context, DiffArguments arguments) {
  PUNTE_CHECK(make_canonical({&arguments.to}, &arguments.extract.expected_languages));
  PUNTE_TRY(const auto rates, job::rate_card(arguments.rates));
  PUNTE_TRY(const Difference difference, difference_of(context, arguments));
  if (!arguments.report_file.empty()) PUNTE_CHECK(write_report(difference, arguments, rates));
  std::string out;
  switch (context.output()) {
    case Output::kJson:
      out = json_document(document_of(difference, arguments, rates));
      break;
    case Output::kJsonLines:
      for (const SegmentChange& change : difference.pages.changes) {
        if (!arguments.all && change.change == Change::kSame) continue;
        out += json_line(change_json(difference, change));
      }
      break;
    case Output::kTable:
      out = text_of(difference, arguments, rates);
  }
  if (!print(out)) return kFailed;
  const auto same = difference.pages.counts()[static_cast<std::size_t>(Change::kSame)];
  const bool changed = same != static_cast<std::int64_t>(difference.pages.changes.size());
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
  command.add_option("old", arguments->before, tr("The page as it was"))
      ->required()
      ->type_name(tr("PAGE"));
  command.add_option("new", arguments->now, tr("The page as it is"))
      ->required()
      ->type_name(tr("PAGE"));
  command
      .add_option("--to", arguments->to,
                  tr("Tell what the change costs to translate into this language"))
      ->type_name(tr("TAG"));
  command
      .add_option("--rates", arguments->rates,
                  tr("What a word of a band costs, as a share of a new one, as in 85-94=0.5,new=1"))
      ->allow_extra_args(false)
      ->delimiter(',')
      ->type_name(tr("RATES"));
  add_page_options(command, arguments->extract);
  command.add_flag("--exit-code", arguments->exit_code, tr("Exit with 3 if anything changed"));
  command.add_flag("--all", arguments->all, tr("Show what is the same, too"));
  command.add_option("--report", arguments->report_file, tr("Write an HTML report to this file"))
      ->type_name(tr("FILE"));
  add_memory_option(command, context);
  add_output_options(command, context);
}

}  // namespace punte::cli
