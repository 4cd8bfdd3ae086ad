#ifndef PUNTE_ALIGNER_BEAD_H_
#define PUNTE_ALIGNER_BEAD_H_

#include <cstddef>
#include <string>
#include <vector>

namespace punte::aligner {

/// Segments [source_start, source_limit) are the translation of [target_start, target_limit).
/// Either side may be empty: a deletion or an insertion.
struct Bead {
  std::size_t source_start = 0;
  std::size_t source_limit = 0;
  std::size_t target_start = 0;
  std::size_t target_limit = 0;
  double confidence = 0;  ///< 0..1, the probability that the bead is right
};

/// Beads in order; together they cover both sides.
using Ladder = std::vector<Bead>;

/// "0,1:2": the segments' 0-based numbers, as alignment gold files write them.
[[nodiscard]] std::string bead_text(const Bead& bead);

}  // namespace punte::aligner

#endif  // PUNTE_ALIGNER_BEAD_H_
