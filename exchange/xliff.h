#ifndef PUNTE_EXCHANGE_XLIFF_H_
#define PUNTE_EXCHANGE_XLIFF_H_

#include "exchange/format.h"

namespace punte::exchange {

/// Streams XLIFF 1.0 to 1.2 and 2.x with their dialects: a unit for each segment that has a target,
/// with its state, key, notes and inline codes. What translate="no" holds, alternatives and
/// segments without target are left out; the latter are counted as skipped.
/// Errors: kSyntax with line and column, kLimit, kIo, kInvalidArgument where no target language is
/// known, and those of the sink. Memory: that of the largest unit.
[[nodiscard]] Result<ReadReport> read_xliff(ByteSource& source, const UnitSink& sink,
                                            const ReadOptions& options = {});

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_XLIFF_H_
