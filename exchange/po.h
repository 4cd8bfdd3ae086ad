#ifndef PUNTE_EXCHANGE_PO_H_
#define PUNTE_EXCHANGE_PO_H_

#include "exchange/reading.h"
#include "exchange/stream.h"

namespace punte::exchange {

/// Streams a gettext catalogue: a unit for each translated message, one for each form of a plural
/// (the singular with the first form, the plural with the others). Fuzzy, obsolete and untranslated
/// messages are left out, the first and last counted; options.alternatives takes what a fuzzy
/// message was before its text changed. The source is English unless options.from says otherwise;
/// the target is options.to, else the header's Language. UTF-16 is told by its byte order mark.
/// Errors: kSyntax with line and column, kLimit, kIo, kUnsupported for an unknown charset,
/// kInvalidArgument where no target language is known, and those of the sink.
[[nodiscard]] Result<ReadReport> read_po(ByteSource& source, const UnitSink& sink,
                                         const ReadOptions& options = {});

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_PO_H_
