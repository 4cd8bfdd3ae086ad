#include "cli/diff_command.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/analysis.h"
#include "cli/arguments.h"
#include "cli/count_table.h"
#include "cli/html_report.h"
#include "cli/json.h"
#include "cli/messages.h"
#include "cli/page_changes.h"
#include "cli/page_segments.h"
#include "cli/terminal.h"

namespace punte::cli {
namespace {

using base::Result;

struct DiffArguments {
  std::string before;
  std::string now;
  std::string to;
  page::ExtractOptions extract;
  std::vector<std::string> rates;
  std::string report_file;
  bool all = false;
};

struct Version {
  ReadPage page;
  std::vector<PageSegment> segments;
};

struct Difference {
  Version before;
  Version now;
  std::vector<SegmentChange> changes;
  std::optional<Analysis> cost;  ///< of what is new and changed, if a target language is named

  [[nodiscard]] const PageSegment* old_segment(const SegmentChange& change) const {
    return change.before ? &before.segments[*change.before] : nullptr;
  }
  [[nodiscard]] const PageSegment* new_segment(const SegmentChange& change) const {
    return change.now ? &now.segments[*change.now] : nullptr;
  }
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

Result<Version> read_version(const std::string& path, const page::ExtractOptions& options) {
  auto page = read_page(path, options);
  if (!page) return tl::unexpected(page.error());
  PageSegmenter segmenter;
  std::vector<PageSegment> segments = segmenter.segments(page->page);
  return Version{std::move(*page), std::move(segments)};
}

/// What is new and changed, as if the old page were translated: a changed segment costs what its
/// score says.
Result<Analysis> cost_of(const Context& context, const Difference& difference,
                         const DiffArguments& arguments) {
  const auto memory = open_if_any(context);
  if (!memory) return tl::unexpected(memory.error());
  Analyzer analyzer(*memory ? &**memory : nullptr, arguments.to);
  std::vector<CountedSegment> segments;
  for (const SegmentChange& change : difference.changes) {
    const PageSegment* segment = difference.new_segment(change);
    if (segment == nullptr) continue;
    CountedSegment counted;
    counted.text = segment->text.text;
    counted.language = segment->language;
    counted.role = difference.now.page.page.blocks[segment->block].role;
    counted.known = change.score;
    counted.counts = change.change == Change::kNew || change.change == Change::kChanged;
    segments.push_back(std::move(counted));
  }
  if (const auto added = analyzer.add(arguments.now, segments); !added) {
    return tl::unexpected(added.error());
  }
  return analyzer.finish();
}

std::array<std::int64_t, 5> counts_of(const Difference& difference) {
  std::array<std::int64_t, 5> counts{};
  for (const SegmentChange& change : difference.changes) {
    ++counts[static_cast<std::size_t>(change.change)];
  }
  return counts;
}

std::string summary_of(const Difference& difference) {
  const auto counts = counts_of(difference);
  const auto count = [&](Change change) { return counts[static_cast<std::size_t>(change)]; };
  return trn("{1} segment is new", "{1} segments are new", count(Change::kNew)) + ", " +
         trn("{1} changed", "{1} changed", count(Change::kChanged)) + ", " +
         trn("{1} moved", "{1} moved", count(Change::kMoved)) + ", " +
         trn("{1} gone", "{1} gone", count(Change::kGone)) + ", " +
         trn("{1} the same", "{1} the same", count(Change::kSame));
}

Json segment_json(const Version& version, const PageSegment& segment) {
  const page::Block& block = version.page.page.blocks[segment.block];
  return {{"text", with_codes(segment.text)},
          {"lang", segment.language},
          {"role", page::role_name(block.role)},
          {"path", block.path}};
}

Json change_json(const Difference& difference, const SegmentChange& change) {
  Json out{{"change", change_name(change.change)}};
  if (change.change == Change::kChanged) out["score"] = change.score;
  if (const PageSegment* old = difference.old_segment(change)) {
    out["old"] = segment_json(difference.before, *old);
  }
  if (const PageSegment* now = difference.new_segment(change)) {
    out["new"] = segment_json(difference.now, *now);
  }
  return out;
}

Json document_of(const Difference& difference, const DiffArguments& arguments,
                 const RateCard& rates) {
  const auto counts = counts_of(difference);
  Json count = Json::object();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    count[change_name(static_cast<Change>(i))] = counts[i];
  }
  Json list = Json::array();
  for (const SegmentChange& change : difference.changes) {
    if (arguments.all || change.change != Change::kSame) {
      list.push_back(change_json(difference, change));
    }
  }
  Json out{{"old", arguments.before},
           {"new", arguments.now},
           {"counts", std::move(count)},
           {"segments", std::move(list)}};
  if (difference.cost) out["cost"] = counts_json(difference.cost->all, rates);
  return out;
}

std::string text_of(const Difference& difference, const DiffArguments& arguments,
                    const RateCard& rates) {
  std::string out;
  for (const SegmentChange& change : difference.changes) {
    if (!arguments.all && change.change == Change::kSame) continue;
    out += paint(color_of(change.change), title_of(change.change));
    if (change.change == Change::kChanged) out += " " + std::to_string(change.score) + " %";
    out += "\n";
    const PageSegment* old = difference.old_segment(change);
    const PageSegment* now = difference.new_segment(change);
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
  HtmlReport report(tr("Changes from {1} to {2}", {arguments.before, arguments.now}));
  report.paragraph(summary_of(difference));
  if (difference.cost) {
    std::vector<HtmlReport::Bar> bars;
    for (std::size_t i = 0; i < kBands; ++i) {
      const std::int64_t words = difference.cost->all.bands[i].count.words;
      bars.push_back({band_title(static_cast<Band>(i)), static_cast<double>(words), number(words)});
    }
    report.bars(bars);
    report.paragraph(tr("{1} weighted words",
                        {fmt::format("{:.1f}", weighted_words(difference.cost->all, rates))}));
  }
  report.begin_table({tr("Change"), tr("Score"), tr("Before"), tr("Now")});
  for (const SegmentChange& change : difference.changes) {
    if (!arguments.all && change.change == Change::kSame) continue;
    const auto shown = [](const PageSegment* segment) {
      return segment == nullptr ? std::string()
                                : in_language(with_codes(segment->text), segment->language);
    };
    report.row({html_escaped(title_of(change.change)),
                change.change == Change::kChanged ? std::to_string(change.score) : std::string(),
                shown(difference.old_segment(change)), shown(difference.new_segment(change))},
               css_class(change.change));
  }
  report.end_table();
  return report.save(arguments.report_file);
}

Result<int> run_diff(const Context& context, DiffArguments arguments) {
  const auto tags = make_canonical({&arguments.to}, &arguments.extract.expected_languages);
  if (!tags) return tl::unexpected(tags.error());
  const auto rates = rate_card(arguments.rates);
  if (!rates) return tl::unexpected(rates.error());
  const page::ExtractOptions& extract_options = arguments.extract;
  Difference difference;
  for (const auto& [path, version] : {std::pair(&arguments.before, &difference.before),
                                      std::pair(&arguments.now, &difference.now)}) {
    auto read = read_version(*path, extract_options);
    if (!read) return tl::unexpected(read.error());
    *version = std::move(*read);
  }
  auto changes = compare_pages(difference.before.segments, difference.now.segments);
  if (!changes) return tl::unexpected(changes.error());
  difference.changes = std::move(*changes);
  if (!arguments.to.empty()) {
    auto cost = cost_of(context, difference, arguments);
    if (!cost) return tl::unexpected(cost.error());
    difference.cost = std::move(*cost);
  }
  if (!arguments.report_file.empty()) {
    const auto done = write_report(difference, arguments, *rates);
    if (!done) return tl::unexpected(done.error());
  }
  std::string out;
  switch (context.output()) {
    case Output::kJson:
      out = json_document(document_of(difference, arguments, *rates));
      break;
    case Output::kJsonLines:
      for (const SegmentChange& change : difference.changes) {
        if (!arguments.all && change.change == Change::kSame) continue;
        out += json_line(change_json(difference, change));
      }
      break;
    case Output::kTable:
      out = text_of(difference, arguments, *rates);
  }
  if (!print(out)) return kFailed;
  const auto counts = counts_of(difference);
  return counts[static_cast<std::size_t>(Change::kSame)] ==
                 static_cast<std::int64_t>(difference.changes.size())
             ? kNothingFound
             : kDone;
}

}  // namespace

void add_diff_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<DiffArguments>();
  CLI::App& command = add_command(
      app, context, "diff", tr("Compare two versions of a page (exit code 1: nothing changed)"),
      "  punte diff old.html new.html\n"
      "  punte diff old.html new.html --to ro --report changes.html\n"
      "  punte diff old.html new.html --to ro --json",
      [&context, arguments] {
        const auto done = run_diff(context, *arguments);
        return done ? *done : report(done.error());
      });
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
  command.add_flag("--all", arguments->all, tr("Show what is the same, too"));
  command.add_option("--report", arguments->report_file, tr("Write an HTML report to this file"))
      ->type_name(tr("FILE"));
  add_memory_option(command, context);
  add_output_options(command, context);
}

}  // namespace punte::cli
