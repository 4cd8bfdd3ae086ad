#ifndef PUNTE_EXCHANGE_XLSX_TEXT_H_
#define PUNTE_EXCHANGE_XLSX_TEXT_H_

#include <string>
#include <string_view>

namespace punte::exchange {

/// Cells write a character that XML cannot hold as "_x000D_" (a UTF-16 unit in four hexadecimal
/// digits), and so the underscore of a text that looks like that as "_x005F_".
[[nodiscard]] std::string unescape_xlsx(std::string_view text);

/// A text for a cell: control characters and underscores as above, and U+FFFD for U+FFFE and
/// U+FFFF, which no XML can name.
[[nodiscard]] std::string escape_xlsx(std::string_view text);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_XLSX_TEXT_H_
