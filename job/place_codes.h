#ifndef PUNTE_JOB_PLACE_CODES_H_
#define PUNTE_JOB_PLACE_CODES_H_

#include <string>

#include "job/word_links.h"
#include "language/marked_text.h"

namespace punte::job {

struct PlacedCodes {
  /// The translation; with all codes of the segment if `sure`, else with none.
  language::MarkedText text;
  bool sure = true;
  std::string open;  ///< if not: contents of the codes whose place is in doubt
};

/// The translation of a match with the inline codes of the segment at hand, each where it belongs
/// or none at all. Codes of the memory's target are exchanged for those of the segment if both
/// sources have such codes at the same words. Else a pair goes around the words that translate
/// those it was around (WordLinks), or around all of the translation where it was around all of the
/// source; what nobody sees goes anywhere. Pairs stay nested as they were, and none becomes empty.
[[nodiscard]] PlacedCodes place_codes(const language::MarkedText& segment,
                                      const language::MarkedText& match_source,
                                      const language::MarkedText& match_target,
                                      const WordKnowledge& knowledge = {});

}  // namespace punte::job

#endif  // PUNTE_JOB_PLACE_CODES_H_
