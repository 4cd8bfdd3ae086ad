#ifndef PUNTE_LANGUAGE_CODE_POINTS_H_
#define PUNTE_LANGUAGE_CODE_POINTS_H_

#include <cstddef>
#include <cstdint>
#include <span>

namespace punte::language::internal {

/// What a code point is for finding the ends of sentences.
enum Kind : std::uint8_t {
  kOther,
  kUpper,
  kLower,
  kLetter,  ///< without case
  kDigit,
  kSpace,
  kNewline,
  kStop,      ///< . and its like: may belong to an abbreviation
  kStrong,    ///< ! ?
  kEllipsis,  ///< … ‥
  kFullStop,  ///< ends a sentence in its script, with a blank after it or without: 。 ।
  kOpen,      ///< ( [ « “ ¿ ¡
  kClose,     ///< ) ] » ”
  kQuote,     ///< " ' that may be either
  kDash,
  kBullet,
};

/// By a table up to the kana, then by ICU. Carriage returns are spaces.
[[nodiscard]] Kind kind_of(char32_t c);

[[nodiscard]] constexpr bool is_letter(Kind kind) {
  return kind == kUpper || kind == kLower || kind == kLetter;
}
[[nodiscard]] constexpr bool is_blank(Kind kind) { return kind == kSpace || kind == kNewline; }
[[nodiscard]] constexpr bool is_terminator(Kind kind) {
  return kind == kStop || kind == kStrong || kind == kEllipsis || kind == kFullStop;
}

struct CodePoint {
  char32_t c;
  std::uint32_t start;  ///< byte
  Kind kind;
};

/// True for signs whose kind shows only in what stands around them: quotation marks that open in
/// one language and close in another, and two signs that are written for one.
[[nodiscard]] constexpr bool depends_on_neighbours(char32_t c) {
  return c == 0xAB || c == 0xBB || c == 0x2039 || c == 0x203A || c == 0x1361 ||
         (c >= 0x2018 && c <= 0x201D);
}
/// Gives such a sign, at `i`, the kind that it has there: »so«, « so » and ”so” are all in use.
void settle_kind(std::span<CodePoint> text, std::size_t i);

}  // namespace punte::language::internal

#endif  // PUNTE_LANGUAGE_CODE_POINTS_H_
