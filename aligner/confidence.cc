#include "aligner/confidence.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace punte::aligner::internal {
namespace {

// Logistic regression on gold alignments; bench/align_confidence prints these, constant last.
using Weights = std::array<double, kBeadFeatures + 1>;
constexpr Weights kBeadWeights = {-0.142, 1.125, 0.531, -0.185, -0.752, 0.479,
                                  0.617,  0.612, 0.634, -1.062, -1.184, 6.849,
                                  0.164,  1.289, 0.317, -1.223, 1.078,  -7.637};
constexpr Weights kGapWeights = {0.319, -0.139, 0,      0,      0,      0, -0.096, -0.424, -0.794,
                                 0,     4.865,  -2.804, -0.007, -1.241, 0, 0,      -0.159, 3.373};

// The same for texts of a few segments: align_confidence --short.
constexpr Weights kShortBeadWeights = {0.452,  0.398, -2.891, -0.045, 5.806,  0.913,
                                       -0.188, 0.971, 0.941,  0.445,  -5.094, -3.292,
                                       0.947,  2.531, 1.068,  -2.274, 1.291,  -0.767};
constexpr Weights kShortGapWeights = {0.280,  -0.576, 0,      0, 0,      0,
                                      0.360,  -0.364, -0.904, 0, 3.281,  0.583,
                                      -3.524, -3.778, 0,      0, -0.190, 0.002};
// Up to so many segments a text is short, and from so many on it is not.
constexpr double kShort = 5;
constexpr double kLong = 12;

double probability(const Weights& weights, const BeadFeatures& features) {
  double sum = weights[kBeadFeatures];
  for (std::size_t f = 0; f < kBeadFeatures; ++f) sum += weights[f] * features[f];
  return 1 / (1 + std::exp(-sum));
}

}  // namespace

double confidence_of(const BeadFeatures& features, bool gap, std::size_t segments) {
  const double is_long =
      std::clamp((static_cast<double>(segments) - kShort) / (kLong - kShort), 0.0, 1.0);
  const double as_long = probability(gap ? kGapWeights : kBeadWeights, features);
  if (is_long == 1) return as_long;
  const double as_short = probability(gap ? kShortGapWeights : kShortBeadWeights, features);
  return is_long * as_long + (1 - is_long) * as_short;
}

}  // namespace punte::aligner::internal
