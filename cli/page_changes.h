#ifndef PUNTE_CLI_PAGE_CHANGES_H_
#define PUNTE_CLI_PAGE_CHANGES_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/page_segments.h"

namespace punte::cli {

enum class Change {
  kSame,     ///< the same text and codes, in the same order as before
  kMoved,    ///< the same, at another place among the others
  kChanged,  ///< similar text, or the same with other codes
  kNew,
  kGone,
};

/// "same", "moved", "changed", "new", "gone": stable, for programs.
[[nodiscard]] std::string change_name(Change change);

struct SegmentChange {
  Change change = Change::kSame;
  std::optional<std::size_t> before;  ///< index into the old page's segments
  std::optional<std::size_t> now;     ///< index into the new page's segments
  int score = 0;                      ///< of the old text for the new one, in percent; 0: none
};

/// Compares two versions of a page: first equal segments in order, the rest by similarity, best
/// pairs first. Result: the new page's order, what is gone behind what it stood behind.
/// Moved are those outside of the longest ascending run of equal segments.
/// Errors: those of SimilarTexts. Cost: n log n, and a look-up for each segment that is not equal.
[[nodiscard]] base::Result<std::vector<SegmentChange>> compare_pages(
    const std::vector<PageSegment>& before, const std::vector<PageSegment>& now);

}  // namespace punte::cli

#endif  // PUNTE_CLI_PAGE_CHANGES_H_
