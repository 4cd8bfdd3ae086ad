#ifndef PUNTE_JOB_PLACE_CODES_H_
#define PUNTE_JOB_PLACE_CODES_H_

#include "language/marked_text.h"

namespace punte::job {

struct PlacedCodes {
  language::MarkedText text;
  bool guessed = false;  ///< a code stands where it seemed likely, not where a translator put it
};

/// The translation of a match with the inline codes of the segment at hand. Codes of the memory's
/// target are exchanged for those of the segment by their links, ids and order, if both sources
/// have codes of the same kinds. Else a pair goes around the same words where they occur in the
/// translation, around all of it where it was around all of the source, or, like single codes, to
/// the words at the same share of the text.
[[nodiscard]] PlacedCodes place_codes(const language::MarkedText& segment,
                                      const language::MarkedText& match_source,
                                      const language::MarkedText& match_target);

}  // namespace punte::job

#endif  // PUNTE_JOB_PLACE_CODES_H_
