#ifndef PUNTE_JOB_PAGE_SEGMENTS_H_
#define PUNTE_JOB_PAGE_SEGMENTS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "language/marked_text.h"
#include "language/segmenter_set.h"
#include "language/text.h"
#include "page/page.h"
#include "tm/match.h"

namespace punte::job {

/// One segment of a page, ready to be looked up.
struct PageSegment {
  /// With what its block keeps (page::KeptText) as single codes.
  language::MarkedText text;
  std::string language;       ///< of its block; "und" where that has none
  std::size_t block = 0;      ///< index into Page::blocks
  language::Span span;        ///< bytes of the block's text
  bool plain = false;         ///< is where no markup may be: in an attribute or in <title>
  language::Span codes = {};  ///< which of the block's codes it has
};

/// True for the text of an attribute or of <title>, where no markup may stand.
[[nodiscard]] bool is_plain(const page::Block& block);

/// The query for segments[i] of a page, codes and context included. The context of a segment is its
/// neighbours in the running text; attributes and <title> are outside of it: they have no
/// neighbours and are none. Every job that looks segments up builds its queries here, so that all
/// of them find the same matches.
[[nodiscard]] tm::Query query_of(const std::vector<PageSegment>& segments, std::size_t i,
                                 const std::string& target_language);

/// True if the segment needs a translation into `target_language`: it has a language, and that is
/// another one.
[[nodiscard]] bool needs_translation(const PageSegment& segment,
                                     const std::string& target_language);

/// Cuts pages; keeps the segmenters of the languages that it met, for they are costly to set up.
class PageSegmenter {
 public:
  /// All segments of the page in document order, each cut by the rules of its own language; a line
  /// that white space keeps apart ends one too. Blocks that the page wants to stay as they are have
  /// none.
  [[nodiscard]] std::vector<PageSegment> segments(const page::Page& page);

 private:
  [[nodiscard]] std::vector<language::Span> spans_of(const page::Block& block);

  language::SegmenterSet segmenters_;
};

}  // namespace punte::job

#endif  // PUNTE_JOB_PAGE_SEGMENTS_H_
