#ifndef PUNTE_TM_ASSEMBLY_H_
#define PUNTE_TM_ASSEMBLY_H_

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "language/text.h"
#include "tm/glossary.h"
#include "tm/match.h"
#include "tm/memory.h"

namespace punte::tm {

/// A part of a segment whose translation is known.
struct AssembledPart {
  language::Span source;  ///< bytes of the query's text
  std::string translation;
};

/// A translation put together from those of a segment's parts: something to begin with, not a
/// match. What nobody knows stands in the source language.
struct Assembly {
  std::string text;
  std::vector<AssembledPart> parts;  ///< in order, not overlapping
  int coverage = 0;                  ///< percent of the letters that lie in parts, 50..100

  /// To stand beside the scores of matches: three quarters of the coverage, as nobody has seen
  /// whether the parts go together.
  [[nodiscard]] int score() const { return coverage * 3 / 4; }
};

/// Covers the query's text with phrases of up to twelve words that are texts of the memory (but for
/// case, space and quotes) or terms of the glossary (`terms` may be null), so that as many letters
/// as possible are covered by as few parts as possible; single words of the memory count from four
/// letters on. nullopt: less than half is covered, or
/// that mostly by single words of the memory, or the text is one part as a whole (a match).
/// Texts of more than 200 words are left alone. Errors: those of Memory::lookup().
/// Cost: an exact look-up for each phrase, at most twelve times the words.
[[nodiscard]] Result<std::optional<Assembly>> assemble(const Memory& memory, const Query& query,
                                                       TermFinder* terms);

}  // namespace punte::tm

#endif  // PUNTE_TM_ASSEMBLY_H_
