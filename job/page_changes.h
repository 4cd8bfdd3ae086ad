#ifndef PUNTE_JOB_PAGE_CHANGES_H_
#define PUNTE_JOB_PAGE_CHANGES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/continue.h"
#include "base/result.h"
#include "job/analysis.h"
#include "job/page_segments.h"
#include "job/read_pages.h"
#include "tm/memory.h"

namespace punte::job {

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

/// Two versions of a page, and what changed.
struct PageComparison {
  struct Version {
    ReadPage page;
    std::vector<PageSegment> segments;
  };
  Version before;
  Version now;
  std::vector<SegmentChange> changes;

  /// The segment of a change in the old and the new version, or null.
  [[nodiscard]] const PageSegment* old_segment(const SegmentChange& change) const {
    return change.before ? &before.segments[*change.before] : nullptr;
  }
  [[nodiscard]] const PageSegment* new_segment(const SegmentChange& change) const {
    return change.now ? &now.segments[*change.now] : nullptr;
  }
  /// How many segments are kSame, kMoved, ...
  [[nodiscard]] std::array<std::int64_t, 5> counts() const;
};

/// Cuts both pages into segments and compares them.
[[nodiscard]] base::Result<PageComparison> compare(ReadPage before, ReadPage now);

/// What it costs to translate what is new and changed, as if the old page were translated: a
/// changed segment costs what its score says. A null memory knows nothing.
[[nodiscard]] base::Result<Analysis> cost_of(const PageComparison& comparison,
                                             const tm::Memory* memory,
                                             const std::string& target_language,
                                             const base::Continue& go_on = {});

}  // namespace punte::job

#endif  // PUNTE_JOB_PAGE_CHANGES_H_
