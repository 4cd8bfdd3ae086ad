#include "tm/language_gate.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "language/language_tag.h"

namespace punte::tm {
namespace {

constexpr double kOddsAgainstOther = 200;
constexpr double kOddsAgainstSibling = 50;
constexpr double kOddsAgainstSwap = 500;

double probability(double log_odds) { return 1 / (1 + std::exp(-log_odds)); }

/// Scores as logarithms of probabilities; false where the text has no letter to judge by.
bool normalise(std::vector<float>& scores) {
  const auto [low, high] = std::minmax_element(scores.begin(), scores.end());
  if (low == scores.end() || *low == *high) return false;
  const float top = *high;
  double sum = 0;
  for (const float score : scores) sum += std::exp(static_cast<double>(score - top));
  const auto norm = static_cast<float>(std::log(sum)) + top;
  for (float& score : scores) score -= norm;
  return true;
}

}  // namespace

const std::vector<std::size_t>& LanguageGate::known(const std::string& tag) {
  const auto [place, is_new] = known_.try_emplace(tag);
  if (is_new) {
    const std::vector<std::string>& all = identifier_.languages();
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (language::stand_for_each_other(all[i], tag)) place->second.push_back(i);
    }
  }
  return place->second;
}

double LanguageGate::log_probability(const std::vector<float>& logs, const std::string& tag) {
  double best = 2.0 * static_cast<double>(language::Identifier::kOtherScript);
  for (const std::size_t i : known(tag)) best = std::max(best, static_cast<double>(logs[i]));
  return best;
}

std::vector<GateVerdict> LanguageGate::judge(const Unit& unit, double min_confidence) {
  const std::size_t count = unit.variants.size();
  std::vector<std::vector<float>> logs(count);
  std::vector<bool> judged(count, false);
  for (std::size_t i = 0; i < count; ++i) {
    const Variant& variant = unit.variants[i];
    // A language that the model does not know cannot be spoken against.
    if (known(variant.language).empty() && variant.language != "und") continue;
    identifier_.score(variant.text.text, logs[i]);
    judged[i] = normalise(logs[i]);
  }
  std::vector<GateVerdict> out;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = i + 1; j < count; ++j) {
      if (!judged[i] || !judged[j]) continue;
      const std::string& one = unit.variants[i].language;
      const std::string& other = unit.variants[j].language;
      if (language::stand_for_each_other(one, other)) continue;
      const double first = log_probability(logs[i], other) - log_probability(logs[i], one);
      const double second = log_probability(logs[j], one) - log_probability(logs[j], other);
      const double confidence = probability(first + second - std::log(kOddsAgainstSwap));
      if (first <= 0 || second <= 0 || confidence < min_confidence) continue;
      out.push_back({i, other, confidence, j});
      judged[i] = false;
      judged[j] = false;
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (!judged[i]) continue;
    const std::string& claimed = unit.variants[i].language;
    const double claim = log_probability(logs[i], claimed);
    GateVerdict verdict;
    verdict.variant = i;
    for (const Variant& sibling : unit.variants) {
      if (language::stand_for_each_other(sibling.language, claimed)) continue;
      const double odds =
          log_probability(logs[i], sibling.language) - claim - std::log(kOddsAgainstSibling);
      if (probability(odds) > verdict.confidence) {
        verdict.confidence = probability(odds);
        verdict.proposal = sibling.language;
      }
    }
    const auto best = std::max_element(logs[i].begin(), logs[i].end());
    const std::string& tag =
        identifier_.languages()[static_cast<std::size_t>(best - logs[i].begin())];
    const double odds = static_cast<double>(*best) - claim - std::log(kOddsAgainstOther);
    // The best language explains the text; another label is wrong only as far as that one is sure.
    const double sure = probability(odds) * std::exp(static_cast<double>(*best));
    if (claimed == "und") {
      verdict.confidence = std::exp(static_cast<double>(*best));
      verdict.proposal = tag;
    } else if (sure > verdict.confidence && !language::stand_for_each_other(tag, claimed)) {
      verdict.confidence = sure;
      verdict.proposal = tag;
    }
    if (verdict.confidence >= min_confidence) out.push_back(std::move(verdict));
  }
  return out;
}

}  // namespace punte::tm
