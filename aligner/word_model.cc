#include "aligner/word_model.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace punte::aligner::internal {
namespace {

constexpr float kNull = 0.1F;  // share of a word that nothing on the other side explains
constexpr float kSmoothing = 0.5F;

std::uint64_t key_of(std::uint32_t source, std::uint32_t target) {
  return static_cast<std::uint64_t>(source) << 32 | target;
}

constexpr std::size_t kMostKept = 20'000'000;  // word pairs whose links are remembered

/// Numbers pairs of words in the order of their first coming. Open addressing: this is where
/// learning spends its time.
class Links {
 public:
  explicit Links(std::size_t at_most) {
    std::size_t size = 1024;
    while (size < std::min(at_most, std::size_t{1} << 20)) size *= 2;
    places_.assign(size, kFree);
  }
  std::uint32_t number_of(std::uint64_t key) {
    std::size_t place = place_of(key);
    if (places_[place] != kFree) return places_[place];
    if (2 * (keys_.size() + 1) > places_.size()) {
      grow();
      place = place_of(key);
    }
    places_[place] = static_cast<std::uint32_t>(keys_.size());
    keys_.push_back(key);
    return places_[place];
  }
  [[nodiscard]] const std::vector<std::uint64_t>& keys() const { return keys_; }

 private:
  static constexpr std::uint32_t kFree = ~0U;

  [[nodiscard]] std::size_t place_of(std::uint64_t key) const {
    const std::size_t mask = places_.size() - 1;
    std::size_t place = static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> 24) & mask;
    while (places_[place] != kFree && keys_[places_[place]] != key) place = (place + 1) & mask;
    return place;
  }
  void grow() {
    places_.assign(places_.size() * 2, kFree);
    for (std::size_t k = 0; k < keys_.size(); ++k) {
      places_[place_of(keys_[k])] = static_cast<std::uint32_t>(k);
    }
  }

  std::vector<std::uint32_t> places_;
  std::vector<std::uint64_t> keys_;
};

}  // namespace

WordModel fit_word_model(const std::vector<Evidence>& evidence, std::size_t source_types,
                         std::size_t target_types, int rounds, float least_count) {
  WordModel model;
  model.of_target.resize(target_types);
  std::size_t word_pairs = 0;
  for (const Evidence& bead : evidence) word_pairs += bead.source.size() * bead.target.size();
  Links links(word_pairs);
  std::vector<std::uint32_t> numbers;  // of each word pair, in order
  const bool keeps = word_pairs <= kMostKept;
  if (keeps) numbers.reserve(word_pairs);
  std::vector<float> counts;
  std::vector<float> next;
  std::vector<float> source_totals(source_types, 0);
  std::vector<float> target_totals(target_types, 0);
  std::vector<std::uint32_t> own;
  std::vector<float> forward;
  std::vector<float> source_sums;
  std::vector<float> target_sums;
  for (int round = 0; round < rounds; ++round) {
    std::vector<float> next_source(source_types, 0);
    std::vector<float> next_target(target_types, 0);
    next.assign(counts.size(), 0);
    std::size_t at = 0;
    for (const Evidence& bead : evidence) {
      const std::size_t n = bead.source.size();
      const std::size_t m = bead.target.size();
      if (n == 0 || m == 0) continue;
      const std::uint32_t* number = nullptr;
      if (round > 0 && keeps) {
        number = numbers.data() + at;
        at += n * m;
      } else {
        own.clear();
        for (const std::uint32_t s : bead.source) {
          for (const std::uint32_t t : bead.target) own.push_back(links.number_of(key_of(s, t)));
        }
        if (keeps) numbers.insert(numbers.end(), own.begin(), own.end());
        number = own.data();
        if (round == 0) next.resize(links.keys().size(), 0);
      }
      const auto weight = static_cast<float>(bead.weight);
      // Probabilities of the words given each other, then of the links in both directions.
      forward.resize(n * m * 2);
      source_sums.assign(n, kNull / static_cast<float>(m));
      target_sums.assign(m, kNull / static_cast<float>(n));
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < m; ++j) {
          float there = 1.0F / static_cast<float>(m);
          float back = 1.0F / static_cast<float>(n);
          if (round > 0) {
            const float count = counts[number[i * m + j]];
            there = count / (source_totals[bead.source[i]] + kSmoothing);
            back = count / (target_totals[bead.target[j]] + kSmoothing);
          }
          forward[(i * m + j) * 2] = there;
          forward[(i * m + j) * 2 + 1] = back;
          target_sums[j] += there;
          source_sums[i] += back;
        }
      }
      for (std::size_t i = 0; i < n; ++i) {
        next_source[bead.source[i]] += weight;
        for (std::size_t j = 0; j < m; ++j) {
          const float link = std::sqrt(forward[(i * m + j) * 2] / target_sums[j] *
                                       forward[(i * m + j) * 2 + 1] / source_sums[i]);
          if (link >= 0.001F) next[number[i * m + j]] += weight * link;
        }
      }
      for (std::size_t j = 0; j < m; ++j) next_target[bead.target[j]] += weight;
    }
    counts.swap(next);
    source_totals.swap(next_source);
    target_totals.swap(next_target);
  }
  for (std::size_t k = 0; k < counts.size(); ++k) {
    if (counts[k] < least_count) continue;
    const std::uint64_t key = links.keys()[k];
    model.of_target[key & 0xFFFFFFFFU].push_back(
        {static_cast<std::uint32_t>(key >> 32), counts[k]});
  }
  for (auto& list : model.of_target) {
    std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
      return a.count != b.count ? a.count > b.count : a.source < b.source;
    });
  }
  model.source_totals = std::move(source_totals);
  model.target_totals = std::move(target_totals);
  return model;
}

}  // namespace punte::aligner::internal
