#ifndef PUNTE_PAGE_RESTRUCTURED_TEXT_H_
#define PUNTE_PAGE_RESTRUCTURED_TEXT_H_

#include <string_view>
#include <vector>

#include "page/inline_tokens.h"
#include "page/paragraphs.h"

namespace punte::page::internal {

/// The blocks of a reStructuredText: paragraphs, titles, items, terms and their definitions, cells
/// of tables, the contents of admonitions, captions and footnotes. Literal blocks, doctests, code,
/// comments, targets and other directives are left out. Linear.
/// Source: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html
[[nodiscard]] std::vector<Paragraph> restructured_paragraphs(std::string_view text,
                                                             const std::vector<Line>& lines);

/// Cuts a block into text and the marks of emphasis, literals, references and roles. Linear but for
/// marks that are not closed.
[[nodiscard]] std::vector<InlineToken> restructured_tokens(std::string_view block);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_RESTRUCTURED_TEXT_H_
