#include "tm/search/ranking.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "language/match_key.h"

namespace punte::tm::internal {
namespace {

// In points of the score for the whole range of a feature (0..1, or a factor of e in length).
// Learned on one half of the queries of each language pair, rounded; docs/decisions/350.
constexpr double kAgreement = 50;
constexpr double kWords = 30;
constexpr double kShortTarget = -20;
constexpr double kLongerSource = 20;
constexpr double kLastWords = 10;

/// So many points below the best, a match has 1/e of its say.
constexpr double kSayFalls = 16;

/// The weight of a mark between words, in letters.
constexpr double kMarkWeight = 0.5;

/// Below it a match is fuzzy, or penalized so far that it is no better than one.
constexpr int kSureScore = 99;

/// From it on the text is that of the query, before penalties.
constexpr int kSameText = 100;

using Words = std::vector<std::u32string_view>;

Words words_of(std::u32string_view key) {
  Words words;
  for (std::size_t i = 0; i < key.size();) {
    const std::size_t start = i;
    while (i < key.size() && u_isalnum(static_cast<UChar32>(key[i]))) ++i;
    if (i > start) {
      words.push_back(key.substr(start, i - start));
    } else {
      if (key[i] != U' ') words.push_back(key.substr(i, 1));
      ++i;
    }
  }
  return words;
}

double weight_of(std::u32string_view word) {
  return u_isalnum(static_cast<UChar32>(word.front())) ? static_cast<double>(word.size())
                                                       : kMarkWeight;
}

/// The Dice coefficient of words weighted by their length, in any order.
double common_words(Words a, Words b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  double all = 0;
  for (const auto& word : a) all += weight_of(word);
  for (const auto& word : b) all += weight_of(word);
  double shared = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) {
      shared += weight_of(a[i]);
      ++i;
      ++j;
    } else if (a[i] < b[j]) {
      ++i;
    } else {
      ++j;
    }
  }
  return all > 0 ? 2 * shared / all : 1;
}

/// The share of words at the end that are the same.
double common_end(const Words& a, const Words& b) {
  if (a.empty() && b.empty()) return 1;
  std::size_t same = 0;
  while (same < std::min(a.size(), b.size()) && a[a.size() - 1 - same] == b[b.size() - 1 - same]) {
    ++same;
  }
  return static_cast<double>(same) / static_cast<double>(std::max(a.size(), b.size()));
}

/// The logarithm of a length; the summand keeps ratios of a few letters in bounds.
double log_length(std::size_t length) { return std::log(static_cast<double>(length) + 3); }

/// What is needed of a match more than once.
struct Facts {
  std::u32string source;
  std::vector<std::uint64_t> target_trigrams;
  double target_length = 0;
  double say = 0;  ///< in what is expected of the translation
};

}  // namespace

void rank(const Scorer& scorer, std::vector<Match>& matches) {
  if (matches.size() < 2) return;
  // Sums of the same numbers in another order differ in their last bit.
  std::stable_sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
    return a.score != b.score ? a.score > b.score : a.unit_id < b.unit_id;
  });
  const int top = matches.front().score;
  std::vector<Facts> facts;
  facts.reserve(matches.size());
  double ratio = 0;  // of lengths, target to source, as a logarithm
  double says = 0;
  for (const Match& match : matches) {
    Facts fact;
    fact.source = language::lookup_key(match.source.text);
    const std::u32string target = language::match_key(match.target.text);
    fact.target_trigrams = trigrams_of(target);
    fact.target_length = log_length(target.size());
    fact.say = std::exp((match.score - top) / kSayFalls);
    ratio += fact.say * (fact.target_length - log_length(fact.source.size()));
    says += fact.say;
    facts.push_back(std::move(fact));
  }
  ratio /= says;

  std::vector<double> agreement(matches.size(), 0);
  for (std::size_t i = 0; i < matches.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const double alike = dice_of(facts[i].target_trigrams, facts[j].target_trigrams);
      agreement[i] += facts[j].say * alike;
      agreement[j] += facts[i].say * alike;
    }
  }

  const std::u32string& key = scorer.query();
  const Words query_words = words_of(key);
  const double wanted_length = log_length(key.size()) + ratio;
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    const Facts& fact = facts[i];
    const Words words = words_of(fact.source);
    double points = matches[i].score;
    points += kAgreement * agreement[i] / (says - fact.say);
    points += kWords * common_words(query_words, words);
    points += kShortTarget * std::max(0.0, wanted_length - fact.target_length);
    points +=
        kLongerSource * std::max(0.0, log_length(fact.source.size()) - log_length(key.size()));
    points += kLastWords * common_end(query_words, words);
    order.emplace_back(points, i);
  }
  // What decides before the points do. Dates as TMX writes them compare as text.
  const auto first_key_of = [&](const Match& match) {
    const bool sure = match.score >= kSureScore;
    const bool same_text = sure && match.text_score >= kSameText;
    return std::pair(sure ? match.score : 0, same_text ? std::string_view(match.date) : "");
  };
  const auto key_of = [&](const std::pair<double, std::size_t>& entry) {
    const Match& match = matches[entry.second];
    return std::tuple(-entry.first, -match.score, match.unit_id);
  };
  std::stable_sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
    const auto first = first_key_of(matches[a.second]);
    const auto second = first_key_of(matches[b.second]);
    return first != second ? first > second : key_of(a) < key_of(b);
  });
  std::vector<Match> ranked;
  ranked.reserve(matches.size());
  for (const auto& [points, i] : order) ranked.push_back(std::move(matches[i]));
  matches = std::move(ranked);
}

}  // namespace punte::tm::internal
