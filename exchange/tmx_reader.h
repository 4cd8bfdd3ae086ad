#ifndef PUNTE_EXCHANGE_TMX_READER_H_
#define PUNTE_EXCHANGE_TMX_READER_H_

#include "exchange/reading.h"
#include "exchange/stream.h"

namespace punte::exchange {

/// Streams a TMX 1.1 to 1.4b file of any encoding; memory does not depend on its size.
/// Of the options recover, max_segment_bytes and max_depth count.
/// Errors: kSyntax with line and column, kLimit, kIo, and those of the sink.
[[nodiscard]] Result<ReadReport> read_tmx(ByteSource& source, const UnitSink& sink,
                                          const ReadOptions& options = {});

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_TMX_READER_H_
