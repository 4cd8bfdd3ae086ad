#ifndef PUNTE_ALIGNER_FORWARD_BACKWARD_H_
#define PUNTE_ALIGNER_FORWARD_BACKWARD_H_

#include "aligner/candidates.h"
#include "aligner/chart.h"
#include "aligner/model.h"

namespace punte::aligner::internal {

/// The posteriors of all beads and gaps, from their scores: chart.forward, backward, posteriors,
/// deletion, insertion, total. `heat`: how much all evidence counts, 1 in full. A gap deletes
/// first, so that each alignment is one path. Cost: slots times shapes, cells times states.
/// Source: Durbin et al. 1998, Biological Sequence Analysis, chapter 4.
void forward_backward(const Texts& texts, const Model& model, double heat, Chart& chart);

}  // namespace punte::aligner::internal

#endif  // PUNTE_ALIGNER_FORWARD_BACKWARD_H_
