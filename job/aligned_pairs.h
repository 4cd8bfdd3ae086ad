#ifndef PUNTE_JOB_ALIGNED_PAIRS_H_
#define PUNTE_JOB_ALIGNED_PAIRS_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "aligner/align.h"
#include "base/result.h"
#include "job/align_side.h"
#include "language/unit.h"

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

/// All beads as pairs; kept are those that are sure enough, have both sides, and are no copies.
[[nodiscard]] AlignedDocument pairs_of(const AlignedTexts& aligned, double min_confidence);

/// The kept pairs as units, with properties that tell method, confidence and where they are from.
[[nodiscard]] std::vector<language::Unit> units_of(const AlignedDocument& document);

/// Writes units as TMX; "-" is standard output.
[[nodiscard]] base::Result<void> write_units(const std::string& file,
                                             const std::vector<language::Unit>& units,
                                             const std::string& source_language);

/// Puts units into a memory, all or none, with origin "aligned". Returns how many were new.
[[nodiscard]] base::Result<std::int64_t> add_units(const std::filesystem::path& memory,
                                                   const std::vector<language::Unit>& units);

}  // namespace punte::job

#endif  // PUNTE_JOB_ALIGNED_PAIRS_H_
