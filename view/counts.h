#ifndef PUNTE_VIEW_COUNTS_H_
#define PUNTE_VIEW_COUNTS_H_

#include <string>

#include "job/analysis.h"
#include "job/rate_card.h"
#include "view/json.h"
#include "view/messages.h"

namespace punte::view {

/// The name of a band for people.
[[nodiscard]] std::string band_title(job::Band band, const Messages& messages);

/// {"segments","words","characters","spaces"}
[[nodiscard]] Json amount_json(const job::Amount& amount);

/// {"bands":{"102":amount, ...},"internal":amount,"total":amount,"weighted_words":number}
[[nodiscard]] Json counts_json(const job::BandCounts& counts, const job::RateCard& rates);

}  // namespace punte::view

#endif  // PUNTE_VIEW_COUNTS_H_
