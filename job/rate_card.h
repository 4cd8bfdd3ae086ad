#ifndef PUNTE_JOB_RATE_CARD_H_
#define PUNTE_JOB_RATE_CARD_H_

#include <array>
#include <string>
#include <vector>

#include "base/result.h"
#include "job/analysis.h"

namespace punte::job {

/// What one word of a band costs, as a share of a new one.
using RateCard = std::array<double, kBands>;

/// 0 for context matches, 0.1 for exact ones and repetitions, 0.3, 0.5, 0.7, 1 and 1.
[[nodiscard]] RateCard default_rates();

/// The default rates, changed by "new=1" or "85-94=0.5". Errors: kInvalidArgument.
[[nodiscard]] base::Result<RateCard> rate_card(const std::vector<std::string>& rates);

/// Words of the bands, each times its rate.
[[nodiscard]] double weighted_words(const BandCounts& counts, const RateCard& rates);

}  // namespace punte::job

#endif  // PUNTE_JOB_RATE_CARD_H_
