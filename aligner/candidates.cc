#include "aligner/candidates.h"

#include <string>
#include <unordered_map>

namespace punte::aligner::internal {

Candidates find_candidates(const Texts& texts, const Lexicon* lexicon) {
  Candidates out;
  out.of_target.assign(texts.target.types.size(), {});
  out.source_totals.assign(texts.source.types.size(), 0);
  out.target_totals.assign(texts.target.types.size(), 0);
  // Words that begin alike, by their first three bytes.
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_start;
  for (std::uint32_t s = 0; s < texts.source.types.size(); ++s) {
    by_start[texts.source.types[s].substr(0, 3)].push_back(s);
  }
  for (std::uint32_t t = 0; t < texts.target.types.size(); ++t) {
    const std::string& word = texts.target.types[t];
    auto& list = out.of_target[t];
    const auto of = [&](std::uint32_t s) -> Candidate& {
      for (Candidate& candidate : list) {
        if (candidate.source == s) return candidate;
      }
      return list.emplace_back(Candidate{s});
    };
    if (const auto found = by_start.find(word.substr(0, 3)); found != by_start.end()) {
      for (const std::uint32_t s : found->second) {
        const float alike = spelling_of(texts.source.types[s], word);
        if (alike > 0) of(s).spelling = alike;
      }
    }
    if (lexicon == nullptr) continue;
    for (const Lexicon::Entry& entry : lexicon->of_target(word)) {
      const auto found = texts.source.numbers.find(entry.source);
      if (found == texts.source.numbers.end()) continue;
      Candidate& candidate = of(found->second);
      candidate.known_forward = entry.forward;
      candidate.known_backward = entry.backward;
    }
  }
  return out;
}

}  // namespace punte::aligner::internal
