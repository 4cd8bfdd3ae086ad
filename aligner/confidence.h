#ifndef PUNTE_ALIGNER_CONFIDENCE_H_
#define PUNTE_ALIGNER_CONFIDENCE_H_

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "aligner/align.h"
#include "aligner/bead.h"
#include "aligner/segment.h"

namespace punte::aligner::internal {

/// What speaks for a bead and for the document that it stands in, each about -10..10.
enum BeadFeature : std::size_t {
  kPosterior,      ///< log odds in the model
  kCoolPosterior,  ///< the same with all evidence counted less: how far ahead of the second best
  kWords,          ///< evidence of words, a word
  kAllWords,       ///< square root of the sum
  kExplained,      ///< share of its words that the other side makes likelier
  kLength,         ///< how well the lengths fit
  kSize,           ///< logarithm of the words of the shorter side
  kBefore,         ///< posterior of the bead before; 0 at a gap
  kAfter,
  kManySegments,   ///< segments beyond one a side
  kGaps,           ///< share of the document's segments that are in gaps
  kSure,           ///< mean posterior of the document's beads
  kDocumentWords,  ///< mean of kWords over the document's beads
  kHan,            ///< how much more of one text than of the other is Chinese characters
  kSameNumbers,    ///< logarithm of the numbers that both sides have
  kOtherNumbers,   ///< and of those that one side alone has
  kHanWords,       ///< kHan times kDocumentWords: such pairs have less evidence of words
  kBeadFeatures,
};
using BeadFeatures = std::array<double, kBeadFeatures>;

/// How probable it is that a bead is right; `gap`: one of its sides is empty. `segments`: of the
/// shorter text; the evidence of a few weighs otherwise than that of many. 0..1.
[[nodiscard]] double confidence_of(const BeadFeatures& features, bool gap, std::size_t segments);

/// align(), telling also what each bead's confidence is made of; for those who fit it.
[[nodiscard]] Ladder align_with_features(std::span<const Segment> source,
                                         std::span<const Segment> target,
                                         const AlignOptions& options,
                                         std::vector<BeadFeatures>* features);

}  // namespace punte::aligner::internal

#endif  // PUNTE_ALIGNER_CONFIDENCE_H_
