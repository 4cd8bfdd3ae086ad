#ifndef PUNTE_CLI_COUNT_TABLE_H_
#define PUNTE_CLI_COUNT_TABLE_H_

#include <string>

#include "job/analysis.h"
#include "job/rate_card.h"

namespace punte::cli {

/// A row a band, and one for all.
[[nodiscard]] std::string counts_table(const job::BandCounts& counts, const job::RateCard& rates);

}  // namespace punte::cli

#endif  // PUNTE_CLI_COUNT_TABLE_H_
