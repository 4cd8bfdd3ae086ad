#ifndef PUNTE_JOB_MERGE_PLAN_H_
#define PUNTE_JOB_MERGE_PLAN_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "job/page_segments.h"
#include "job/work_file.h"
#include "language/marked_text.h"
#include "page/page.h"

namespace punte::job {

/// What is wrong with one segment of a work file.
struct WorkFault {
  std::string id;
  std::string source;
  base::Message message;
};

/// A translation that goes into a segment of the page.
struct MergedSegment {
  std::size_t segment = 0;  ///< index into the page's segments
  language::MarkedText target;
  /// False: the file says that nobody looked at what a machine filled in.
  bool confirmed = true;
};

struct MergePlan {
  std::vector<MergedSegment> merged;  ///< by segment, ascending
  std::vector<std::size_t> open;      ///< segments that the file has without a translation
  std::vector<WorkFault> faults;      ///< what the translator must repair
  std::vector<WorkFault> gone;        ///< translations whose text the page no longer has
  bool page_changed = false;
};

/// Finds the segments of `segments` that the work belongs to, and checks it: ids, languages, codes.
/// A block is found at its old place or, in a page that changed, by its text. Codes take the
/// content that they have in the page. `name` is the work file's. Errors: kInvalidArgument where
/// the work is for another target language, has no segments, or belongs to another page (less than
/// a third of its text is in this one). Cost: linear.
[[nodiscard]] base::Result<MergePlan> plan_merge(const std::vector<WorkFile>& work,
                                                 const page::Page& page,
                                                 const std::vector<PageSegment>& segments,
                                                 std::string_view bytes, const std::string& to,
                                                 const std::string& name);

}  // namespace punte::job

#endif  // PUNTE_JOB_MERGE_PLAN_H_
