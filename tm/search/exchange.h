#ifndef PUNTE_TM_SEARCH_EXCHANGE_H_
#define PUNTE_TM_SEARCH_EXCHANGE_H_

#include <string>
#include <vector>

#include "language/marked_text.h"
#include "language/text.h"

namespace punte::tm::internal {

/// A place of a text, and what is to be there instead. An empty span is a place between two bytes.
struct Exchange {
  language::Span span;
  std::string with;
};

/// Makes all exchanges at once, each at its place in the text as it is, and moves the inline codes
/// along; one inside an exchanged place stays as far from its beginning as it can. False: two
/// places overlap, and nothing was changed.
[[nodiscard]] bool apply(std::vector<Exchange> exchanges, language::MarkedText& text);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_SEARCH_EXCHANGE_H_
