#ifndef PUNTE_JOB_MERGE_H_
#define PUNTE_JOB_MERGE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/continue.h"
#include "base/result.h"
#include "exchange/stream.h"
#include "job/merge_plan.h"
#include "job/page_translation.h"
#include "job/read_pages.h"
#include "page/write_back.h"
#include "tm/memory.h"

namespace punte::job {

struct MergeOptions {
  TranslateOptions translate;  ///< of the rest of the page
  bool into_memory = true;     ///< what people confirmed is added to the memory
  std::string change;          ///< what the memory's history says of it
  std::string origin;          ///< of the units that are added
};

/// What a merge did.
struct Merged {
  page::WrittenPage page;   ///< as it was written
  std::int64_t added = 0;   ///< units of the memory
  std::int64_t joined = 0;  ///< with units that were there
  std::int64_t unchanged = 0;
  std::size_t not_in_file = 0;  ///< segments of the page that the work file does not have
  /// Translations of the work file that the page has no certain place for: they are neither in the
  /// page nor in the memory.
  std::size_t left = 0;
};

/// Puts the translations of a plan into the page and the memory, and the rest of the page as
/// PageTranslator would fill it; segments that the translator left open stay open. Page and memory
/// change together or not at all: the page is complete beside its place before the memory changes,
/// and takes its name after. `page` was read with ExtractOptions::keep_source, and `plan` made of
/// its `segments`. Errors: those of look-ups, of the memory and of the sink; kCancelled.
[[nodiscard]] base::Result<Merged> merge(const MergePlan& plan, const ReadPage& page,
                                         const std::vector<PageSegment>& segments,
                                         tm::Memory& memory, exchange::ByteSink& sink,
                                         const MergeOptions& options,
                                         const base::Continue& go_on = {});

}  // namespace punte::job

#endif  // PUNTE_JOB_MERGE_H_
