#ifndef PUNTE_TM_SEARCH_FOLDED_TEXT_H_
#define PUNTE_TM_SEARCH_FOLDED_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "language/text.h"

namespace punte::tm::internal {

/// A text as language::match_key() folds it, cluster by cluster, with the place that each code
/// point came from.
struct FoldedText {
  std::u32string key;
  std::vector<language::Span> places;  ///< bytes of the text, of each code point of `key`

  /// The bytes of code points [start, limit).
  [[nodiscard]] language::Span span(std::size_t start, std::size_t limit) const {
    return {places[start].start, places[limit - 1].limit};
  }
};

/// With `ignore_accents`, letters lose their diacritics (bare_letter()). Linear.
[[nodiscard]] FoldedText folded_text(std::string_view text, bool ignore_accents);

/// A key of language::match_key() without diacritics.
[[nodiscard]] std::u32string without_accents(std::u32string_view key);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_SEARCH_FOLDED_TEXT_H_
