#ifndef PUNTE_VIEW_PAGE_CHANGES_H_
#define PUNTE_VIEW_PAGE_CHANGES_H_

#include <optional>
#include <string>

#include "job/analysis.h"
#include "job/page_changes.h"
#include "job/rate_card.h"
#include "view/json.h"
#include "view/messages.h"

// The changes of a page. docs/json.md documents every key.
namespace punte::view {

/// Two versions of a page and how they are shown.
struct ChangesView {
  job::PageComparison pages;
  std::optional<job::Analysis> cost;  ///< of what is new and changed, where it was asked for
  job::RateCard rates;                ///< for the cost
  std::string before;                 ///< what people call the versions
  std::string now;
  bool all = false;  ///< segments that are the same are shown as well

  [[nodiscard]] bool shows(const job::SegmentChange& change) const {
    return all || change.change != job::Change::kSame;
  }
};

[[nodiscard]] std::string change_title(job::Change change, const Messages& messages);

/// How many segments changed, and how, in one line without its end.
[[nodiscard]] std::string summary_text(const job::PageComparison& pages, const Messages& messages);

/// The weighted words of a cost.
[[nodiscard]] std::string cost_text(const ChangesView& changes, const Messages& messages);

/// One change: {"change","score","old","new"}.
[[nodiscard]] Json to_json(const ChangesView& changes, const job::SegmentChange& change);

/// All changes that are shown, with counts and cost.
[[nodiscard]] Json to_json(const ChangesView& changes);

/// The same as an HTML page.
[[nodiscard]] std::string changes_page(const ChangesView& changes, const Messages& messages);

}  // namespace punte::view

#endif  // PUNTE_VIEW_PAGE_CHANGES_H_
