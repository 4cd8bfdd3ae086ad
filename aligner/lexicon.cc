#include "aligner/lexicon.h"

#include <algorithm>

#include "aligner/tokens.h"
#include "aligner/word_model.h"

namespace punte::aligner {
namespace {

constexpr std::size_t kMostTokens = 100;  // of a text; beyond, pairs say little and cost much
constexpr float kLeastProbability = 0.02F;
constexpr float kShrink = 1.0F;  // a count of 1 is half believed

}  // namespace

Lexicon::Lexicon(std::vector<Entry> entries) : entries_(std::move(entries)) {
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const Entry& a, const Entry& b) { return a.target < b.target; });
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    auto& range = of_target_.try_emplace(entries_[i].target, i, i).first->second;
    range.second = i + 1;
  }
}

std::span<const Lexicon::Entry> Lexicon::of_target(std::string_view word) const {
  const auto found = of_target_.find(std::string(word));
  if (found == of_target_.end()) return {};
  return std::span(entries_).subspan(found->second.first,
                                     found->second.second - found->second.first);
}

Lexicon learn_lexicon(std::span<const std::pair<std::string, std::string>> pairs) {
  std::vector<std::string> sources;
  std::vector<std::string> targets;
  std::vector<internal::Evidence> evidence;
  internal::Side source;
  internal::Side target;
  const auto number = [](internal::Side& side, const std::string& text) {
    std::vector<std::uint32_t> out;
    for (std::string& token : internal::tokenize(text, kMostTokens)) {
      const auto [place, is_new] =
          side.numbers.try_emplace(token, static_cast<std::uint32_t>(side.types.size()));
      if (is_new) side.types.push_back(std::move(token));
      out.push_back(place->second);
    }
    return out;
  };
  for (const auto& [a, b] : pairs) {
    internal::Evidence pair{number(source, a), number(target, b), 1};
    if (!pair.source.empty() && !pair.target.empty()) evidence.push_back(std::move(pair));
  }
  const internal::WordModel model =
      internal::fit_word_model(evidence, source.types.size(), target.types.size(), 5, 0.5F);
  std::vector<Lexicon::Entry> entries;
  for (std::size_t t = 0; t < model.of_target.size(); ++t) {
    for (const internal::WordModel::Link& link : model.of_target[t]) {
      const float forward = link.count / (model.source_totals[link.source] + kShrink);
      const float backward = link.count / (model.target_totals[t] + kShrink);
      if (forward < kLeastProbability && backward < kLeastProbability) continue;
      entries.push_back({source.types[link.source], target.types[t], forward, backward});
    }
  }
  return Lexicon(std::move(entries));
}

}  // namespace punte::aligner
