#ifndef PUNTE_EXCHANGE_CODE_TEXT_H_
#define PUNTE_EXCHANGE_CODE_TEXT_H_

#include <string>

#include "language/marked_text.h"

// Inline codes in formats that have none.
namespace punte::exchange {

/// What XLIFF says to show for a code (1.2 equiv-text, 2.x equiv), and what its 2.x calls disp.
inline constexpr const char* kEquivText = "equiv-text";
inline constexpr const char* kDisp = "disp";

/// The value of one of the code's attributes; "" where it has none.
[[nodiscard]] std::string code_attribute(const language::InlineCode& code, const char* name);

/// The text with its codes as they are in the document. Where a file did not say that, they are
/// what it says to show for them, else "<1>", "</1>", "<2/>", numbered in the text.
[[nodiscard]] std::string native_text(const language::MarkedText& text);

/// The text with its codes as a person may edit them in a table: what a file says to show for
/// them, or that they are in the document if it is no tag ("%s"), else "<1>", "</1>", "<2/>".
[[nodiscard]] std::string table_text(const language::MarkedText& text);

/// Makes "<1>", "</1>", "<2/>" codes again. Tags of letters are text.
[[nodiscard]] language::MarkedText from_table_text(std::string text);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_CODE_TEXT_H_
