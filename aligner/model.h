#ifndef PUNTE_ALIGNER_MODEL_H_
#define PUNTE_ALIGNER_MODEL_H_

#include <array>
#include <cstddef>

#include "aligner/candidates.h"
#include "aligner/weights.h"

namespace punte::aligner::internal {

[[nodiscard]] inline std::size_t length_class(std::size_t words) {
  std::size_t c = 0;
  while (c < kLengthLimits.size() && words > kLengthLimits[c]) ++c;
  return c;
}

/// What is learnt of a pair of texts, but for its words.
struct Model {
  /// What can be said before the first round.
  Model(const Texts& texts, bool lexicon);

  std::array<double, kShapes.size()> shape_priors{};
  double open = kOpen;      ///< a gap opens on a side
  double extend = kExtend;  ///< and goes on
  double change = kChange;  ///< from a deletion to an insertion
  double ratio = 0;         ///< mean log length ratio
  double spread = kSpread;  ///< its variance in long segments,
  double jitter = kJitter;  ///< and what is added to it, divided by the length
  double wild = 0;          ///< variance of unrelated segments
  /// [side][class]: how much likelier a segment of some length is in a gap, or in a bead, than at
  /// all; logarithms.
  std::array<std::array<float, kLengthClasses>, 2> gap_lengths{};
  std::array<std::array<float, kLengthClasses>, 2> bead_lengths{};
  std::array<double, kTrusts> trust_forward{};  ///< of target words given source words
  std::array<double, kTrusts> trust_backward{};

  /// How much likelier two lengths are of a bead than of unrelated segments, a logarithm.
  [[nodiscard]] float length_score(double source, double target) const;
  /// How much likelier the segment that ends at source place i is in a gap.
  [[nodiscard]] float deletion_score(const Texts& texts, std::size_t i) const {
    return gap_lengths[0][length_class(texts.source.words[i - 1])];
  }
  [[nodiscard]] float insertion_score(const Texts& texts, std::size_t j) const {
    return gap_lengths[1][length_class(texts.target.words[j - 1])];
  }
};

/// The sum of the shapes' priors.
[[nodiscard]] double sum_of_priors();

}  // namespace punte::aligner::internal

#endif  // PUNTE_ALIGNER_MODEL_H_
