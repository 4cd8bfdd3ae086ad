#ifndef PUNTE_PAGE_TEXT_REPLAY_H_
#define PUNTE_PAGE_TEXT_REPLAY_H_

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "language/text.h"

namespace punte::page::internal {

/// A letter of a text, or the white space between two of them.
struct Letter {
  std::size_t text = 0;   ///< its first byte in the text
  language::Span source;  ///< bytes of the page: "&eacute;" of "é"
};

/// How a text node was written.
struct Replay {
  std::vector<Letter> letters;           ///< in order
  std::vector<language::Span> left_out;  ///< markup that the parser threw away
};

enum class Writing {
  kText,       ///< of an element
  kAttribute,  ///< in which fewer character references end without ";"
  kRaw,        ///< no references, no markup
};

/// Reads the bytes `span` of a page again, as its parser did, beside the text that came of them.
/// nullopt if they do not belong together. Cost: linear, and a parse for each character reference.
[[nodiscard]] std::optional<Replay> replay(std::string_view page, language::Span span,
                                           std::string_view text, Writing writing);

/// Where the bytes [text.start, text.limit) of the text stand; nullopt if no letter begins at
/// text.start.
[[nodiscard]] std::optional<language::Span> part_of(const Replay& replay, language::Span text);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_TEXT_REPLAY_H_
