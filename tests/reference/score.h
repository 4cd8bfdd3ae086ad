#ifndef PUNTE_TESTS_REFERENCE_SCORE_H_
#define PUNTE_TESTS_REFERENCE_SCORE_H_

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <string>

#include "tests/reference/levenshtein.h"
#include "tm/text/shape.h"

namespace punte::reference {

/// What two shapes have before placeables cost points.
inline int points(const std::u32string& query, const std::u32string& other) {
  if (query == other) return 98;
  const auto grams = [](const std::u32string& text) {
    const std::u32string padded = U"\1" + text + U"\1";
    std::map<std::u32string, int> out;
    for (std::size_t i = 0; i + 3 <= padded.size(); ++i) ++out[padded.substr(i, 3)];
    return out;
  };
  const auto theirs = grams(other);
  int shared = 0;
  for (const auto& [gram, count] : grams(query)) {
    const auto found = theirs.find(gram);
    if (found != theirs.end()) shared += std::min(count, found->second);
  }
  const auto longer = static_cast<double>(std::max(query.size(), other.size()));
  const double edit = 1 - static_cast<double>(levenshtein(query, other)) / longer;
  const double part =
      shared / (0.7 * static_cast<double>(query.size()) + 0.3 * static_cast<double>(other.size()));
  const double factor = longer < 100 ? 1 - 0.08 * std::log(100.0 / longer) : 1;
  const double points = (edit * 0.1 + part * 0.9) * factor * 100 + 1e-9;
  return std::min(98, static_cast<int>(points));
}

/// How many of one list the other lacks; the larger number of the two.
template <typename List>
int different(const List& a, const List& b) {
  std::map<typename List::value_type, int> names;
  for (const auto& name : a) ++names[name];
  for (const auto& name : b) --names[name];
  int more = 0;
  int fewer = 0;
  for (const auto& [name, count] : names) (count > 0 ? more : fewer) += std::abs(count);
  return std::max(more, fewer);
}

/// The score of two match keys, the query first, but for texts of the same words.
inline int score_of_letters(const std::u32string& query_key, const std::u32string& other_key) {
  const tm::internal::Shape query = tm::internal::shape_of(query_key);
  const tm::internal::Shape other = tm::internal::shape_of(other_key);
  return points(query.text, other.text) -
         std::min(different(query.placeables, other.placeables), 5);
}

/// The definition in tm/text/score.h, as plainly as it can be written; of match keys, the query
/// first.
inline int score(const std::u32string& query_key, const std::u32string& other_key) {
  const int letters = score_of_letters(query_key, other_key);
  const tm::internal::SameWords query = tm::internal::same_words_of(query_key);
  const tm::internal::SameWords other = tm::internal::same_words_of(other_key);
  const bool lacks = query.diacritics.empty() != other.diacritics.empty();
  if (query.words.empty() || query.words != other.words) return letters;
  if (!lacks && query.diacritics != other.diacritics) return letters;
  const int marks = different(query.marks, other.marks);
  const int loss = (marks > 0 ? std::min(marks + 1, 3) : 0) + (lacks ? 3 : 0);
  const int placeables = different(tm::internal::shape_of(query_key).placeables,
                                   tm::internal::shape_of(other_key).placeables);
  return std::max(letters, 98 - loss - std::min(placeables, 5));
}

}  // namespace punte::reference

#endif  // PUNTE_TESTS_REFERENCE_SCORE_H_
