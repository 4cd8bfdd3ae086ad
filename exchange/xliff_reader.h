#ifndef PUNTE_EXCHANGE_XLIFF_READER_H_
#define PUNTE_EXCHANGE_XLIFF_READER_H_

#include <functional>

#include "exchange/reading.h"
#include "exchange/stream.h"
#include "exchange/xliff_unit.h"

namespace punte::exchange {

/// Called for each unit in file order with the file that it stands in. The file is the same object
/// until the next one begins; a skeleton is known before the first unit.
using XliffSink = std::function<Result<void>(const XliffFile& file, XliffUnit&& unit)>;

/// Streams an XLIFF file of any version as it is: all units, also those without a target. Languages
/// that the file does not say are empty.
[[nodiscard]] Result<ReadReport> read_xliff_units(ByteSource& source, const XliffSink& sink,
                                                  const ReadOptions& options = {});

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_XLIFF_READER_H_
