#ifndef PUNTE_PAGE_COMPACT_H_
#define PUNTE_PAGE_COMPACT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "language/text.h"

namespace punte::page::internal {

/// A page without what Punte never looks at, and where its bytes stood. The tree of the two is the
/// same but for the contents of scripts and the like.
struct Compact {
  std::string html;
  /// Scripts of type application/ld+json; views of the page.
  std::vector<std::string_view> json_ld;

  /// The content of a <noscript>, which is raw text where scripts run: a page of its own.
  struct Part {
    std::size_t source = 0;  ///< where it begins in the page
    language::Span html;     ///< its compact copy, behind that of the page
  };
  /// Those with enough text to be an article that a script draws; ascending.
  std::vector<Part> noscripts;
  std::size_t page_size = 0;  ///< bytes of `html` that are of the page itself

  /// Where bytes [start, limit) of `html` stand in the page; empty for what was added to it.
  /// Cost: logarithmic.
  [[nodiscard]] language::Span in_page(language::Span span) const;

  /// From `at` on, byte html[at + i] is page[source + i].
  struct Run {
    std::size_t at = 0;
    std::size_t source = 0;
    bool added = false;  ///< stands at page[source] and is not in the page
  };
  std::vector<Run> runs;  ///< `at` ascends; the first has at = 0
};

struct CompactOptions {
  std::size_t max_depth = 512;
  std::size_t max_attributes = 256;
  bool xml = false;  ///< "<a/>" ends its element, as in XHTML
};

/// Leaves out the contents of scripts, <noscript>, styles, comments, drawings, frames and text
/// fields, runs of white space, and attributes that say nothing of a text. Parsing is most of the
/// cost of reading a page, and on real pages this halves what is parsed.
///
/// What would make an HTML5 parser take quadratic time goes too: tags that open elements deeper
/// than `max_depth` (with the end tags that close them), and attributes of one tag beyond
/// `max_attributes`. Elements that HTML closes by itself (<p>, <li>, ...) are not counted, so the
/// true depth may be a small multiple.
///
/// Wherever the tokenizer of the HTML standard could read on in another way than this does (scripts
/// that hold comments, elements in drawings that end them, <plaintext>), bytes are kept as they
/// stand. Linear. Source: https://html.spec.whatwg.org/multipage/parsing.html#tokenization
[[nodiscard]] Compact compact(std::string_view page, const CompactOptions& options);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_COMPACT_H_
