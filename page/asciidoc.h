#ifndef PUNTE_PAGE_ASCIIDOC_H_
#define PUNTE_PAGE_ASCIIDOC_H_

#include <string_view>
#include <vector>

#include "page/inline_tokens.h"
#include "page/paragraphs.h"

namespace punte::page::internal {

/// The blocks of an AsciiDoc text: paragraphs, headings, titles of blocks, items, terms and their
/// definitions, cells of tables. Listings, literal and passed-through blocks, comments, attributes
/// and macros are left out. Linear. Source: https://docs.asciidoctor.org/asciidoc/latest/
[[nodiscard]] std::vector<Paragraph> asciidoc_paragraphs(std::string_view text,
                                                         const std::vector<Line>& lines);

/// Cuts a block into text and the marks of emphasis, code, links, references and macros. Linear but
/// for marks that are not closed.
[[nodiscard]] std::vector<InlineToken> asciidoc_tokens(std::string_view block);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_ASCIIDOC_H_
