#ifndef PUNTE_ALIGNER_ALIGN_H_
#define PUNTE_ALIGNER_ALIGN_H_

#include <span>
#include <string>
#include <vector>

#include "aligner/bead.h"
#include "aligner/lexicon.h"
#include "aligner/segment.h"

namespace punte::aligner {

struct AlignOptions {
  /// Translations known beforehand; null: all is learnt from the two texts.
  const Lexicon* lexicon = nullptr;
  /// Rounds of learning; each costs about as much as the first alignment.
  int rounds = 6;
};

/// Aligns the segments of a text with those of its translation.
///
/// A pair hidden Markov model: beads of up to 4-4 segments, and gaps (deletions, insertions) that
/// open and go on with probabilities of their own, so that site furniture on one side costs little.
/// A bead's evidence is how much more probable its words are given the other side than on their own
/// (a word-translation model in both directions, learnt from the two texts as they are aligned,
/// with a bead never testifying for itself; spelling and numbers; a lexicon if given) and how well
/// the lengths fit. Bead priors, gap rates, length ratio and the trust in each source of evidence
/// are learnt for every document by expectation maximisation; nothing is set for a kind of text.
/// The confidence of a bead is its posterior probability, corrected (logistic regression on gold)
/// by what its words, lengths, neighbours and the whole document say.
///
/// Any bytes are fine. The ladder covers both sides in order. Cost: proportional to the cells of a
/// band around the likely path; up to 1000 x 1000 segments all cells are looked at.
/// Texts of more than 40,000 segments are cut into pieces at rare words that both have, and each is
/// aligned on its own: memory is that of a piece.
/// Pure; any number of threads. Sources: Gale and Church 1993 (aclanthology J93-1004), Moore 2002
/// (doi:10.1007/3-540-45820-4_14), Durbin et al. 1998 (pair HMM), Liang et al. 2006 (agreement).
[[nodiscard]] Ladder align(std::span<const Segment> source, std::span<const Segment> target,
                           const AlignOptions& options = {});

/// The same for bare texts.
[[nodiscard]] Ladder align(std::span<const std::string> source, std::span<const std::string> target,
                           const AlignOptions& options = {});

}  // namespace punte::aligner

#endif  // PUNTE_ALIGNER_ALIGN_H_
