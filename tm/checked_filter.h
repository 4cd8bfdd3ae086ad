#ifndef PUNTE_TM_CHECKED_FILTER_H_
#define PUNTE_TM_CHECKED_FILTER_H_

#include "base/result.h"
#include "tm/unit_filter.h"

namespace punte::tm {

/// A filter as people write it, made ready for a memory: with canonical language tags, and with
/// dates as TMX writes them, made of "2024-01-31" or "2024-01-31T10:00:00Z".
/// Errors: kInvalidArgument.
[[nodiscard]] base::Result<UnitFilter> checked_filter(UnitFilter filter);

}  // namespace punte::tm

#endif  // PUNTE_TM_CHECKED_FILTER_H_
