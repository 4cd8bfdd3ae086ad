#ifndef PUNTE_ALIGNER_EVIDENCE_H_
#define PUNTE_ALIGNER_EVIDENCE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "aligner/candidates.h"
#include "aligner/chart.h"
#include "aligner/model.h"
#include "aligner/weights.h"

namespace punte::aligner::internal {

/// What each pair of segments says of each of its words: the logarithm, in kLogStep, of the word's
/// probability given the other segment over that by chance. A byte a word.
class PairEvidence {
 public:
  /// Scores the pairs that beads of the chart's slots may hold.
  /// Cost: pairs times their words, times the candidates of the target's words.
  void score(const Texts& texts, const Candidates& candidates, const Model& model,
             const Chart& chart);

  /// False for kNoCell. A pair is named by the cell of its end corner.
  [[nodiscard]] bool is_scored(std::size_t cell) const {
    return cell != kNoCell && offsets_[cell] != kNoSlot;
  }
  /// Of the words of the target segment; those of the source segment follow them.
  [[nodiscard]] const std::int8_t* words(std::size_t cell) const {
    return words_.data() + offsets_[cell];
  }

 private:
  std::vector<std::uint32_t> offsets_;  // [cell of the pair's end corner]
  std::vector<std::int8_t> words_;
};

/// What each source of evidence says of one word of a likely 1-1 bead: probabilities.
struct Testimony {
  float weight = 0;  ///< the bead's posterior
  std::array<float, kTrusts> says{};
};

/// Of the words of likely 1-1 beads: those of the target given the source (`forward`) or the other
/// way round. What a bead taught the word model itself is left out.
[[nodiscard]] std::vector<Testimony> testimonies(const Texts& texts, const Candidates& candidates,
                                                 const Chart& chart, bool forward);

}  // namespace punte::aligner::internal

#endif  // PUNTE_ALIGNER_EVIDENCE_H_
