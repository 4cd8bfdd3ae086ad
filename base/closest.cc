#include "base/closest.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace punte::base {

std::size_t typing_distance(std::string_view a, std::string_view b) {
  const std::size_t columns = b.size() + 1;
  std::vector<std::size_t> before_last(columns);
  std::vector<std::size_t> last(columns);
  std::vector<std::size_t> row(columns);
  for (std::size_t j = 0; j < columns; ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j < columns; ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

std::optional<std::string> closest(std::string_view word, std::span<const std::string> candidates) {
  constexpr std::size_t kLettersPerSlip = 3;
  constexpr std::size_t kLeastBeginning = 3;
  std::optional<std::string> best;
  std::size_t fewest = std::max<std::size_t>(1, word.size() / kLettersPerSlip) + 1;
  for (const std::string& candidate : candidates) {
    if (word.size() >= kLeastBeginning && candidate.starts_with(word)) return candidate;
  }
  for (const std::string& candidate : candidates) {
    const std::size_t slips = typing_distance(word, candidate);
    // Of two letters, nothing must be left that was not typed at all.
    if (slips >= fewest || slips >= std::max(word.size(), candidate.size())) continue;
    fewest = slips;
    best = candidate;
  }
  return best;
}

}  // namespace punte::base
