#ifndef PUNTE_VIEW_ANALYSIS_REPORT_H_
#define PUNTE_VIEW_ANALYSIS_REPORT_H_

#include <string>

#include "base/result.h"
#include "exchange/stream.h"
#include "job/analysis.h"
#include "job/rate_card.h"
#include "view/messages.h"

namespace punte::view {

/// Columns group, name, match, segments, words, characters, spaces; RFC 4180.
[[nodiscard]] std::string analysis_csv(const job::Analysis& analysis);

/// The same counts, and the weighted words, as a workbook. Errors: those of the workbook and the
/// sink, which is not committed.
[[nodiscard]] base::Result<void> write_analysis_workbook(const job::Analysis& analysis,
                                                         const job::RateCard& rates,
                                                         const Messages& messages,
                                                         exchange::ByteSink& sink);

/// The same as an HTML page.
[[nodiscard]] std::string analysis_page(const job::Analysis& analysis, const job::RateCard& rates,
                                        const Messages& messages);

}  // namespace punte::view

#endif  // PUNTE_VIEW_ANALYSIS_REPORT_H_
