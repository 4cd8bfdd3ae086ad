#ifndef PUNTE_EXCHANGE_XLIFF_H_
#define PUNTE_EXCHANGE_XLIFF_H_

#include <string>
#include <vector>

#include "exchange/pairs.h"
#include "exchange/reading.h"
#include "exchange/stream.h"
#include "exchange/xliff_unit.h"

namespace punte::exchange {

/// Streams XLIFF 1.0 to 1.2 and 2.x with their dialects: a unit for each segment that has a target,
/// with its state, key, notes, properties and inline codes. Proposals (alt-trans, mtc:matches)
/// become units as well, marked by kAlternativeProperty. What translate="no" holds and segments
/// without target are left out and counted as skipped.
/// Errors: kSyntax with line and column, kLimit, kIo, kInvalidArgument where no target language is
/// known, and those of the sink. Memory: that of the largest unit.
[[nodiscard]] Result<ReadReport> read_xliff(ByteSource& source, const UnitSink& sink,
                                            const ReadOptions& options = {});

/// Property of units that were a proposal only; its value is the similarity that the file gave, in
/// percent, or "".
inline constexpr const char* kAlternativeProperty = "x-xliff-alternative";

/// The pairs of the two languages in a unit of a memory as units of XLIFF, one segment each, with
/// state, key, notes and properties. The ids are the unit's number, "12", "12-2" for more pairs.
[[nodiscard]] std::vector<XliffUnit> xliff_units(const language::Unit& unit,
                                                 const PairLanguages& languages);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_XLIFF_H_
