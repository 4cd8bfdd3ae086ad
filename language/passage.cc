#include "language/passage.h"

#include <unicode/uchar.h>

#include <array>

namespace punte::language::internal {
namespace {

/// True for what may stand inside a word that ends in a dot.
bool is_inner(const CodePoint& point) {
  return is_letter(point.kind) || point.kind == kDigit || point.kind == kStop || point.c == U'\'' ||
         point.c == 0x2019 || point.c == U'-' || point.c == 0x2011 || point.c == U'&' ||
         point.c == U'_' || point.c == U',' || point.c == 0xB0 || point.c == 0xBA;
}

bool is_hebrew(char32_t c) { return c >= 0x5D0 && c <= 0x5EA; }

}  // namespace

std::size_t Passage::word_start(std::size_t limit) const {
  std::size_t i = limit;
  // ש"ח: a mark before the last letter makes an acronym.
  const auto is_acronym_mark = [&](std::size_t k) {
    const char32_t c = text_[k].c;
    return (c == U'"' || c == 0x5F4 || c == 0x201D) && k > begin && is_hebrew(text_[k - 1].c) &&
           k + 1 < limit && is_hebrew(text_[k + 1].c);
  };
  while (i > begin && (is_inner(text_[i - 1]) || is_acronym_mark(i - 1)) &&
         limit - i <= kLongestWord) {
    --i;
  }
  while (i < limit && !is_letter(text_[i].kind) && text_[i].kind != kDigit) ++i;
  return i;
}

std::u32string Passage::folded(std::size_t from, std::size_t limit) const {
  std::u32string out;
  while (limit > from && is_blank(text_[limit - 1].kind)) --limit;
  for (; from < limit; ++from) {
    char32_t c = text_[from].c;
    c = c < 0x80 ? (c >= 'A' && c <= 'Z' ? c + 32 : c)
                 : static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    if (c == 0x15F) c = 0x219;
    if (c == 0x163) c = 0x21B;
    if (c == 0x2019) c = '\'';
    out += c;
  }
  while (!out.empty() && out.back() == '.') out.pop_back();
  return out;
}

std::u32string Passage::next_word(std::size_t from) const {
  std::size_t limit = from;
  while (limit < text_.size() && limit - from < kLongestWord &&
         (is_letter(text_[limit].kind) || text_[limit].c == U'\'' || text_[limit].c == 0x2019)) {
    ++limit;
  }
  return folded(from, limit);
}

std::size_t Passage::skip_opening(std::size_t next) const {
  std::size_t n = next;
  while (n < text_.size() && n - next < 4 &&
         (kind(n) == kOpen || kind(n) == kQuote || kind(n) == kDash || at(n) == U',' ||
          at(n) == U'`' || (is_blank(kind(n)) && n > next))) {
    ++n;
  }
  return n;
}

bool Passage::begins_address(std::size_t i) const {
  static constexpr std::array<std::u32string_view, 3> kStarts = {U"http://", U"https://", U"www."};
  for (const std::u32string_view start : kStarts) {
    std::size_t k = 0;
    while (k < start.size() && at(i + k) == start[k]) ++k;
    if (k == start.size()) return true;
  }
  return false;
}

}  // namespace punte::language::internal
