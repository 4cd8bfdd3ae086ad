#include "view/bilingual_page.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "view/html_report.h"

namespace punte::view {
namespace {

using job::Fill;
using job::TranslatedSegment;

/// The colour of a row of the page.
std::string_view css_class(const TranslatedSegment& segment) {
  switch (segment.fill) {
    case Fill::kTarget:
      return "same";
    case Fill::kLocalized:
    case Fill::kGiven:
      return "exact";
    case Fill::kMatch:
      return segment.match->score >= 100 ? "exact" : "high";
    case Fill::kBelow:
      return "fuzzy";
    case Fill::kNothing:
      break;
  }
  return segment.segment.language == "und" ? "same" : "new";
}

std::string joined(const std::vector<base::Message>& changes, const Messages& messages) {
  std::string out;
  for (const base::Message& change : changes) {
    out += (out.empty() ? "" : "; ") + messages.tr(change);
  }
  return out;
}

}  // namespace

std::string bilingual_page(const page::Page& page, const std::string& name,
                           const std::vector<TranslatedSegment>& segments, const std::string& to,
                           const Messages& messages) {
  HtmlReport report(page.title.empty() ? name : page.title, messages.language());
  report.begin_table({messages.tr("Language"), messages.tr("Source"), messages.tr("Translation"),
                      messages.tr("Score"), messages.tr("Changes")});
  for (const TranslatedSegment& segment : segments) {
    const bool filled = segment.fill != Fill::kNothing && segment.fill != Fill::kTarget;
    std::string shown;
    if (segment.fill == Fill::kBelow) {
      shown = in_language(segment.match->target.text, to);
    } else if (filled) {
      shown = in_language(segment.text.text, to);
    }
    if (segment.assembly) {
      shown += "<p><i>" + html_escaped(messages.tr("of parts:")) + "</i> " +
               in_language(segment.assembly->text, to) + "</p>";
    }
    report.row({html_escaped(segment.segment.language),
                in_language(segment.segment.text.text, segment.segment.language), shown,
                segment.match ? std::to_string(segment.match->score) : std::string(),
                html_escaped(joined(segment.changes, messages))},
               css_class(segment));
  }
  report.end_table();
  return report.html();
}

std::string summary_text(const std::vector<TranslatedSegment>& segments, const Messages& messages) {
  std::array<std::int64_t, 6> counts{};
  for (const TranslatedSegment& segment : segments) {
    // What has no language needs no translation.
    if (segment.fill == Fill::kNothing && segment.segment.language == "und") continue;
    ++counts[static_cast<std::size_t>(segment.fill)];
  }
  const auto count = [&](Fill fill) { return counts[static_cast<std::size_t>(fill)]; };
  return messages.trn("{1} segment filled", "{1} segments filled",
                      count(Fill::kMatch) + count(Fill::kGiven)) +
         ", " + messages.trn("{1} adapted", "{1} adapted", count(Fill::kLocalized)) + ", " +
         messages.trn("{1} without a match", "{1} without a match",
                      count(Fill::kNothing) + count(Fill::kBelow)) +
         ", " +
         messages.trn("{1} in the target language already", "{1} in the target language already",
                      count(Fill::kTarget));
}

}  // namespace punte::view
