#ifndef PUNTE_LANGUAGE_STOP_RULES_H_
#define PUNTE_LANGUAGE_STOP_RULES_H_

#include <cstddef>

#include "language/passage.h"

namespace punte::language::internal {

// Letters of a sentence that is hardly ever whole: "At 5 a.m. Mr. Smith left." is.
inline constexpr std::size_t kShortSentence = 12;
inline constexpr std::size_t kLongWord = 5;  // letters; shorter words may be abbreviations

/// Words whose dot may stand inside a sentence.
inline constexpr std::uint16_t kCutShort = kAbbreviation | kMayEnd | kBeforeNumber;

/// True if a dot with a blank after it ends a sentence. `stop`: the dot; `next`: what comes after
/// the blanks; `closed`: a closing bracket or quotation mark stands between.
[[nodiscard]] bool stop_ends(const Passage& text, std::size_t stop, std::size_t next, bool closed);

/// True if a dot with the next word right after it does: "world.Today".
[[nodiscard]] bool joined_stop_ends(const Passage& text, std::size_t stop, std::size_t next);

}  // namespace punte::language::internal

#endif  // PUNTE_LANGUAGE_STOP_RULES_H_
