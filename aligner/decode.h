#ifndef PUNTE_ALIGNER_DECODE_H_
#define PUNTE_ALIGNER_DECODE_H_

#include <vector>

#include "aligner/bead.h"
#include "aligner/chart.h"

namespace punte::aligner::internal {

/// Of each segment, how probable it is that it is left out, wherever on the other side.
struct GapPosteriors {
  GapPosteriors(const Chart& chart, std::size_t n, std::size_t m);

  std::vector<double> deletion;   ///< [source segment]
  std::vector<double> insertion;  ///< [target segment]
};

/// The ladder with the highest expected number of right beads, by Viterbi over the posteriors of
/// beads and gaps. A gap is right wherever on the other side it is put (docs/decisions/602).
/// `n`, `m`: segments of the sides. Cost: slots times shapes.
[[nodiscard]] Ladder decode(const Chart& chart, std::size_t n, std::size_t m);

}  // namespace punte::aligner::internal

#endif  // PUNTE_ALIGNER_DECODE_H_
