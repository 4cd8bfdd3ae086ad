#ifndef PUNTE_CLI_COUNT_TABLE_H_
#define PUNTE_CLI_COUNT_TABLE_H_

#include <string>
#include <vector>

#include "base/result.h"
#include "cli/analysis.h"
#include "cli/json.h"

namespace punte::cli {

/// What people call the band; most are numbers in any language.
[[nodiscard]] std::string band_title(Band band);

/// Reads rates such as "new=1" and "100=0.2"; bands that are not named keep theirs.
/// Errors: kInvalidArgument.
[[nodiscard]] base::Result<RateCard> rate_card(const std::vector<std::string>& rates);

/// Segments, words and characters by band, with their rates.
[[nodiscard]] std::string counts_table(const BandCounts& counts, const RateCard& rates);

[[nodiscard]] Json amount_json(const Amount& amount);
[[nodiscard]] Json counts_json(const BandCounts& counts, const RateCard& rates);

}  // namespace punte::cli

#endif  // PUNTE_CLI_COUNT_TABLE_H_
