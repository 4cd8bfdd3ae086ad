#ifndef PUNTE_TM_SCORE_H_
#define PUNTE_TM_SCORE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tm/match.h"

namespace punte::tm::internal {

/// How often letters occur in a key, by the low bits of the code point, at most 255 each. Bounds
/// the edit distance of two keys from below in a few instructions.
using LetterCounts = std::array<std::uint8_t, 32>;
[[nodiscard]] LetterCounts letter_counts(std::u32string_view key);

/// No pair of different texts scores more.
inline constexpr int kBestFuzzyScore = 98;

/// The score of keys that are `edits` apart, the longer having `longer` > 0 code points. Falls
/// with `edits`, rises with `dice`; and for keys of a given shorter length that share all trigrams
/// falls with `longer`. Bounds of an index are this function of bounds of its arguments.
[[nodiscard]] int combined_score(std::size_t edits, std::size_t longer, double dice);

/// Three code points as one number.
[[nodiscard]] constexpr std::uint64_t trigram(char32_t a, char32_t b, char32_t c) {
  return (std::uint64_t{a} << 42) | (std::uint64_t{b} << 21) | c;
}

/// The trigrams of a key, with a boundary on either side, as sorted numbers: as many as it has
/// code points.
[[nodiscard]] std::vector<std::uint64_t> trigrams_of(std::u32string_view key);

/// The Dice coefficient of two such lists, 0..1.
[[nodiscard]] double dice_of(const std::vector<std::uint64_t>& a,
                             const std::vector<std::uint64_t>& b);

/// Compares one query with any number of texts. Keys are those of language::match_key().
///
/// The score of two different keys is 100 times
///   (E / 4 + D * 3 / 4) * L, where
///   E = 1 - Levenshtein(a, b) / max(|a|, |b|)   over code points,
///   D = the Dice coefficient of their trigrams  (with a boundary on either side), and
///   L = 1 - 0.08 ln(100 / max(|a|, |b|))        below 100 code points, from there on 1,
/// rounded down and at most 98. It depends on the pair alone and is symmetric. The weights are
/// those whose order agrees best with how much of the translation can be used (decision 350).
/// Levenshtein distance: Myers 1999, doi:10.1145/316542.316550, in blocks after Hyyro 2003.
class Scorer {
 public:
  explicit Scorer(std::u32string query);

  /// The score 0..98, or -1 where it would be below `threshold`. Equal keys score 98 here: what
  /// tells 99 to 102 apart lies outside the keys.
  [[nodiscard]] int score(std::u32string_view other, const LetterCounts& counts,
                          int threshold) const;

  /// The two parts of the score, each 0..1.
  struct Likeness {
    double edit = 0;
    double dice = 0;
  };
  [[nodiscard]] Likeness likeness(std::u32string_view other) const;

  [[nodiscard]] const std::u32string& query() const { return query_; }

 private:
  [[nodiscard]] std::size_t distance(std::u32string_view other) const;

  std::u32string query_;
  LetterCounts counts_;
  std::size_t blocks_;
  std::unordered_map<char32_t, std::vector<std::uint64_t>> places_;  // bit i: query_[i] is it
  std::vector<std::uint64_t> no_place_;
  std::vector<std::uint64_t> trigrams_;  // sorted
};

/// The words that differ, for people: "“year” → “summer”". At most three changes are named.
[[nodiscard]] std::vector<Reason> word_reasons(std::string_view source, std::string_view query);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_SCORE_H_
