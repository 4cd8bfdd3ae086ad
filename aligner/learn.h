#ifndef PUNTE_ALIGNER_LEARN_H_
#define PUNTE_ALIGNER_LEARN_H_

#include "aligner/candidates.h"
#include "aligner/chart.h"
#include "aligner/model.h"

namespace punte::aligner::internal {

/// The maximisation between two rounds: from the posteriors of the last round, the priors of
/// shapes, the rates and lengths of gaps, the length ratio, the word model and the trust in each
/// source of evidence. `is_first`: the word model is the first one. `lexicon`: one was given.
void learn(const Texts& texts, const Chart& chart, bool is_first, bool lexicon,
           Candidates& candidates, Model& model);

}  // namespace punte::aligner::internal

#endif  // PUNTE_ALIGNER_LEARN_H_
