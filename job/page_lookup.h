#ifndef PUNTE_JOB_PAGE_LOOKUP_H_
#define PUNTE_JOB_PAGE_LOOKUP_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/continue.h"
#include "base/result.h"
#include "job/memories.h"
#include "job/page_segments.h"
#include "job/terms.h"
#include "language/word_count.h"
#include "page/page.h"
#include "tm/match.h"

namespace punte::job {

struct PageLookupOptions {
  std::vector<std::string> to;  ///< canonical tags
  std::string from;             ///< the language of all segments; empty: that of each block
  tm::LookupOptions lookup;
};

/// A segment of a page and what the memories have for it.
struct SegmentMatches {
  PageSegment segment;
  page::Role role = page::Role::kOther;
  std::string attribute;      ///< that the text is of, as "alt"; "title" of <title>; or empty
  double confidence = 0;      ///< that the language is right, 0..1
  std::int64_t words = 0;     ///< of the segment
  bool to_translate = false;  ///< into at least one of the target languages
  std::vector<tm::Match> matches;
  std::vector<tm::FoundTerm> terms;
};

/// How much of the segments to translate is known.
struct Coverage {
  std::int64_t segments = 0;  ///< to translate
  std::int64_t words = 0;
  std::int64_t found_segments = 0;  ///< with a match
  std::int64_t found_words = 0;
  std::int64_t exact_segments = 0;  ///< with a match of 100 or more
  std::int64_t exact_words = 0;

  void add(const SegmentMatches& row);
};

/// Looks up all segments of pages. Threads: one object each.
class PageLookup {
 public:
  /// The memories must outlive it.
  PageLookup(const Memories& memories, PageLookupOptions options)
      : memories_(memories), options_(std::move(options)), glossary_(memories.main()) {}

  /// A row a segment, in document order. With `from`, the blocks of the page are of that language
  /// afterwards. Errors: those of look-ups; kCancelled.
  [[nodiscard]] base::Result<std::vector<SegmentMatches>> look_up(page::Page& page,
                                                                  const base::Continue& go_on = {});

 private:
  const Memories& memories_;
  PageLookupOptions options_;
  PageSegmenter segmenter_;
  Glossary glossary_;
  language::WordCounter counter_;
};

}  // namespace punte::job

#endif  // PUNTE_JOB_PAGE_LOOKUP_H_
