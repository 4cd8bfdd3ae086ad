#ifndef PUNTE_LANGUAGE_MATCHING_DATA_H_
#define PUNTE_LANGUAGE_MATCHING_DATA_H_

#include <span>
#include <string_view>

namespace punte::language::internal {

/// A file locales/<tag>/matching.txt, linked into the program.
struct MatchingText {
  std::string_view tag;
  std::string_view text;
};

/// All of them; made at build time (cmake/PunteLocaleData.cmake).
[[nodiscard]] std::span<const MatchingText> matching_texts();

}  // namespace punte::language::internal

#endif  // PUNTE_LANGUAGE_MATCHING_DATA_H_
