#ifndef PUNTE_TOOLS_BOOSTED_TREES_H_
#define PUNTE_TOOLS_BOOSTED_TREES_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "page/role_model.h"

namespace punte::tools {

/// Labelled rows, all of one length; `weight` 0 leaves a row out.
struct Samples {
  std::size_t columns = 0;
  std::vector<float> values;  ///< row after row
  std::vector<std::uint8_t> label;
  std::vector<float> weight;

  [[nodiscard]] std::size_t rows() const { return label.size(); }
  [[nodiscard]] std::span<const float> row(std::size_t i) const {
    return {values.data() + i * columns, columns};
  }
};

struct BoostOptions {
  std::size_t trees = 120;
  double rate = 0.1;
  double ridge = 4;         ///< added to the weight of a leaf
  double least_weight = 6;  ///< of a leaf's rows, where the mean row weighs 1
  double column_share = 0.4;
  double row_share = 0.7;
  std::uint32_t seed = 1;
};

/// Gradient boosting of the logistic loss on histograms of at most 64 bins a column. The same
/// samples and options give the same forest.
/// Source: Friedman 2001, doi:10.1214/aos/1013203451; Ke et al. 2017 (histograms).
[[nodiscard]] page::internal::Forest boost(const Samples& samples, const BoostOptions& options);

}  // namespace punte::tools

#endif  // PUNTE_TOOLS_BOOSTED_TREES_H_
