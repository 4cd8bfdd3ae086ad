#include "tm/text/text_tokens.h"

#include <unicode/uchar.h>

#include "language/text.h"

namespace punte::tm::internal {
namespace {

/// Words keep their hyphens and apostrophes, numbers their separators.
bool joins(char32_t c, TokenKind kind) {
  if (kind == TokenKind::kWord) return c == U'-' || c == U'\'' || c == U'\u2019';
  return kind == TokenKind::kNumber && (c == U'.' || c == U',' || c == U':');
}

}  // namespace

TokenKind kind_of(char32_t c) {
  const auto code = static_cast<UChar32>(c);
  if (language::is_space(c)) return TokenKind::kSpace;
  if (u_isdigit(code)) return TokenKind::kNumber;
  const bool mark = (U_GET_GC_MASK(code) & U_GC_M_MASK) != 0;
  return u_isalpha(code) || mark ? TokenKind::kWord : TokenKind::kOther;
}

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> out;
  std::size_t place = 0;
  while (place < text.size()) {
    const std::size_t start = place;
    const TokenKind kind = kind_of(language::next_code_point(text, place));
    while (kind != TokenKind::kOther && place < text.size()) {
      std::size_t next = place;
      const char32_t c = language::next_code_point(text, next);
      if (joins(c, kind) && next < text.size()) {
        std::size_t after = next;
        if (kind_of(language::next_code_point(text, after)) != kind) break;
        place = after;
      } else if (kind_of(c) == kind) {
        place = next;
      } else {
        break;
      }
    }
    out.push_back({text.substr(start, place - start), kind});
  }
  return out;
}

std::string_view joined(const std::vector<Token>& tokens, std::size_t start, std::size_t limit) {
  if (start >= limit) return {};
  const char* const first = tokens[start].text.data();
  const Token& last = tokens[limit - 1];
  return {first, static_cast<std::size_t>(last.text.data() + last.text.size() - first)};
}

std::string with_first(std::string_view text, bool large) {
  if (text.empty()) return {};
  std::size_t place = 0;
  const auto first = static_cast<UChar32>(language::next_code_point(text, place));
  std::string out;
  language::append_utf8(out, static_cast<char32_t>(large ? u_totitle(first) : u_tolower(first)));
  return out.append(text.substr(place));
}

bool starts_large(std::string_view text) {
  std::size_t place = 0;
  return !text.empty() && u_isupper(static_cast<UChar32>(language::next_code_point(text, place)));
}

}  // namespace punte::tm::internal
