#ifndef PUNTE_EXCHANGE_XLIFF_CODES_H_
#define PUNTE_EXCHANGE_XLIFF_CODES_H_

#include <string>
#include <string_view>
#include <utility>

namespace punte::exchange {

/// Properties of a unit with what a file says of a state besides its word.
inline constexpr const char* kStateQualifier = "x-state-qualifier";  ///< 1.2
inline constexpr const char* kSubState = "x-xliff-substate";         ///< 2.x, of another tool

/// Types of inline codes are TMX's words in memory ("bold", "ulined", "lb", ...). Each function
/// below is undone by the one beside it, for any text.

/// 1.2 ctype: its own words, "x-..." for others.
[[nodiscard]] std::string ctype_of(std::string_view type);
[[nodiscard]] std::string type_of_ctype(std::string_view ctype);

/// XLIFF 2 type and subType, both empty for "".
[[nodiscard]] std::pair<std::string, std::string> type_pair_of(std::string_view type);
[[nodiscard]] std::string type_of_pair(std::string_view type, std::string_view sub_type);

/// A state's word in XLIFF 2 and the subState that keeps a word of 1.2, or "".
[[nodiscard]] std::pair<std::string, std::string> state_of_2(std::string_view state);
[[nodiscard]] std::string state_of_1(std::string_view state);
/// "85", "85%", "85.5 %" as a number; nothing else is a similarity: -1.
[[nodiscard]] double read_percent(std::string_view text);

/// True for a word that 1.2 has for state-qualifier.
[[nodiscard]] bool is_state_qualifier(std::string_view word);

/// True for a subState that state_of_2() makes.
[[nodiscard]] bool is_own_sub_state(std::string_view sub_state);
/// The word of 1.2 that a subState keeps, else `state`.
[[nodiscard]] std::string read_state_2(std::string_view state, std::string_view sub_state);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_XLIFF_CODES_H_
