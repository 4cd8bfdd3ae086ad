#ifndef PUNTE_ALIGNER_CHART_H_
#define PUNTE_ALIGNER_CHART_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "aligner/band.h"
#include "aligner/weights.h"

namespace punte::aligner::internal {

inline constexpr std::uint32_t kNoSlot = ~0U;
inline constexpr float kNever = -1e9F;  // logarithm of a probability that is as good as none

/// States of the pair HMM: a path is after a bead, in a deletion, or in an insertion.
enum State : std::uint8_t { kAfterBead, kDeletion, kInsertion, kStates };

/// What a round finds out of each cell of the band. Only cells that a likely path of the round
/// before came near are looked at; these have slots. In the first round all have, but only the most
/// frequent shapes are looked at.
struct Chart {
  Band band;
  std::vector<std::uint32_t> slots;  ///< [cell], kNoSlot: not looked at
  std::size_t slot_count = 0;
  std::size_t shape_count = kFirstShapes;
  std::vector<float> own;  ///< [cell]: posterior of the 1-1 bead that ends in it, the round before

  std::vector<float> beads;       ///< [slot of the end corner][shape]: log-likelihood ratio
  std::vector<float> posteriors;  ///< the same, probabilities
  /// [state][cell]: logarithm of the sum of all paths from the start to it, and on to the end.
  std::array<std::vector<double>, kStates> forward;
  std::array<std::vector<double>, kStates> backward;
  std::vector<float> deletion;  ///< [cell]: posterior of a gap of the source segment that ends here
  std::vector<float> insertion;  ///< and of the target segment
  double total = 0;              ///< logarithm of the sum of all paths

  [[nodiscard]] float& bead(std::size_t cell, std::size_t shape) {
    return beads[std::size_t{slots[cell]} * shape_count + shape];
  }
  [[nodiscard]] float bead(std::size_t cell, std::size_t shape) const {
    return beads[std::size_t{slots[cell]} * shape_count + shape];
  }
  [[nodiscard]] float posterior(std::size_t cell, std::size_t shape) const {
    if (slots[cell] == kNoSlot || shape >= shape_count) return 0;
    return posteriors[std::size_t{slots[cell]} * shape_count + shape];
  }

  /// Looks at all cells of a band.
  void begin(Band first);
  /// Looks at the cells near a likely path of the last round, with all shapes. The band becomes no
  /// wider than what holds them and the beads that end in them. `n`, `m`: segments of the sides.
  void narrow(std::size_t n, std::size_t m);
};

}  // namespace punte::aligner::internal

#endif  // PUNTE_ALIGNER_CHART_H_
