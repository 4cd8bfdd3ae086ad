#ifndef PUNTE_PAGE_PART_SOURCE_H_
#define PUNTE_PAGE_PART_SOURCE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/marked_text.h"
#include "language/text.h"
#include "page/block.h"

namespace punte::page::internal {

/// A code of a part, by its content.
struct CodeName {
  std::string content;
  std::size_t which = 0;  ///< of the codes of the same content
  friend bool operator==(const CodeName&, const CodeName&) = default;
};

/// Markup between the texts of a part that is neither text nor code: comments, tags that the parser
/// threw away.
struct Rest {
  CodeName behind;  ///< the code in front of it; without content: no code is
  std::string markup;
};

/// Where a part of a block of HTML stands in the page.
struct PartSource {
  language::Span range;
  std::vector<Rest> rest;  ///< in order
  /// Codes beside the part's text from which white space parts it that is no text of the part.
  std::optional<CodeName> blank_after;
  std::optional<CodeName> blank_before;
};

/// The place of bytes `text` of the block's text with its codes [codes.start, codes.limit). nullopt
/// if it cannot be told: the parser moved text, or put it together of what is elsewhere.
[[nodiscard]] std::optional<PartSource> source_of(std::string_view page, const Block& block,
                                                  language::Span text, language::Span codes);

/// A new text of the part as HTML, with its rest: each piece of markup behind the code that it was
/// behind, else in front. Marks of ruby go: they say how letters are read that are no longer there.
[[nodiscard]] std::string as_html(const language::MarkedText& text, const PartSource& source);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_PART_SOURCE_H_
