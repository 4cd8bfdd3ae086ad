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
    case Fill::kFuzzy:
    case Fill::kProposal:
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
    if (segment.fill == Fill::kFuzzy || segment.fill == Fill::kProposal) {
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
  std::array<std::int64_t, 7> counts{};
  std::int64_t exact = 0;
  for (const TranslatedSegment& segment : segments) {
    // What has no language needs no translation.
    if (segment.fill == Fill::kNothing && segment.segment.language == "und") continue;
    ++counts[static_cast<std::size_t>(segment.fill)];
    exact += segment.fill == Fill::kMatch && segment.match->score >= 100 ? 1 : 0;
  }
  const auto count = [&](Fill fill) { return counts[static_cast<std::size_t>(fill)]; };
  const std::int64_t fuzzy = count(Fill::kFuzzy);
  std::string out =
      messages.trn("{1} segment filled", "{1} segments filled",
                   count(Fill::kMatch) + count(Fill::kGiven) + count(Fill::kLocalized) + fuzzy);
  std::string kinds;
  const auto add = [](std::string& list, std::int64_t amount, const std::string& text) {
    if (amount > 0) list += (list.empty() ? "" : ", ") + text;
  };
  add(kinds, count(Fill::kGiven),
      messages.trn("{1} from the work file", "{1} from the work file", count(Fill::kGiven)));
  add(kinds, exact, messages.trn("{1} exact", "{1} exact", exact));
  const std::int64_t put_right = count(Fill::kMatch) - exact;
  add(kinds, put_right, messages.trn("{1} put right", "{1} put right", put_right));
  add(kinds, count(Fill::kLocalized),
      messages.trn("{1} adapted", "{1} adapted", count(Fill::kLocalized)));
  add(kinds, fuzzy, messages.trn("{1} fuzzy and marked", "{1} fuzzy and marked", fuzzy));
  if (!kinds.empty()) out += " (" + kinds + ")";
  add(out, count(Fill::kProposal),
      messages.trn("{1} left with a fuzzy match", "{1} left with fuzzy matches",
                   count(Fill::kProposal)));
  add(out, count(Fill::kNothing),
      messages.trn("{1} without a match", "{1} without a match", count(Fill::kNothing)));
  add(out, count(Fill::kTarget),
      messages.trn("{1} in the target language already", "{1} in the target language already",
                   count(Fill::kTarget)));
  return out;
}

}  // namespace punte::view
