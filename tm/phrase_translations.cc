#include "tm/phrase_translations.h"

namespace punte::tm::internal {

Result<std::vector<std::string>> phrase_translations(const Memory& memory, const Query& query,
                                                     std::string_view phrase, std::size_t most) {
  Query exact;
  exact.source.text = phrase;
  exact.source_language = query.source_language;
  exact.target_language = query.target_language;
  LookupOptions options;
  options.threshold = 99;
  options.limit = most;
  // A phrase is as good whatever its unit is.
  options.penalties = {
      .aligned = 0, .machine = 0, .unreviewed = 0, .placeables = 0, .meaning = 0, .variant = 0};
  const auto matches = memory.lookup(exact, options);
  if (!matches) return tl::unexpected(matches.error());
  std::vector<std::string> out;
  for (const Match& match : *matches) {
    const MarkedText& target = match.target;
    if (target.codes.empty() && !target.text.empty() &&
        target.text.size() <= 4 * phrase.size() + 16) {
      out.push_back(target.text);
    }
  }
  return out;
}

}  // namespace punte::tm::internal
