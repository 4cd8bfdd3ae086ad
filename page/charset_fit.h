#ifndef PUNTE_PAGE_CHARSET_FIT_H_
#define PUNTE_PAGE_CHARSET_FIT_H_

#include <string_view>

namespace punte::page::internal {

/// How well a text reads, as a share of its characters beyond ASCII, about -2..1: letters that its
/// languages use and typographic signs speak for it, other letters and controls against it. For
/// choosing among charsets that differ in a few letters, which statistics of bytes cannot tell.
/// 0 for a text that is ASCII. Reads at most 256 KiB. Thread-safe.
[[nodiscard]] double charset_fit(std::string_view html);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_CHARSET_FIT_H_
