#ifndef PUNTE_EXCHANGE_XLIFF_STATES_H_
#define PUNTE_EXCHANGE_XLIFF_STATES_H_

#include <string>
#include <string_view>

namespace punte::exchange {

// How the dialects of XLIFF say what state a translation is in, as words of XLIFF 1.2; "" for what
// says nothing.

/// memoQ's mq:status.
[[nodiscard]] std::string state_of_memoq(std::string_view status);
/// Trados Studio's sdl:seg/@conf; a segment without one was never confirmed.
[[nodiscard]] std::string state_of_studio(std::string_view confirmation);
/// Phrase's m:confirmed.
[[nodiscard]] std::string state_of_phrase(std::string_view confirmed);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_XLIFF_STATES_H_
