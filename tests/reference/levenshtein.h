#ifndef PUNTE_TESTS_REFERENCE_LEVENSHTEIN_H_
#define PUNTE_TESTS_REFERENCE_LEVENSHTEIN_H_

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace punte::reference {

/// The textbook's table, row by row.
inline std::size_t levenshtein(std::u32string_view a, std::u32string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace punte::reference

#endif  // PUNTE_TESTS_REFERENCE_LEVENSHTEIN_H_
