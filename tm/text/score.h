#ifndef PUNTE_TM_TEXT_SCORE_H_
#define PUNTE_TM_TEXT_SCORE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tm/text/shape.h"

namespace punte::tm::internal {

/// How often letters occur in a key, by the low bits of the code point, at most 255 each. Bounds
/// the edit distance of two keys from below in a few instructions.
using LetterCounts = std::array<std::uint8_t, 32>;
[[nodiscard]] LetterCounts letter_counts(std::u32string_view key);

/// No pair of different texts scores more.
inline constexpr int kBestFuzzyScore = 98;

/// The score of a query and another text, both lengths in code points and not both 0, that are
/// `edits` apart and share `shared` trigrams. Falls with `edits`, rises with `shared`; and where
/// all trigrams of a query are shared, falls as the other text grows.
[[nodiscard]] int combined_score(std::size_t edits, std::size_t query, std::size_t other,
                                 std::size_t shared);

/// The highest score that texts of these lengths with `shared` trigrams in common can have.
[[nodiscard]] int best_score(std::size_t query, std::size_t other, std::size_t shared);

/// The points that a pair with `different` placeables loses.
[[nodiscard]] int placeable_loss(std::size_t different);

/// Three code points as one number.
[[nodiscard]] constexpr std::uint64_t trigram(char32_t a, char32_t b, char32_t c) {
  return (std::uint64_t{a} << 42) | (std::uint64_t{b} << 21) | c;
}

/// The trigrams of a key, with a boundary on either side, as sorted numbers: as many as it has
/// code points.
[[nodiscard]] std::vector<std::uint64_t> trigrams_of(std::u32string_view key);

/// How many the two lists have in common.
[[nodiscard]] std::size_t shared_of(const std::vector<std::uint64_t>& a,
                                    const std::vector<std::uint64_t>& b);

/// The Dice coefficient of two such lists, 0..1.
[[nodiscard]] double dice_of(const std::vector<std::uint64_t>& a,
                             const std::vector<std::uint64_t>& b);

/// Compares one query with any number of texts. Keys are those of language::match_key().
///
/// The score of a query q and another text s is
///   100 (E / 10 + T * 9 / 10) * L - P, where, of their shapes (shape.h),
///   E = 1 - Levenshtein(q, s) / max(|q|, |s|)   over code points,
///   T = shared trigrams / (0.7 |q| + 0.3 |s|)   (Tversky's index; with a boundary on either side),
///   L = 1 - 0.08 ln(100 / max(|q|, |s|))        below 100 code points, from there on 1, and
///   P = the placeables (numbers, codes, addresses) of one that the other lacks, at most 5;
/// before P is taken off rounded down and at most 98, which is what equal shapes have. Texts of the
/// same words have 98 - W - P if that is more, where W is what they lose for marks and missing
/// diacritics (same_words_loss()). It depends
/// on the pair alone. A text that has more than the query scores higher than one that lacks
/// something. The weights are those whose order agrees best with how much of the translation can
/// be used (decision 350). Tversky 1977, doi:10.1037/0033-295X.84.4.327.
/// Levenshtein distance: Myers 1999, doi:10.1145/316542.316550, in blocks after Hyyro 2003.
class Scorer {
 public:
  explicit Scorer(std::u32string query);

  /// The score 0..98 but for texts of the same words, or -1 where it would be below `threshold` or
  /// 1. Equal keys score 98 here: what tells 99 to 102 apart lies outside the keys.
  [[nodiscard]] int score(const Shape& other, const LetterCounts& counts, int threshold) const;

  /// What texts of the same words have at least, or -1 where that is below `threshold` or 1, or
  /// the words are others. The higher of the two scores is that of the pair.
  [[nodiscard]] int score_of_same_words(const Shape& other, const SameWords& words,
                                        int threshold) const;

  [[nodiscard]] const std::u32string& query() const { return query_; }
  [[nodiscard]] const Shape& shape() const { return shape_; }

  [[nodiscard]] const SameWords& words() const { return words_; }

 private:
  [[nodiscard]] std::size_t distance(std::u32string_view other) const;

  std::u32string query_;
  Shape shape_;
  SameWords words_;
  LetterCounts counts_;
  std::size_t blocks_;
  std::unordered_map<char32_t, std::vector<std::uint64_t>> places_;  // bit i: shape_.text[i] is it
  std::vector<std::uint64_t> no_place_;
  std::vector<std::uint64_t> trigrams_;  // sorted
};

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_TEXT_SCORE_H_
