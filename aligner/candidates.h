#ifndef PUNTE_ALIGNER_CANDIDATES_H_
#define PUNTE_ALIGNER_CANDIDATES_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "aligner/lexicon.h"
#include "aligner/segment.h"
#include "aligner/tokens.h"

namespace punte::aligner::internal {

/// The two texts that are aligned, as numbers.
struct Texts {
  Texts(std::span<const Segment> source_segments, std::span<const Segment> target_segments)
      : source(read_side(source_segments)),
        target(read_side(target_segments)),
        n(source_segments.size()),
        m(target_segments.size()) {}

  Side source;
  Side target;
  std::size_t n;  ///< segments of the source
  std::size_t m;  ///< segments of the target
};

/// A source word that may be what a target word translates.
struct Candidate {
  std::uint32_t source;
  float known_forward = 0;  ///< the lexicon's probability of the target word given the source word
  float known_backward = 0;
  float spelling = 0;  ///< how alike they are spelled
  float count = 0;     ///< how often the word model links them in this document
};

struct Candidates {
  std::vector<std::vector<Candidate>> of_target;  ///< [target type]
  std::vector<float> source_totals;               ///< [source type]: counts of the word model
  std::vector<float> target_totals;
};

/// Candidates that spelling and the lexicon (which may be null) know; the word model has no counts
/// yet. Cost: the words that share their first three bytes, compared with each other.
[[nodiscard]] Candidates find_candidates(const Texts& texts, const Lexicon* lexicon);

}  // namespace punte::aligner::internal

#endif  // PUNTE_ALIGNER_CANDIDATES_H_
