#include "tm/text/score.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace punte::tm::internal {
namespace {

constexpr double kEditWeight = 0.1;

// What the source lacks of the query must be translated; what it has more need only be left out.
constexpr double kQueryWeight = 0.7;

// A letter that differs says more in a short text: "Save as" is no help for "Save all".
constexpr std::size_t kShortLength = 100;
constexpr double kShortLoss = 0.08;

/// What is left of the score of a pair whose longer key has `longer` code points.
double length_factor(std::size_t longer) {
  if (longer >= kShortLength) return 1;
  return 1 - kShortLoss * std::log(static_cast<double>(kShortLength) / static_cast<double>(longer));
}

// A placeable that differs is replaced in the translation, as a rule.
constexpr std::size_t kMostPlaceableLoss = 5;

}  // namespace

int placeable_loss(std::size_t different) {
  return static_cast<int>(std::min(different, kMostPlaceableLoss));
}

int combined_score(std::size_t edits, std::size_t query, std::size_t other, std::size_t shared) {
  if (edits == 0) return kBestFuzzyScore;
  const std::size_t longer = std::max(query, other);
  const double edit_part = 1 - static_cast<double>(edits) / static_cast<double>(longer);
  const double shared_part =
      static_cast<double>(shared) /
      (kQueryWeight * static_cast<double>(query) + (1 - kQueryWeight) * static_cast<double>(other));
  const double mean = kEditWeight * edit_part + (1 - kEditWeight) * shared_part;
  return std::min(kBestFuzzyScore, static_cast<int>(mean * length_factor(longer) * 100 + 1e-9));
}

int best_score(std::size_t query, std::size_t other, std::size_t shared) {
  const std::size_t longer = std::max(query, other);
  const std::size_t shorter = std::min(query, other);
  if (longer == 0) return kBestFuzzyScore;
  shared = std::min(shared, shorter);
  const std::size_t edits = std::max(longer - shorter, (longer - shared + 2) / 3);
  return combined_score(edits, query, other, shared);
}

std::vector<std::uint64_t> trigrams_of(std::u32string_view key) {
  constexpr char32_t kBoundary = 1;
  std::vector<std::uint64_t> out;
  out.reserve(key.size() + 1);
  const auto at = [&](std::size_t i) { return i == 0 || i > key.size() ? kBoundary : key[i - 1]; };
  for (std::size_t i = 0; i + 2 < key.size() + 2; ++i) {
    out.push_back(trigram(at(i), at(i + 1), at(i + 2)));
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::size_t shared_of(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::size_t shared = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) {
      ++shared;
      ++i;
      ++j;
    } else if (a[i] < b[j]) {
      ++i;
    } else {
      ++j;
    }
  }
  return shared;
}

double dice_of(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  if (a.empty() && b.empty()) return 1;
  return 2.0 * static_cast<double>(shared_of(a, b)) / static_cast<double>(a.size() + b.size());
}

LetterCounts letter_counts(std::u32string_view key) {
  LetterCounts counts{};
  for (const char32_t c : key) {
    std::uint8_t& count = counts[c % counts.size()];
    if (count < 255) ++count;
  }
  return counts;
}

Scorer::Scorer(std::u32string query)
    : query_(std::move(query)),
      shape_(shape_of(query_)),
      words_(same_words_of(query_)),
      counts_(letter_counts(shape_.text)),
      blocks_((shape_.text.size() + 63) / 64),
      no_place_(blocks_, 0),
      trigrams_(trigrams_of(shape_.text)) {
  for (std::size_t i = 0; i < shape_.text.size(); ++i) {
    auto& bits = places_.try_emplace(shape_.text[i], blocks_, 0).first->second;
    bits[i / 64] |= std::uint64_t{1} << (i % 64);
  }
}

std::size_t Scorer::distance(std::u32string_view other) const {
  const std::size_t size = shape_.text.size();
  if (size == 0) return other.size();
  std::vector<std::uint64_t> up(blocks_, ~std::uint64_t{0});
  std::vector<std::uint64_t> down(blocks_, 0);
  const std::uint64_t last = std::uint64_t{1} << ((size - 1) % 64);
  std::size_t score = size;
  for (const char32_t c : other) {
    const auto found = places_.find(c);
    const auto& places = found == places_.end() ? no_place_ : found->second;
    std::uint64_t carry_up = 1;  // the row above grows by one a column
    std::uint64_t carry_down = 0;
    for (std::size_t b = 0; b < blocks_; ++b) {
      const std::uint64_t equal = places[b] | carry_down;
      const std::uint64_t x = (((equal & up[b]) + up[b]) ^ up[b]) | equal;
      std::uint64_t horizontal_up = down[b] | ~(x | up[b]);
      std::uint64_t horizontal_down = up[b] & x;
      if (b + 1 == blocks_) {
        if ((horizontal_up & last) != 0) ++score;
        if ((horizontal_down & last) != 0) --score;
      }
      const std::uint64_t out_up = horizontal_up >> 63;
      const std::uint64_t out_down = horizontal_down >> 63;
      horizontal_up = (horizontal_up << 1) | carry_up;
      horizontal_down = (horizontal_down << 1) | carry_down;
      const std::uint64_t vertical = places[b] | down[b];
      up[b] = horizontal_down | ~(vertical | horizontal_up);
      down[b] = horizontal_up & vertical;
      carry_up = out_up;
      carry_down = out_down;
    }
  }
  return score;
}

int Scorer::score(const Shape& other, const LetterCounts& counts, int threshold) const {
  const std::size_t query = shape_.text.size();
  const std::size_t size = other.text.size();
  if (std::max(query, size) == 0) return kBestFuzzyScore;
  const int loss = placeable_loss(different_placeables(shape_, other));
  threshold = std::max(threshold, 1) + loss;
  // Each shared trigram has a shared letter in its middle.
  std::size_t more = 0;
  std::size_t fewer = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const int difference = int{counts_[i]} - int{counts[i]};
    (difference > 0 ? more : fewer) += static_cast<std::size_t>(std::abs(difference));
  }
  if (best_score(query, size, std::min(query - more, size - fewer)) < threshold) return -1;
  const std::size_t shared = shared_of(trigrams_, trigrams_of(other.text));
  if (best_score(query, size, shared) < threshold) return -1;
  const int points = combined_score(distance(other.text), query, size, shared);
  return points < threshold ? -1 : points - loss;
}

int Scorer::score_of_same_words(const Shape& other, const SameWords& words, int threshold) const {
  const auto loss = same_words_loss(words_, words);
  if (!loss) return -1;
  const int points = kBestFuzzyScore - *loss - placeable_loss(different_placeables(shape_, other));
  return points < std::max(threshold, 1) ? -1 : points;
}

}  // namespace punte::tm::internal
