#ifndef PUNTE_EXCHANGE_PO_H_
#define PUNTE_EXCHANGE_PO_H_

#include "exchange/format.h"

namespace punte::exchange {

/// Streams a gettext catalogue: a unit for each translated message, two for one with plural forms
/// (the singular with the first form, the plural with the last). Fuzzy, obsolete and untranslated
/// messages are left out and counted. The source is English unless options.from says otherwise; the
/// target is options.to, else the header's Language.
/// Errors: kSyntax with line and column, kLimit, kIo, kUnsupported for an unknown charset,
/// kInvalidArgument where no target language is known, and those of the sink.
[[nodiscard]] Result<ReadReport> read_po(ByteSource& source, const UnitSink& sink,
                                         const ReadOptions& options = {});

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_PO_H_
