#include "aligner/model.h"

#include <algorithm>
#include <cmath>

namespace punte::aligner::internal {

double sum_of_priors() {
  double sum = 0;
  for (const Shape& shape : kShapes) sum += shape.prior;
  return sum;
}

Model::Model(const Texts& texts, bool lexicon)
    : trust_forward(lexicon ? kTrustLexicon : kTrustAlone), trust_backward(trust_forward) {
  const double prior_total = sum_of_priors();
  for (std::size_t s = 0; s < kShapes.size(); ++s) shape_priors[s] = kShapes[s].prior / prior_total;
  double source_length = 0;
  double target_length = 0;
  for (const double l : texts.source.lengths) source_length += l;
  for (const double l : texts.target.lengths) target_length += l;
  ratio = std::clamp(std::log((target_length + kExtraDocument) / (source_length + kExtraDocument)),
                     -kMostRatio, kMostRatio);
  // Two segments that have nothing to do with each other differ by the variance of both.
  double sum = 0;
  double squares = 0;
  for (const double l : texts.source.lengths) {
    sum += std::log(l + kExtraLetters);
    squares += std::log(l + kExtraLetters) * std::log(l + kExtraLetters);
  }
  const double n = static_cast<double>(std::max<std::size_t>(texts.n, 1));
  wild = std::max(kLeastWild, 2 * (squares / n - sum / n * sum / n));
}

float Model::length_score(double source, double target) const {
  const double x = std::log((target + kExtraLetters) / (source + kExtraLetters)) - ratio;
  const double length = std::min(source, target) + kExtraLetters;
  const double variance = spread + jitter / length;
  const double unrelated = wild + variance;
  const double score = -0.5 * x * x / variance - 0.5 * std::log(variance) +
                       0.5 * x * x / unrelated + 0.5 * std::log(unrelated);
  return static_cast<float>(std::clamp(score, kWorstLength, kBestLength));
}

}  // namespace punte::aligner::internal
