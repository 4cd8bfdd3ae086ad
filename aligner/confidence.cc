#include "aligner/confidence.h"

#include <cmath>

namespace punte::aligner::internal {

double confidence_of(const BeadFeatures& features, bool) {
  return 1 / (1 + std::exp(-features[kPosterior]));
}

}  // namespace punte::aligner::internal
