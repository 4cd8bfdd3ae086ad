#ifndef PUNTE_PAGE_PARAGRAPHS_H_
#define PUNTE_PAGE_PARAGRAPHS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "language/text.h"
#include "page/text_lines.h"

namespace punte::page::internal {

/// The lines of a text that make one block.
struct Paragraph {
  std::vector<language::Span> lines;  ///< bytes of the text, without the marks of lists and quotes
  std::string name = "p";             ///< of the element that HTML would have: "h1", "li", "td"
  std::size_t line = 0;               ///< index of the first
  std::size_t cell = 0;               ///< of a table's row, from 1; else 0
};

/// Paragraphs of plain text: wrapped lines joined (`width` is wrapped_width()), other lines each by
/// itself. Marks of lists and rules are left out. Linear.
[[nodiscard]] std::vector<Paragraph> plain_paragraphs(std::string_view text,
                                                      const std::vector<Line>& lines,
                                                      std::size_t width);

/// Cuts paragraphs between two lines where one language ends and another begins: lists and menus
/// whose lines look wrapped, translations under their originals. Cost: linear, a hundred
/// nanoseconds a letter of the lines that begin as sentences do.
[[nodiscard]] std::vector<Paragraph> cut_by_language(std::string_view text,
                                                     std::vector<Paragraph> paragraphs);

/// The bytes after a bullet and its blanks, or `span` where there is none.
[[nodiscard]] language::Span after_bullet(std::string_view text, language::Span span);

/// True for lines of nothing but three or more of one sign: "-----", "* * *", "=====".
[[nodiscard]] bool is_rule(std::string_view line);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_PARAGRAPHS_H_
