#include "aligner/word_model.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include "aligner/weights.h"
#include "base/hash.h"

namespace punte::aligner::internal {
namespace {

std::uint64_t key_of(std::uint32_t source, std::uint32_t target) {
  return static_cast<std::uint64_t>(source) << 32 | target;
}

/// Numbers pairs of words in the order of their first coming. This is where learning spends its
/// time: a table of numbers beside the list of keys, at most half full. base::FlatTable, whose
/// entries hold their keys, is four times as large and made whole alignments 10 % slower.
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
    std::size_t place = static_cast<std::size_t>(base::spread(key) >> 24) & mask;
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

/// Expected counts: of links by their numbers, of words.
struct Counts {
  std::vector<float> links;
  std::vector<float> sources;
  std::vector<float> targets;
};

class Fit {
 public:
  Fit(const std::vector<Evidence>& evidence, std::size_t source_types, std::size_t target_types)
      : evidence_(evidence),
        source_types_(source_types),
        target_types_(target_types),
        word_pairs_(count_pairs(evidence)),
        keeps_(word_pairs_ <= kMostKept),
        links_(word_pairs_) {
    if (keeps_) numbers_.reserve(word_pairs_);
  }

  /// One round of expectation maximisation. In the first, links are as probable as each other.
  void round() {
    Counts next{std::vector<float>(counts_.links.size(), 0), std::vector<float>(source_types_, 0),
                std::vector<float>(target_types_, 0)};
    std::size_t at = 0;
    for (const Evidence& bead : evidence_) {
      const std::size_t pairs = bead.source.size() * bead.target.size();
      if (pairs == 0) continue;
      if (is_first_ || !keeps_) {
        number_pairs(bead);
        next.links.resize(links_.keys().size(), 0);
        count(bead, own_, next);
      } else {
        count(bead, std::span(numbers_).subspan(at, pairs), next);
        at += pairs;
      }
    }
    counts_ = std::move(next);
    is_first_ = false;
  }

  [[nodiscard]] WordModel model(float least_count) && {
    WordModel out;
    out.of_target.resize(target_types_);
    for (std::size_t k = 0; k < counts_.links.size(); ++k) {
      if (counts_.links[k] < least_count) continue;
      const std::uint64_t key = links_.keys()[k];
      out.of_target[key & 0xFFFFFFFFU].push_back(
          {static_cast<std::uint32_t>(key >> 32), counts_.links[k]});
    }
    for (auto& list : out.of_target) {
      std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
        return a.count != b.count ? a.count > b.count : a.source < b.source;
      });
    }
    out.source_totals = std::move(counts_.sources);
    out.target_totals = std::move(counts_.targets);
    return out;
  }

 private:
  static std::size_t count_pairs(const std::vector<Evidence>& evidence) {
    std::size_t out = 0;
    for (const Evidence& bead : evidence) out += bead.source.size() * bead.target.size();
    return out;
  }

  /// The numbers of a bead's links into own_, row by row.
  void number_pairs(const Evidence& bead) {
    own_.clear();
    for (const std::uint32_t s : bead.source) {
      for (const std::uint32_t t : bead.target) own_.push_back(links_.number_of(key_of(s, t)));
    }
    if (keeps_) numbers_.insert(numbers_.end(), own_.begin(), own_.end());
  }

  /// What a bead's links add to the counts.
  void count(const Evidence& bead, std::span<const std::uint32_t> number, Counts& next) {
    const std::size_t n = bead.source.size();
    const std::size_t m = bead.target.size();
    const auto weight = static_cast<float>(bead.weight);
    both_.resize(n * m * 2);
    source_sums_.assign(n, kNull / static_cast<float>(m));
    target_sums_.assign(m, kNull / static_cast<float>(n));
    // Pointers and local sums: nothing here moves or shares them, which the compiler cannot know.
    float* const both = both_.data();
    float* const source_sums = source_sums_.data();
    float* const target_sums = target_sums_.data();
    const std::uint32_t* const sources = bead.source.data();
    const std::uint32_t* const targets = bead.target.data();
    // Probabilities of the words given each other, then of the links in both directions.
    for (std::size_t i = 0; i < n; ++i) {
      const float source_total = is_first_ ? 0 : counts_.sources[sources[i]] + kSmoothing;
      float source_sum = source_sums[i];
      for (std::size_t j = 0; j < m; ++j) {
        float there = 1.0F / static_cast<float>(m);
        float back = 1.0F / static_cast<float>(n);
        if (!is_first_) {
          const float links = counts_.links[number[i * m + j]];
          there = links / source_total;
          back = links / (counts_.targets[targets[j]] + kSmoothing);
        }
        both[(i * m + j) * 2] = there;
        both[(i * m + j) * 2 + 1] = back;
        target_sums[j] += there;
        source_sum += back;
      }
      source_sums[i] = source_sum;
    }
    float* const next_links = next.links.data();
    for (std::size_t i = 0; i < n; ++i) {
      next.sources[sources[i]] += weight;
      for (std::size_t j = 0; j < m; ++j) {
        const float link = std::sqrt(both[(i * m + j) * 2] / target_sums[j] *
                                     both[(i * m + j) * 2 + 1] / source_sums[i]);
        if (link >= kLeastLink) next_links[number[i * m + j]] += weight * link;
      }
    }
    for (std::size_t j = 0; j < m; ++j) next.targets[targets[j]] += weight;
  }

  const std::vector<Evidence>& evidence_;
  std::size_t source_types_;
  std::size_t target_types_;
  std::size_t word_pairs_;
  bool keeps_;  // numbers_ has those of all word pairs, in order
  Links links_;
  std::vector<std::uint32_t> numbers_;
  Counts counts_;
  bool is_first_ = true;
  std::vector<std::uint32_t> own_;
  std::vector<float> both_;
  std::vector<float> source_sums_;
  std::vector<float> target_sums_;
};

}  // namespace

WordModel fit_word_model(const std::vector<Evidence>& evidence, std::size_t source_types,
                         std::size_t target_types, int rounds, float least_count) {
  Fit fit(evidence, source_types, target_types);
  for (int round = 0; round < rounds; ++round) fit.round();
  return std::move(fit).model(least_count);
}

}  // namespace punte::aligner::internal
