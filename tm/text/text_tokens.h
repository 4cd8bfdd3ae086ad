#ifndef PUNTE_TM_TEXT_TEXT_TOKENS_H_
#define PUNTE_TM_TEXT_TEXT_TOKENS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Texts as words, numbers and what stands between, for what puts translations together.

namespace punte::tm::internal {

enum class TokenKind { kWord, kNumber, kSpace, kOther };

struct Token {
  std::string_view text;
  TokenKind kind = TokenKind::kOther;
};

[[nodiscard]] TokenKind kind_of(char32_t c);

/// All of the text, in order. Words keep their hyphens and apostrophes, numbers their separators;
/// signs stand alone. The tokens point into the text.
[[nodiscard]] std::vector<Token> tokens_of(std::string_view text);

/// The text of tokens [start, limit); "" where there are none.
[[nodiscard]] std::string_view joined(const std::vector<Token>& tokens, std::size_t start,
                                      std::size_t limit);

/// The text with its first letter large or small.
[[nodiscard]] std::string with_first(std::string_view text, bool large);
[[nodiscard]] bool starts_large(std::string_view text);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_TEXT_TEXT_TOKENS_H_
