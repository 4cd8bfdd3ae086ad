#ifndef PUNTE_JOB_ALIGNED_PAIRS_H_
#define PUNTE_JOB_ALIGNED_PAIRS_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "aligner/align.h"
#include "base/continue.h"
#include "base/result.h"
#include "job/align_folders.h"
#include "job/align_side.h"
#include "language/unit.h"
#include "tm/memory.h"

namespace punte::job {

/// Two texts that were aligned.
struct AlignedTexts {
  AlignSide source;
  AlignSide target;
  aligner::Ladder ladder;
  double score = 1;  ///< how sure it is that the two are translations at all, 0..1
};

/// One pair that may become a unit: what a review file holds a line of.
struct AlignedPair {
  bool keep = false;
  double confidence = 0;  ///< 0..1
  std::string bead;       ///< "0,1:2"
  language::MarkedText source;
  language::MarkedText target;
};

/// The pairs of one text, with what all of them have in common.
struct AlignedDocument {
  std::string from;
  std::string to;
  std::string source;  ///< path or URL
  std::string target;
  std::vector<AlignedPair> pairs;
};

/// All beads as pairs; kept are those that are sure enough, have both sides, and of which neither
/// side is a copy of the other or surely in its language: what a translation left as it was.
[[nodiscard]] AlignedDocument pairs_of(const AlignedTexts& aligned, double min_confidence);

/// The kept pairs as units, with properties that tell method, confidence and where they are from.
[[nodiscard]] std::vector<language::Unit> units_of(const AlignedDocument& document);

/// Aligns the pairs on all cores, and gives each to `use` in order; false stops. `lexicon` may be
/// null. Errors: kCancelled.
[[nodiscard]] base::Result<void> align_pairs(const std::vector<FolderPair>& pairs,
                                             const aligner::Lexicon* lexicon,
                                             const std::function<bool(const AlignedTexts&)>& use,
                                             const base::Continue& go_on = {});

/// The share of the source's letters that are in beads that are likely right, 0..1; 1 for an empty
/// one. Below kLeastAligned the texts are hardly translations of each other.
[[nodiscard]] double aligned_share(const AlignedTexts& texts);
inline constexpr double kLeastAligned = 0.05;

/// Puts units into a memory, all or none, with origin "aligned". Returns how many were new.
/// Errors: those of the memory.
[[nodiscard]] base::Result<std::int64_t> add_units(tm::Memory& memory, tm::ChangeInfo info,
                                                   const std::vector<language::Unit>& units);

}  // namespace punte::job

#endif  // PUNTE_JOB_ALIGNED_PAIRS_H_
