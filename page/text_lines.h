#ifndef PUNTE_PAGE_TEXT_LINES_H_
#define PUNTE_PAGE_TEXT_LINES_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "language/text.h"

namespace punte::page::internal {

/// A line of a text, without its end.
struct Line {
  language::Span span;     ///< bytes of the text, without blanks around them; empty: a blank line
  std::size_t indent = 0;  ///< columns before it; a tab goes to the next multiple of four
  std::size_t width = 0;   ///< columns up to its last letter
  std::size_t first_word = 0;  ///< columns of its first word
  [[nodiscard]] bool empty() const { return span.start == span.limit; }
};

/// Lines end with LF, CR or CRLF; a form feed ends one too. Linear.
[[nodiscard]] std::vector<Line> split_lines(std::string_view text);

/// How many columns fit in a line of a text that was wrapped, or 0 for a text that was not: a line
/// is a paragraph there. Told by the lengths of lines: in a wrapped text nearly no line is longer,
/// and most lines that another follows had no room for its first word. Linear.
[[nodiscard]] std::size_t wrapped_width(std::string_view text, const std::vector<Line>& lines);

/// True if a writer that wraps at `width` would have broken the line between the two.
[[nodiscard]] bool is_wrapped_break(const Line& before, const Line& after, std::size_t width);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_TEXT_LINES_H_
