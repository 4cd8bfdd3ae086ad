#ifndef PUNTE_CLI_PAGE_SEGMENTS_H_
#define PUNTE_CLI_PAGE_SEGMENTS_H_

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "language/marked_text.h"
#include "language/segment.h"
#include "language/text.h"
#include "page/page.h"
#include "tm/match.h"

namespace punte::cli {

/// One segment of a page, ready to be looked up.
struct PageSegment {
  language::MarkedText text;
  std::string language;   ///< of its block; "und" where that has none
  std::size_t block = 0;  ///< index into Page::blocks
  language::Span span;    ///< bytes of the block's text
  bool plain = false;     ///< stands where no markup may: in an attribute or in <title>
};

/// True for the text of an attribute or of <title>, where no markup may stand.
[[nodiscard]] bool is_plain(const page::Block& block);

/// Sets query.previous and query.next to the neighbours of segments[i] in the running text.
/// Attributes and <title> stand outside of it: they have no neighbours and are none.
void set_context(const std::vector<PageSegment>& segments, std::size_t i, tm::Query& query);

/// Keeps one Segmenter a language, for they are costly to set up.
class PageSegmenter {
 public:
  /// All segments of the page in document order, each cut by the rules of its own language. Blocks
  /// that the page wants to stay as they are have none.
  [[nodiscard]] std::vector<PageSegment> segments(const page::Page& page);

 private:
  const language::Segmenter& segmenter(const std::string& tag);
  std::map<std::string, language::Segmenter> segmenters_;
};

}  // namespace punte::cli

#endif  // PUNTE_CLI_PAGE_SEGMENTS_H_
