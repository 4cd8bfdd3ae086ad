#ifndef PUNTE_LANGUAGE_CUTTER_H_
#define PUNTE_LANGUAGE_CUTTER_H_

#include <cstddef>
#include <span>
#include <vector>

#include "language/code_points.h"
#include "language/segment.h"
#include "language/segment_data.h"

namespace punte::language::internal {

/// The code points at which a new segment begins, ascending, without the first.
/// Cost: linear but for words, brackets and lists, whose looks ahead are bounded.
[[nodiscard]] std::vector<std::size_t> cut(const SegmentData& data, LineBreaks line_breaks,
                                           std::span<const CodePoint> text);

}  // namespace punte::language::internal

#endif  // PUNTE_LANGUAGE_CUTTER_H_
