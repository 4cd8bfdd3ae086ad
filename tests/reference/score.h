#ifndef PUNTE_TESTS_REFERENCE_SCORE_H_
#define PUNTE_TESTS_REFERENCE_SCORE_H_

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "tests/reference/levenshtein.h"
#include "tm/text/placeable.h"

namespace punte::reference {

/// The definition in tm/score.h, as plainly as it can be written; of match keys, the query first.
inline int score(const std::u32string& query_key, const std::u32string& other_key) {
  const tm::internal::Shape query_shape = tm::internal::shape_of(query_key);
  const tm::internal::Shape other_shape = tm::internal::shape_of(other_key);
  const std::u32string& query = query_shape.text;
  const std::u32string& other = other_shape.text;
  std::map<std::u32string, int> names;  // one for each placeable: more in the query, or fewer
  for (const std::u32string& name : query_shape.placeables) ++names[name];
  for (const std::u32string& name : other_shape.placeables) --names[name];
  int more = 0;
  int fewer = 0;
  for (const auto& [name, count] : names) (count > 0 ? more : fewer) += std::abs(count);
  const int loss = std::min(std::max(more, fewer), 5);
  if (query == other) return 98 - loss;

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
  return std::min(98, static_cast<int>(points)) - loss;
}

}  // namespace punte::reference

#endif  // PUNTE_TESTS_REFERENCE_SCORE_H_
