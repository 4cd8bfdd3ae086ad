#ifndef PUNTE_LANGUAGE_SRX_REGEX_H_
#define PUNTE_LANGUAGE_SRX_REGEX_H_

#include <unicode/uniset.h>
#include <unicode/unistr.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "base/result.h"

// What the SRX segmenter wants to know of a regular expression before it asks ICU.

namespace punte::language::internal {

/// Limits within which every match of a regular expression stays. They may be too wide, never too
/// narrow: what cannot be understood gets the widest.
struct RegexBounds {
  static constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max() / 4;
  icu::UnicodeSet first;           ///< what it can begin with
  icu::UnicodeSet last;            ///< what it can end with
  bool nullable = true;            ///< it may match nothing, or begin or end with no character
  std::size_t longest = kNoLimit;  ///< UTF-16 units
  /// It can stand in brackets beside others: no anchors, back references, \Q or (?x).
  bool joinable = false;
};

/// Look-behinds without a bound, which Java takes and ICU refuses, with one: `(?<=[XVI]+)` becomes
/// `(?<=[XVI]{1,32})`. All else stays as it is. Cost: linear.
[[nodiscard]] icu::UnicodeString with_bounded_look_behinds(const icu::UnicodeString& pattern);

/// Cost: linear in the pattern, but for its character classes.
[[nodiscard]] RegexBounds regex_bounds(const icu::UnicodeString& pattern);

/// True if the whole tag matches the pattern, in any case. Errors: kSyntax, kLimit.
[[nodiscard]] base::Result<bool> tag_matches(const std::string& pattern, std::string_view tag,
                                             const std::string& where);

}  // namespace punte::language::internal

#endif  // PUNTE_LANGUAGE_SRX_REGEX_H_
