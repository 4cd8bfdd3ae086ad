#include "aligner/confidence.h"

#include <array>
#include <cmath>

namespace punte::aligner::internal {
namespace {

// Logistic regression on gold alignments; bench/align_confidence prints these, constant last.
using Weights = std::array<double, kBeadFeatures + 1>;
constexpr Weights kBeadWeights = {-0.069, 0.968, 0.585,  -0.218, -0.646, 0.431, 0.703,
                                  0.672,  0.665, -1.130, -0.999, 5.671,  0.097, -6.688};
constexpr Weights kGapWeights = {0.289,  -0.107, 0, 0,     0,      0,     -0.164,
                                 -0.495, -0.600, 0, 4.654, -2.398, 0.067, 2.951};

}  // namespace

double confidence_of(const BeadFeatures& features, bool gap) {
  const Weights& weights = gap ? kGapWeights : kBeadWeights;
  double sum = weights[kBeadFeatures];
  for (std::size_t f = 0; f < kBeadFeatures; ++f) sum += weights[f] * features[f];
  return 1 / (1 + std::exp(-sum));
}

}  // namespace punte::aligner::internal
