#include "job/memories.h"

#include <algorithm>

namespace punte::job {
namespace {

using base::Result;

bool same_pair(const tm::Match& a, const tm::Match& b) {
  return a.source == b.source && a.target == b.target && a.target_language == b.target_language;
}

}  // namespace

Result<std::vector<tm::Match>> Memories::lookup(const tm::Query& query,
                                                const tm::LookupOptions& options) const {
  PUNTE_TRY(std::vector<tm::Match> out, main_.lookup(query, options));
  if (references_.empty()) return out;
  for (const Reference& reference : references_) {
    PUNTE_TRY(std::vector<tm::Match> matches, reference.memory->lookup(query, options));
    for (tm::Match& match : matches) {
      if (reference.points > 0) {
        match.score -= reference.points;
        match.reasons.push_back({"reference", reference.points, reference.name});
      }
      if (match.score >= options.threshold) out.push_back(std::move(match));
    }
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const tm::Match& a, const tm::Match& b) { return a.score > b.score; });
  std::vector<tm::Match> kept;
  for (tm::Match& match : out) {
    if (kept.size() == options.limit) break;
    const bool known = std::any_of(kept.begin(), kept.end(),
                                   [&](const tm::Match& other) { return same_pair(other, match); });
    if (!known) kept.push_back(std::move(match));
  }
  return kept;
}

}  // namespace punte::job
