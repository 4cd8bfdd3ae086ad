#ifndef PUNTE_EXCHANGE_LAID_OUT_TEXT_H_
#define PUNTE_EXCHANGE_LAID_OUT_TEXT_H_

#include <string_view>

#include "language/marked_text.h"

namespace punte::exchange {

/// True if a text looks as if a tool had laid it out over lines: it begins or ends with a new line,
/// or one of its lines is indented.
[[nodiscard]] bool is_laid_out(std::string_view text);

/// Blanks are one each, and none at the ends. Codes keep their places between the words.
void collapse_blanks(language::MarkedText& marked);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_LAID_OUT_TEXT_H_
