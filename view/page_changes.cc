#include "view/page_changes.h"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "language/marked_text.h"
#include "page/page.h"
#include "view/counts.h"
#include "view/html_report.h"

namespace punte::view {
namespace {

using job::Change;
using job::PageComparison;
using job::PageSegment;
using job::SegmentChange;
using language::with_codes;

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

Json segment_json(const PageComparison::Version& version, const PageSegment& segment) {
  const page::Block& block = version.page.page.blocks[segment.block];
  return {{"text", with_codes(segment.text)},
          {"lang", segment.language},
          {"role", page::role_name(block.role)},
          {"path", block.path}};
}

}  // namespace

std::string change_title(Change change, const Messages& messages) {
  switch (change) {
    case Change::kMoved:
      return messages.tr("moved");
    case Change::kChanged:
      return messages.tr("changed");
    case Change::kNew:
      return messages.tr("new");
    case Change::kGone:
      return messages.tr("gone");
    case Change::kSame:
      break;
  }
  return messages.tr("same");
}

std::string summary_text(const PageComparison& pages, const Messages& messages) {
  const auto counts = pages.counts();
  const auto count = [&](Change change) { return counts[static_cast<std::size_t>(change)]; };
  return messages.trn("{1} segment is new", "{1} segments are new", count(Change::kNew)) + ", " +
         messages.trn("{1} changed", "{1} changed", count(Change::kChanged)) + ", " +
         messages.trn("{1} moved", "{1} moved", count(Change::kMoved)) + ", " +
         messages.trn("{1} gone", "{1} gone", count(Change::kGone)) + ", " +
         messages.trn("{1} the same", "{1} the same", count(Change::kSame));
}

std::string cost_text(const ChangesView& changes, const Messages& messages) {
  return messages.tr("{1} weighted words",
                     {messages.decimal(job::weighted_words(changes.cost->all, changes.rates), 1)});
}

Json to_json(const ChangesView& changes, const SegmentChange& change) {
  Json out{{"change", job::change_name(change.change)}};
  if (change.change == Change::kChanged) out["score"] = change.score;
  if (const PageSegment* old = changes.pages.old_segment(change)) {
    out["old"] = segment_json(changes.pages.before, *old);
  }
  if (const PageSegment* now = changes.pages.new_segment(change)) {
    out["new"] = segment_json(changes.pages.now, *now);
  }
  return out;
}

Json to_json(const ChangesView& changes) {
  const auto counts = changes.pages.counts();
  Json count = Json::object();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    count[job::change_name(static_cast<Change>(i))] = counts[i];
  }
  Json list = Json::array();
  for (const SegmentChange& change : changes.pages.changes) {
    if (changes.shows(change)) list.push_back(to_json(changes, change));
  }
  Json out{{"old", changes.before},
           {"new", changes.now},
           {"counts", std::move(count)},
           {"segments", std::move(list)}};
  if (changes.cost) out["cost"] = counts_json(changes.cost->all, changes.rates);
  return out;
}

std::string changes_page(const ChangesView& changes, const Messages& messages) {
  HtmlReport report(messages.tr("Changes from {1} to {2}", {changes.before, changes.now}),
                    messages.language());
  report.paragraph(summary_text(changes.pages, messages));
  if (changes.cost) {
    std::vector<HtmlReport::Bar> bars;
    for (std::size_t i = 0; i < job::kBands; ++i) {
      const std::int64_t words = changes.cost->all.bands[i].count.words;
      bars.push_back({band_title(static_cast<job::Band>(i), messages), static_cast<double>(words),
                      messages.number(words)});
    }
    report.bars(bars);
    report.paragraph(cost_text(changes, messages));
  }
  report.begin_table(
      {messages.tr("Change"), messages.tr("Score"), messages.tr("Before"), messages.tr("Now")});
  const auto shown = [](const PageSegment* segment) {
    return segment == nullptr ? std::string()
                              : in_language(with_codes(segment->text), segment->language);
  };
  for (const SegmentChange& change : changes.pages.changes) {
    if (!changes.shows(change)) continue;
    report.row({html_escaped(change_title(change.change, messages)),
                change.change == Change::kChanged ? std::to_string(change.score) : std::string(),
                shown(changes.pages.old_segment(change)), shown(changes.pages.new_segment(change))},
               css_class(change.change));
  }
  report.end_table();
  return report.html();
}

}  // namespace punte::view
