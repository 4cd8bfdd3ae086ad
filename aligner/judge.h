#ifndef PUNTE_ALIGNER_JUDGE_H_
#define PUNTE_ALIGNER_JUDGE_H_

#include <vector>

#include "aligner/bead.h"
#include "aligner/candidates.h"
#include "aligner/chart.h"
#include "aligner/confidence.h"
#include "aligner/evidence.h"
#include "aligner/model.h"

namespace punte::aligner::internal {

/// Sets the confidence of each bead: its posterior, corrected by what else is known of the bead and
/// of the document (docs/decisions/601). Gives what each confidence is made of. The chart holds the
/// cool posteriors afterwards. Cost: one more forward-backward.
std::vector<BeadFeatures> judge(const Texts& texts, const PairEvidence& evidence,
                                const Model& model, Chart& chart, Ladder& ladder);

}  // namespace punte::aligner::internal

#endif  // PUNTE_ALIGNER_JUDGE_H_
