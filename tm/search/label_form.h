#ifndef PUNTE_TM_SEARCH_LABEL_FORM_H_
#define PUNTE_TM_SEARCH_LABEL_FORM_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "tm/match.h"
#include "tm/search/exchange.h"

namespace punte::tm::internal {

/// Where the punctuation at the end of a text begins, with the blanks before it.
[[nodiscard]] std::size_t end_of_words(std::string_view text);

/// What the target of a match needs for its closing punctuation to follow the query, where source
/// and target agree in theirs: "Name:" for "Name" takes the colon away, in French with its blank.
[[nodiscard]] std::optional<Exchange> closing_marks(std::string_view query, const Match& match);

/// Puts closing punctuation into the target as the query has it ("marks": "… → ..."), and takes the
/// sign of an accelerator out of it where the source has one and the query none ("accelerator").
void follow_label(std::string_view query, Match& match);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_SEARCH_LABEL_FORM_H_
