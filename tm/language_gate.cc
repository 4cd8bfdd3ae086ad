#include "tm/language_gate.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "language/language_tag.h"
#include "tm/text/judged_text.h"

namespace punte::tm {
namespace {

// One in 200, and of the languages that it could be only one: there are some 75 common ones.
constexpr double kOddsAgainstOther = 200.0 * 75;
constexpr double kOddsAgainstSibling = 500;
constexpr double kOddsAgainstSwap = 500;

/// True if the text of a variant is that of another one, too.
bool has_copy(const Unit& unit, std::size_t place) {
  for (std::size_t i = 0; i < unit.variants.size(); ++i) {
    if (i != place && unit.variants[i].text.text == unit.variants[place].text.text) return true;
  }
  return false;
}

/// The texts of the other variants, but for copies of this one.
std::vector<std::string_view> other_texts(const Unit& unit, std::size_t place) {
  std::vector<std::string_view> out;
  for (const Variant& variant : unit.variants) {
    if (variant.text.text != unit.variants[place].text.text) out.push_back(variant.text.text);
  }
  return out;
}

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

std::vector<LanguageGate::Evidence> LanguageGate::gather(const Unit& unit, Copies copies) {
  std::vector<Evidence> out(unit.variants.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    const Variant& variant = unit.variants[i];
    // A language that the model does not know cannot be spoken against.
    if (known(variant.language).empty() && variant.language != "und") continue;
    if (copies == Copies::kLeave && has_copy(unit, i)) continue;
    const internal::JudgedText text =
        internal::judged_text(variant.text.text, other_texts(unit, i));
    if (!text.is_enough()) continue;
    const std::string_view all(text.text);
    if (!score(all, out[i].logs)) continue;
    out[i].judged = true;
    out[i].own = text.is_enough_of_its_own();
    for (std::size_t part = 0; part < text.parts.size(); ++part) {
      const std::size_t start = text.parts[part];
      const std::size_t limit = part + 1 < text.parts.size() ? text.parts[part + 1] : all.size();
      std::vector<float> logs;
      if (score(all.substr(start, limit - start), logs)) out[i].parts.push_back(std::move(logs));
    }
  }
  return out;
}

bool LanguageGate::score(std::string_view text, std::vector<float>& logs) {
  identifier_.score(text, logs);
  return normalise(logs);
}

bool LanguageGate::speaks_for(const Evidence& evidence, const std::string& tag,
                              const std::string& claimed) {
  return std::all_of(evidence.parts.begin(), evidence.parts.end(), [&](const auto& logs) {
    return claimed == "und" || log_probability(logs, tag) > log_probability(logs, claimed);
  });
}

void LanguageGate::find_swaps(const Unit& unit, double min_confidence,
                              std::vector<Evidence>& evidence, std::vector<GateVerdict>& out) {
  const std::size_t count = unit.variants.size();
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = i + 1; j < count; ++j) {
      if (!evidence[i].judged || !evidence[j].judged) continue;
      const std::string& one = unit.variants[i].language;
      const std::string& other = unit.variants[j].language;
      if (language::stand_for_each_other(one, other)) continue;
      const auto gain = [&](const Evidence& of, const std::string& tag,
                            const std::string& claimed) {
        return log_probability(of.logs, tag) - log_probability(of.logs, claimed);
      };
      const double first = gain(evidence[i], other, one);
      const double second = gain(evidence[j], one, other);
      const double confidence = probability(first + second - std::log(kOddsAgainstSwap));
      if (first <= 0 || second <= 0 || confidence < min_confidence) continue;
      out.push_back({i, other, confidence, j});
      evidence[i].judged = false;
      evidence[j].judged = false;
    }
  }
}

GateVerdict LanguageGate::verdict_of(const Unit& unit, std::size_t place,
                                     const Evidence& evidence) {
  const std::vector<float>& logs = evidence.logs;
  const std::string& claimed = unit.variants[place].language;
  const double claim = log_probability(logs, claimed);
  GateVerdict verdict;
  verdict.variant = place;
  for (const Variant& sibling : unit.variants) {
    if (language::stand_for_each_other(sibling.language, claimed)) continue;
    const double odds =
        log_probability(logs, sibling.language) - claim - std::log(kOddsAgainstSibling);
    if (probability(odds) > verdict.confidence) {
      verdict.confidence = probability(odds);
      verdict.proposal = sibling.language;
    }
  }
  const auto best = std::max_element(logs.begin(), logs.end());
  const std::string& tag = identifier_.languages()[static_cast<std::size_t>(best - logs.begin())];
  const double odds = static_cast<double>(*best) - claim - std::log(kOddsAgainstOther);
  // The best language explains the text; another label is wrong only as far as that one is sure.
  const double sure = probability(odds) * std::exp(static_cast<double>(*best));
  if (claimed == "und") {
    verdict.confidence = std::exp(static_cast<double>(*best));
    verdict.proposal = tag;
  } else if (evidence.own && sure > verdict.confidence &&
             !language::stand_for_each_other(tag, claimed)) {
    verdict.confidence = sure;
    verdict.proposal = tag;
  }
  return verdict;
}

std::vector<GateVerdict> LanguageGate::judge(const Unit& unit, double min_confidence,
                                             Copies copies) {
  std::vector<Evidence> evidence = gather(unit, copies);
  std::vector<GateVerdict> out;
  find_swaps(unit, min_confidence, evidence, out);
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    if (!evidence[i].judged) continue;
    GateVerdict verdict = verdict_of(unit, i, evidence[i]);
    if (verdict.confidence < min_confidence) continue;
    // A text that is translated in part is in neither language.
    if (!speaks_for(evidence[i], verdict.proposal, unit.variants[i].language)) continue;
    out.push_back(std::move(verdict));
  }
  return out;
}

}  // namespace punte::tm
