#include "aligner/word_model.h"

#include <algorithm>
#include <cmath>

namespace punte::aligner::internal {
namespace {

constexpr float kNull = 0.1F;  // share of a word that nothing on the other side explains
constexpr float kSmoothing = 0.5F;

std::uint64_t key_of(std::uint32_t source, std::uint32_t target) {
  return static_cast<std::uint64_t>(source) << 32 | target;
}

}  // namespace

WordModel fit_word_model(const std::vector<Evidence>& evidence, std::size_t source_types,
                         std::size_t target_types, int rounds, float least_count) {
  WordModel model;
  model.of_target.resize(target_types);
  std::unordered_map<std::uint64_t, float> links;
  std::vector<float> source_totals(source_types, 0);
  std::vector<float> target_totals(target_types, 0);
  std::vector<float> forward;
  std::vector<float> source_sums;
  std::vector<float> target_sums;
  for (int round = 0; round < rounds; ++round) {
    std::unordered_map<std::uint64_t, float> next;
    next.reserve(links.size());
    std::vector<float> next_source(source_types, 0);
    std::vector<float> next_target(target_types, 0);
    for (const Evidence& bead : evidence) {
      const std::size_t n = bead.source.size();
      const std::size_t m = bead.target.size();
      if (n == 0 || m == 0) continue;
      const auto weight = static_cast<float>(bead.weight);
      // Probabilities of the words given each other, then of the links in both directions.
      forward.assign(n * m * 2, 0);
      source_sums.assign(n, kNull / static_cast<float>(m));
      target_sums.assign(m, kNull / static_cast<float>(n));
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < m; ++j) {
          float there = 1.0F / static_cast<float>(m);
          float back = 1.0F / static_cast<float>(n);
          if (round > 0) {
            const auto found = links.find(key_of(bead.source[i], bead.target[j]));
            const float count = found == links.end() ? 0.0F : found->second;
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
          if (link < 0.001F) continue;
          next[key_of(bead.source[i], bead.target[j])] += weight * link;
        }
      }
      for (std::size_t j = 0; j < m; ++j) next_target[bead.target[j]] += weight;
    }
    links.swap(next);
    source_totals.swap(next_source);
    target_totals.swap(next_target);
  }
  for (const auto& [key, count] : links) {
    if (count >= least_count) {
      model.of_target[key & 0xFFFFFFFFU].push_back({static_cast<std::uint32_t>(key >> 32), count});
    }
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
