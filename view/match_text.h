#ifndef PUNTE_VIEW_MATCH_TEXT_H_
#define PUNTE_VIEW_MATCH_TEXT_H_

#include <string>

#include "tm/match.h"
#include "view/messages.h"

namespace punte::view {

/// "words “sea” → “river”, aligned -4": why a match is not 100, for people. Empty where nothing
/// differs.
[[nodiscard]] std::string reasons_text(const tm::Match& match, const Messages& messages);

}  // namespace punte::view

#endif  // PUNTE_VIEW_MATCH_TEXT_H_
