#include "aligner/confidence.h"

#include <array>
#include <cmath>

namespace punte::aligner::internal {
namespace {

// Logistic regression on gold alignments; bench/align_confidence prints these, constant last.
using Weights = std::array<double, kBeadFeatures + 1>;
constexpr Weights kBeadWeights = {-0.145, 1.125, 0.629,  -0.193, -1.204, 0.448, 0.605,
                                  0.644,  0.658, -1.082, -1.266, 6.965,  0.123, -7.474};
constexpr Weights kGapWeights = {0.315,  -0.135, 0, 0,     0,      0,     -0.097,
                                 -0.439, -0.764, 0, 4.769, -2.709, 0.039, 3.146};

}  // namespace

double confidence_of(const BeadFeatures& features, bool gap) {
  const Weights& weights = gap ? kGapWeights : kBeadWeights;
  double sum = weights[kBeadFeatures];
  for (std::size_t f = 0; f < kBeadFeatures; ++f) sum += weights[f] * features[f];
  return 1 / (1 + std::exp(-sum));
}

}  // namespace punte::aligner::internal
