#include "qa/consistency.h"

#include <algorithm>
#include <string_view>

#include "language/match_key.h"

namespace punte::qa::internal {

void Consistency::add(std::size_t number, const Pair& pair) {
  if (!of_targets_ && !of_sources_) return;
  const std::string languages = pair.source_language + " " + pair.target_language;
  const std::u32string source = language::match_key(pair.source.text);
  const std::u32string target = language::match_key(pair.target.text);
  if (source.empty() || target.empty()) return;
  const auto note = [&](SeenTexts& seen, const std::u32string& own, const std::u32string& other,
                        const std::string& other_text) {
    const auto [entry, is_new] = seen.try_emplace({languages, own});
    if (is_new) {
      entry->second = {other, other_text, {}};
    } else if (entry->second.other != other) {
      entry->second.differing.push_back(number);
    }
  };
  if (of_targets_) note(by_source_, source, target, pair.target.text);
  if (of_sources_) note(by_target_, target, source, pair.source.text);
}

std::vector<Finding> Consistency::findings() const {
  std::vector<Finding> out;
  const auto put = [&](const SeenTexts& texts, std::string_view check, std::string_view message) {
    for (const auto& [key, seen] : texts) {
      for (const std::size_t pair : seen.differing) {
        out.push_back(
            {std::string(check), Severity::kNote, pair, std::string(message), {seen.other_text}});
      }
    }
  };
  put(by_source_, "inconsistent-target",
      PUNTE_MSG("the same source was translated as “{1}” before"));
  put(by_target_, "inconsistent-source", PUNTE_MSG("the same translation stands for “{1}” before"));
  std::stable_sort(out.begin(), out.end(),
                   [](const Finding& a, const Finding& b) { return a.pair < b.pair; });
  return out;
}

}  // namespace punte::qa::internal
