#include "aligner/confidence.h"

#include <array>
#include <cmath>

namespace punte::aligner::internal {
namespace {

// Logistic regression on gold alignments; bench/align_confidence prints these, constant last.
using Weights = std::array<double, kBeadFeatures + 1>;
constexpr Weights kBeadWeights = {-0.173, 1.206,  0.536,  -0.176, -0.790, 0.503, 0.506, 0.635,
                                  0.637,  -1.048, -1.186, 7.141,  0.142,  1.375, 1.114, -7.695};
constexpr Weights kGapWeights = {0.319,  -0.139, 0,     0,      0,      0,      -0.096, -0.424,
                                 -0.794, 0,      4.865, -2.804, -0.007, -1.241, -0.159, 3.373};

}  // namespace

double confidence_of(const BeadFeatures& features, bool gap) {
  const Weights& weights = gap ? kGapWeights : kBeadWeights;
  double sum = weights[kBeadFeatures];
  for (std::size_t f = 0; f < kBeadFeatures; ++f) sum += weights[f] * features[f];
  return 1 / (1 + std::exp(-sum));
}

}  // namespace punte::aligner::internal
