#ifndef PUNTE_VIEW_PAGE_JSON_H_
#define PUNTE_VIEW_PAGE_JSON_H_

#include <string>
#include <vector>

#include "job/analysis.h"
#include "job/page_changes.h"
#include "job/page_lookup.h"
#include "job/page_translation.h"
#include "job/rate_card.h"
#include "job/text_lookup.h"
#include "page/page.h"
#include "view/json.h"
#include "view/messages.h"

// What jobs find on pages, as JSON. docs/json.md documents every key.
namespace punte::view {

[[nodiscard]] Json to_json(const page::Block& block);
/// A page with all its blocks.
[[nodiscard]] Json to_json(const page::Page& page, const std::string& name);

/// What the page says of itself, and its body as Markdown.
[[nodiscard]] Json main_json(const page::Page& page, const std::string& name);

[[nodiscard]] Json to_json(const std::vector<tm::FoundTerm>& terms);
[[nodiscard]] Json to_json(const tm::Assembly& assembly);
[[nodiscard]] Json to_json(const tm::Repair& repair);
[[nodiscard]] Json to_json(const job::TextMatches& matches);
[[nodiscard]] Json to_json(const job::SegmentMatches& row);
[[nodiscard]] Json to_json(const job::Coverage& coverage);

[[nodiscard]] Json to_json(const page::Page& page, const job::TranslatedSegment& segment,
                           const Messages& messages);

[[nodiscard]] Json to_json(const job::Analysis& analysis, const job::RateCard& rates);

}  // namespace punte::view

#endif  // PUNTE_VIEW_PAGE_JSON_H_
