#ifndef PUNTE_TM_TEXT_SHAPE_H_
#define PUNTE_TM_TEXT_SHAPE_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tm/text/placeable.h"

namespace punte::tm::internal {

/// What texts are compared by: two texts that differ only in their placeables have one shape.
struct Shape {
  /// The match key with one letter, of its kind, for each placeable; and with letters that say as
  /// much as several Latin ones repeated so often: see letter_weight().
  std::u32string text;
  std::vector<std::u32string> placeables;  ///< what they are, sorted
};

/// The shape of a match key (language::match_key()). Linear. `placeables` are those of the key, for
/// who has them already.
[[nodiscard]] Shape shape_of(std::u32string_view key);
[[nodiscard]] Shape shape_of(std::u32string_view key, std::span<const Placeable> placeables);

/// How many placeables of one of the two the other does not have; of the two numbers the larger.
[[nodiscard]] std::size_t different_placeables(const Shape& a, const Shape& b);

/// The words of a text, in their order, and what may differ in texts of the same words.
struct SameWords {
  /// The match key with one letter for each placeable, without marks between words and without
  /// diacritics; "" for a text of nothing but marks. The index finds texts by it.
  std::u32string words;
  std::u32string marks;       ///< those left out, sorted
  std::u32string diacritics;  ///< the letters that lost theirs, in order
};

[[nodiscard]] SameWords same_words_of(std::u32string_view key);
[[nodiscard]] SameWords same_words_of(std::u32string_view key,
                                      std::span<const Placeable> placeables);

/// The points that texts of the same words lose: for marks 2, or 3 for several, and 3 where one of
/// them has no diacritics and the other has. nullopt: other words, or other diacritics.
[[nodiscard]] std::optional<int> same_words_loss(const SameWords& a, const SameWords& b);

/// A letter of Latin, Greek, Cyrillic, Hebrew or Arabic without its diacritics; itself where that
/// is another letter of the language rather than the same one marked, as "й". 0 for a mark that is
/// left out: an accent that composed with no letter, a vowel point, a tatweel.
[[nodiscard]] char32_t bare_letter(char32_t c);

/// How many Latin letters a letter stands for: an ideograph is a word or half of one, a letter of
/// a script of syllables about two.
[[nodiscard]] std::size_t letter_weight(char32_t c);

/// A match key with its letters repeated as in its shape. What is a piece of one key is a piece of
/// the other.
[[nodiscard]] std::u32string spelled_out(std::u32string_view key);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_TEXT_SHAPE_H_
