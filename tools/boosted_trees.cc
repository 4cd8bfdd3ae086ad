#include "tools/boosted_trees.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>

namespace punte::tools {
namespace {

using page::internal::Forest;

constexpr std::size_t kBins = 64;

/// Upper limits of the bins of a column: at most kBins - 1 values between which rows differ.
std::vector<float> limits_of(const Samples& samples, const std::vector<std::size_t>& rows,
                             std::size_t column) {
  std::vector<float> values;
  values.reserve(rows.size());
  for (const std::size_t row : rows) values.push_back(samples.row(row)[column]);
  std::sort(values.begin(), values.end());
  std::vector<float> limits;
  for (std::size_t k = 1; k < kBins; ++k) {
    const float value = values[values.size() * k / kBins];
    if (value < values.back() && (limits.empty() || value > limits.back())) limits.push_back(value);
  }
  // Few values: one bin each, however rare.
  std::vector<float> different;
  std::unique_copy(values.begin(), values.end(), std::back_inserter(different));
  if (different.size() <= kBins) {
    different.pop_back();
    return different;
  }
  return limits;
}

struct Sum {
  double gradient = 0;
  double curvature = 0;
  double weight = 0;
};

}  // namespace

Forest boost(const Samples& samples, const BoostOptions& options) {
  Forest forest;
  std::vector<std::size_t> rows;
  double weight = 0;
  double positive = 0;
  for (std::size_t i = 0; i < samples.rows(); ++i) {
    if (samples.weight[i] <= 0) continue;
    rows.push_back(i);
    weight += static_cast<double>(samples.weight[i]);
    positive += samples.label[i] != 0 ? static_cast<double>(samples.weight[i]) : 0;
  }
  if (rows.empty() || positive <= 0 || positive >= weight) return forest;
  const double scale = static_cast<double>(rows.size()) / weight;
  forest.start = static_cast<float>(std::log(positive / (weight - positive)));

  std::vector<std::vector<float>> limits;
  std::vector<std::uint8_t> bins(rows.size() * samples.columns);
  for (std::size_t c = 0; c < samples.columns; ++c) {
    limits.push_back(limits_of(samples, rows, c));
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const float value = samples.row(rows[r])[c];
      bins[r * samples.columns + c] = static_cast<std::uint8_t>(
          std::lower_bound(limits[c].begin(), limits[c].end(), value) - limits[c].begin());
    }
  }

  std::mt19937 random(options.seed);
  const auto chance = [&] { return static_cast<double>(random()) / 4294967296.0; };
  std::vector<double> score(rows.size(), static_cast<double>(forest.start));
  std::vector<std::uint32_t> node(rows.size());
  std::vector<Sum> step(rows.size());
  for (std::size_t t = 0; t < options.trees; ++t) {
    std::vector<std::size_t> columns;
    for (std::size_t c = 0; c < samples.columns; ++c) {
      if (!limits[c].empty() && chance() < options.column_share) columns.push_back(c);
    }
    std::vector<std::uint8_t> drawn(rows.size());
    for (std::size_t r = 0; r < rows.size(); ++r) {
      drawn[r] = chance() < options.row_share ? 1 : 0;
      const double p = 1 / (1 + std::exp(-score[r]));
      const double w = static_cast<double>(samples.weight[rows[r]]) * scale;
      step[r] = {w * (p - samples.label[rows[r]]), w * p * (1 - p), w};
      node[r] = 0;
    }
    Forest::DecisionTree tree;
    tree.limit.fill(std::numeric_limits<float>::infinity());
    std::array<std::uint8_t, Forest::kNodes> bin_limit{};
    bin_limit.fill(kBins);
    for (std::size_t depth = 0; depth < Forest::kDepth; ++depth) {
      const std::size_t begin = (std::size_t{1} << depth) - 1;
      const std::size_t width = std::size_t{1} << depth;
      std::vector<Sum> sums(width * columns.size() * kBins);
      for (std::size_t r = 0; r < rows.size(); ++r) {
        if (drawn[r] == 0) continue;
        Sum* of_node = sums.data() + (node[r] - begin) * columns.size() * kBins;
        const std::uint8_t* row = bins.data() + r * samples.columns;
        for (std::size_t k = 0; k < columns.size(); ++k) {
          Sum& sum = of_node[k * kBins + row[columns[k]]];
          sum.gradient += step[r].gradient;
          sum.curvature += step[r].curvature;
          sum.weight += step[r].weight;
        }
      }
      for (std::size_t n = 0; n < width; ++n) {
        double best = 1e-6;
        for (std::size_t k = 0; k < columns.size(); ++k) {
          const Sum* column = sums.data() + (n * columns.size() + k) * kBins;
          Sum all;
          for (std::size_t b = 0; b < kBins; ++b) {
            all.gradient += column[b].gradient;
            all.curvature += column[b].curvature;
            all.weight += column[b].weight;
          }
          Sum left;
          const auto value = [&](const Sum& sum) {
            return sum.gradient * sum.gradient / (sum.curvature + options.ridge);
          };
          for (std::size_t b = 0; b < limits[columns[k]].size(); ++b) {
            left.gradient += column[b].gradient;
            left.curvature += column[b].curvature;
            left.weight += column[b].weight;
            const Sum right{all.gradient - left.gradient, all.curvature - left.curvature,
                            all.weight - left.weight};
            if (left.weight < options.least_weight || right.weight < options.least_weight) continue;
            const double gain = value(left) + value(right) - value(all);
            if (gain <= best) continue;
            best = gain;
            tree.feature[begin + n] = static_cast<std::uint8_t>(columns[k]);
            tree.limit[begin + n] = limits[columns[k]][b];
            bin_limit[begin + n] = static_cast<std::uint8_t>(b);
          }
        }
      }
      for (std::size_t r = 0; r < rows.size(); ++r) {
        const std::size_t n = node[r];
        const bool left = bins[r * samples.columns + tree.feature[n]] <= bin_limit[n];
        node[r] = static_cast<std::uint32_t>(2 * n + (left ? 1 : 2));
      }
    }
    std::array<Sum, Forest::kLeaves> leaves{};
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (drawn[r] == 0) continue;
      leaves[node[r] - Forest::kNodes].gradient += step[r].gradient;
      leaves[node[r] - Forest::kNodes].curvature += step[r].curvature;
    }
    for (std::size_t l = 0; l < Forest::kLeaves; ++l) {
      tree.leaf[l] = static_cast<float>(-options.rate * leaves[l].gradient /
                                        (leaves[l].curvature + options.ridge));
    }
    for (std::size_t r = 0; r < rows.size(); ++r) {
      score[r] += static_cast<double>(tree.leaf[node[r] - Forest::kNodes]);
    }
    forest.trees.push_back(tree);
  }
  return forest;
}

}  // namespace punte::tools
