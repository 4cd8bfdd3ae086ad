#include "tm/search/folded_text.h"

#include <unicode/uchar.h>

#include "language/match_key.h"
#include "tm/text/shape.h"

namespace punte::tm::internal {

std::u32string without_accents(std::u32string_view key) {
  std::u32string out;
  for (const char32_t c : key) {
    if (const char32_t bare = bare_letter(c); bare != 0) out += bare;
  }
  return out;
}

FoldedText folded_text(std::string_view text, bool ignore_accents) {
  FoldedText out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t first = language::next_code_point(text, at);
    if (language::is_space(first)) {
      if (out.key.empty() || out.key.back() == U' ') continue;
      out.key += U' ';
      out.places.push_back({start, at});
      continue;
    }
    // What composes with the letter before it belongs to it.
    while (at < text.size()) {
      std::size_t after = at;
      const char32_t next = language::next_code_point(text, after);
      if (u_getCombiningClass(static_cast<UChar32>(next)) == 0) break;
      at = after;
    }
    std::u32string cluster = language::match_key(text.substr(start, at - start));
    if (ignore_accents) cluster = without_accents(cluster);
    for (const char32_t c : cluster) {
      out.key += c;
      out.places.push_back({start, at});
    }
  }
  return out;
}

}  // namespace punte::tm::internal
