#ifndef PUNTE_TM_TEXT_TEXT_DAMAGE_H_
#define PUNTE_TM_TEXT_TEXT_DAMAGE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace punte::tm::internal {

/// The text as it was before its UTF-8 was read as Windows-1252 ("MÃ¼nchen"), once or several
/// times; nullopt where nothing speaks for that. Only runs whose bytes are UTF-8 as a whole, and
/// give letters or common signs, are turned back, so that "Ã" in Portuguese stays.
/// Cost: linear; any bytes.
[[nodiscard]] std::optional<std::string> undo_mojibake(std::string_view text);

/// True for what cannot be turned back: U+FFFD, control characters, or "?" where a letter was
/// ("pre?edinte").
[[nodiscard]] bool has_lost_characters(std::string_view text);

/// The numbers of a text in any digits, without the signs that group or divide them, sorted;
/// numbers of one digit are left out, as they are often written in words.
[[nodiscard]] std::vector<std::string> numbers_of(std::string_view text);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_TEXT_TEXT_DAMAGE_H_
