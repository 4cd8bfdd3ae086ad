#ifndef PUNTE_EXCHANGE_PO_PROPERTIES_H_
#define PUNTE_EXCHANGE_PO_PROPERTIES_H_

#include <string_view>

// Properties that carry what PO says of a message.
namespace punte::exchange {

inline constexpr const char* kPoContext = "x-po-context";
inline constexpr const char* kPoReference = "x-po-reference";  ///< a line for each of the file's
inline constexpr const char* kPoFlags = "x-po-flags";          ///< "c-format", without "fuzzy"
inline constexpr const char* kPoDomain = "x-po-domain";
inline constexpr const char* kPoForm = "x-po-form";          ///< "0/3": which of the plural forms
inline constexpr const char* kPoOther = "x-po-other";        ///< the message's other text
inline constexpr const char* kPoPrevious = "x-po-previous";  ///< of the text before it changed
// What the message was before it changed.
inline constexpr const char* kPoPreviousContext = "x-po-previous-context";
inline constexpr const char* kPoPreviousId = "x-po-previous-id";
inline constexpr const char* kPoPreviousPlural = "x-po-previous-plural";

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_PO_PROPERTIES_H_
