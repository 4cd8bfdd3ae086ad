#ifndef PUNTE_ALIGNER_BEAD_SCORES_H_
#define PUNTE_ALIGNER_BEAD_SCORES_H_

#include <cstddef>
#include <optional>

#include "aligner/candidates.h"
#include "aligner/chart.h"
#include "aligner/evidence.h"
#include "aligner/model.h"

namespace punte::aligner::internal {

/// Fills chart.beads. A bead's words are those of its runs: of each target segment given the source
/// segments, the same for all beads with these, and the other way round (docs/decisions/620).
/// Cost: slots times shapes, and eight passes over the words of each scored pair.
void score_beads(const Texts& texts, const PairEvidence& evidence, const Model& model,
                 Chart& chart);

/// What the words of a bead say.
struct BeadWords {
  int sum = 0;        ///< in kLogStep
  int explained = 0;  ///< words that the other side makes likelier
};
/// Of the bead of a shape that ends in (i, j); nothing if a pair of its segments was not scored.
[[nodiscard]] std::optional<BeadWords> bead_words(const Texts& texts, const PairEvidence& evidence,
                                                  const Chart& chart, std::size_t i, std::size_t j,
                                                  const Shape& shape);

}  // namespace punte::aligner::internal

#endif  // PUNTE_ALIGNER_BEAD_SCORES_H_
