#ifndef PUNTE_LANGUAGE_TEXT_H_
#define PUNTE_LANGUAGE_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace punte::language {

/// A byte range [start, limit) of a UTF-8 text.
struct Span {
  std::size_t start = 0;
  std::size_t limit = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

/// Decodes the code point at `offset` (which must be < text.size()) and moves `offset` behind it.
/// Ill-formed bytes give U+FFFD, one for each maximal ill-formed part, as Unicode recommends.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& offset);

/// Appends `code_point` as UTF-8; surrogates and values above U+10FFFF become U+FFFD.
void append_utf8(std::string& out, char32_t code_point);

/// True if `text` is well-formed UTF-8. Cost: one pass.
[[nodiscard]] bool is_valid_utf8(std::string_view text);

/// `text` with every ill-formed part replaced by U+FFFD.
[[nodiscard]] std::string to_valid_utf8(std::string_view text);

/// Unicode White_Space, plus U+200B and U+FEFF, which scraped pages use as blanks.
[[nodiscard]] bool is_space(char32_t code_point);

/// The text without surrounding white space; a view into it.
[[nodiscard]] std::string_view trim(std::string_view text);

/// Columns on a terminal: East Asian wide counts 2, combining marks and controls 0.
/// Cost: linear. Source: UAX #11.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// The longest start of `text` that fits `columns`, cut between grapheme clusters; an ellipsis
/// stands for what was left out.
[[nodiscard]] std::string fit_width(std::string_view text, std::size_t columns);

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_TEXT_H_
