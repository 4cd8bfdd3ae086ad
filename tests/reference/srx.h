#ifndef PUNTE_TESTS_REFERENCE_SRX_H_
#define PUNTE_TESTS_REFERENCE_SRX_H_

#include <unicode/regex.h>
#include <unicode/utf16.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/srx.h"
#include "language/text.h"

namespace punte::reference {

/// SRX as the standard says it: at each place the rules are tried in order, each on its own, and
/// the first that fits decides. Quadratic and more.
inline std::vector<std::string> srx_segments(const std::vector<language::SrxRule>& rules,
                                             const std::string& text, std::size_t look_back) {
  const icu::UnicodeString input = icu::UnicodeString::fromUTF8(language::to_valid_utf8(text));
  const auto matcher = [&](const std::string& pattern) {
    UErrorCode status = U_ZERO_ERROR;
    auto out =
        std::make_unique<icu::RegexMatcher>(icu::UnicodeString::fromUTF8(pattern), 0, status);
    out->reset(input);
    out->useTransparentBounds(1);
    out->useAnchoringBounds(0);
    return out;
  };
  std::vector<std::unique_ptr<icu::RegexMatcher>> before;
  std::vector<std::unique_ptr<icu::RegexMatcher>> after;
  for (const language::SrxRule& rule : rules) {
    before.push_back(matcher(rule.before));
    after.push_back(matcher(rule.after));
  }
  const auto fits = [&](std::size_t rule, int place) {
    UErrorCode status = U_ZERO_ERROR;
    after[rule]->region(place, input.length(), status);
    if (after[rule]->lookingAt(status) == 0) return false;
    const int floor = std::max(0, place - static_cast<int>(look_back));
    for (int start = place; start >= floor; --start) {
      if (start < place && U16_IS_TRAIL(input.charAt(start))) continue;
      before[rule]->region(start, place, status);
      if (before[rule]->matches(status) != 0) return true;
    }
    return false;
  };
  std::vector<std::string> out;
  int start = 0;
  const auto add = [&](int limit) {
    std::string segment;
    input.tempSubStringBetween(start, limit).toUTF8String(segment);
    const std::string_view kept = language::trim(segment);
    if (!kept.empty()) out.emplace_back(kept);
    start = limit;
  };
  for (int place = 1; place < input.length(); ++place) {
    if (U16_IS_TRAIL(input.charAt(place))) continue;
    for (std::size_t rule = 0; rule < rules.size(); ++rule) {
      if (!fits(rule, place)) continue;
      if (rules[rule].breaks) add(place);
      break;
    }
  }
  add(input.length());
  return out;
}

}  // namespace punte::reference

#endif  // PUNTE_TESTS_REFERENCE_SRX_H_
