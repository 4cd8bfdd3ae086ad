#include "language/span_finder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "language/text.h"
#include "language/word_cache.h"

namespace punte::language::internal {
namespace {

// What a change of language costs (in logits) between words of one script, how many languages of a
// script are tried, and how many words are decided at once.
constexpr float kChangeCost = 9.0F;
constexpr float kCostAtQuote = 5.0F;  // over a quotation mark or a bracket
constexpr float kCostAtStop = 6.0F;  // over the end of a sentence or of a clause, or another script
constexpr float kMostAWordSays = 6.0F;
constexpr std::size_t kMaxStates = 12;
constexpr std::size_t kSpanWords = 4096;

/// What it costs that the language changes over what stands between two words.
float cost_of_change(std::string_view between) {
  float cost = kChangeCost;
  for (std::size_t i = 0; i < between.size();) {
    const char32_t c = next_code_point(between, i);
    if (std::u32string_view(U"\"«»“”„‟‹›()[]「」『』（）").find(c) != std::u32string_view::npos) {
      cost = std::min(cost, kCostAtQuote);
    } else if (std::u32string_view(U".!?:;…|\u2013\u2014。！？：；").find(c) !=
               std::u32string_view::npos) {
      cost = std::min(cost, kCostAtStop);
    }
  }
  return cost;
}

/// Finds the runs of one language: where the script changes the language does; within the words of
/// a script, a Viterbi path with a cost for a change of language.
class SpanFinder {
 public:
  SpanFinder(const IdentifyModel& model, const Priors& priors, std::string_view text)
      : model_(model), priors_(priors), text_(text) {}

  void add(const Word& word) {
    const std::int16_t* sums = word_cache_of_thread().sums_of(model_, word);
    words_.push_back({word.span,
                      word.script,
                      word.length - 2,
                      {sums, sums + script_of(word.script).language_count}});
    if (words_.size() == kSpanWords) decide();
  }

  std::vector<LanguageSpan> spans() && {
    decide();
    if (out_.empty()) out_.push_back({{0, text_.size()}, "und"});
    return std::move(out_);
  }

 private:
  struct ScoredWord {
    Span span;
    std::uint8_t script = 0;
    std::size_t letters = 0;
    std::vector<std::int16_t> sums;
  };
  static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  using Numbers = std::vector<std::size_t>;  // of words, or of languages
  /// [word][state]: the state before it on the best path.
  using Path = std::vector<std::vector<std::uint8_t>>;

  [[nodiscard]] const ModelScript& script_of(std::size_t number) const {
    return model_.scripts()[number - 1U];
  }

  [[nodiscard]] std::size_t letters_of(const Numbers& words, std::size_t from,
                                       std::size_t limit) const {
    std::size_t letters = 0;
    for (std::size_t i = from; i < limit; ++i) letters += words_[words[i]].letters;
    return letters;
  }
  void decide();
  void drop_lone_letters(Numbers& chosen) const;
  [[nodiscard]] Numbers propose(const Numbers& words) const;
  void propose(const Numbers& words, std::size_t from, std::size_t limit, std::size_t count,
               Numbers& states) const;
  void follow(const Numbers& words, const Numbers& states, Numbers& chosen) const;
  void listen(const ScoredWord& word, const Numbers& states, std::vector<float>& said) const;
  [[nodiscard]] float cost_before(const Numbers& words, std::size_t i) const;
  void append(std::size_t start, const std::string& language);

  const IdentifyModel& model_;
  const Priors& priors_;
  std::string_view text_;
  std::vector<ScoredWord> words_;
  std::vector<LanguageSpan> out_;
};

/// Decides the words so far.
void SpanFinder::decide() {
  if (words_.empty()) return;
  std::vector<Numbers> by_script(model_.scripts().size() + 1);
  for (std::size_t i = 0; i < words_.size(); ++i) by_script[words_[i].script].push_back(i);
  Numbers chosen(words_.size(), kNone);
  for (const Numbers& words : by_script) {
    if (words.empty()) continue;
    const Numbers states = propose(words);
    if (!states.empty()) follow(words, states, chosen);
  }
  drop_lone_letters(chosen);
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (chosen[i] != kNone) append(words_[i].span.start, model_.languages()[chosen[i]]);
  }
  // Without any, what comes may have a language that may be answered.
  if (std::any_of(chosen.begin(), chosen.end(), [](std::size_t l) { return l != kNone; })) {
    words_.clear();
  }
}

/// The A of "А-группа A" makes no run of its own: letters alone among words of other scripts go
/// with these.
void SpanFinder::drop_lone_letters(Numbers& chosen) const {
  for (std::size_t from = 0; from < words_.size();) {
    std::size_t limit = from;
    bool letters = script_of(words_[from].script).whole_words;
    for (; limit < words_.size() && words_[limit].script == words_[from].script; ++limit) {
      letters = letters && words_[limit].letters == 1;
    }
    const bool all = from == 0 && limit == words_.size();
    if (letters && !all) {
      std::fill(chosen.begin() + static_cast<std::ptrdiff_t>(from),
                chosen.begin() + static_cast<std::ptrdiff_t>(limit), kNone);
    }
    from = limit;
  }
}

/// The languages worth trying for the words of a script: the best of the whole and of windows of a
/// few words.
SpanFinder::Numbers SpanFinder::propose(const Numbers& words) const {
  Numbers states;
  propose(words, 0, words.size(), 3, states);
  for (const std::size_t width : {std::size_t{12}, std::size_t{5}}) {
    for (std::size_t i = 0; i + width <= words.size(); i += (width + 1) / 2) {
      propose(words, i, i + width, 1, states);
    }
  }
  return states;
}

/// Adds the `count` best languages of some words.
void SpanFinder::propose(const Numbers& words, std::size_t from, std::size_t limit,
                         std::size_t count, Numbers& states) const {
  const ModelScript& script = script_of(words_[words.front()].script);
  const std::size_t letters = letters_of(words, from, limit);
  const float scale = model_.scale(letters);
  std::vector<std::pair<float, std::size_t>> ranked;
  for (std::size_t l = 0; l < script.language_count; ++l) {
    const std::size_t language = script.first_language + l;
    if (!priors_.admits(language)) continue;
    float sum = model_.biases()[language] + priors_.of(language, letters) / scale;
    for (std::size_t i = from; i < limit; ++i) {
      sum += model_.step() * static_cast<float>(words_[words[i]].sums[l]);
    }
    ranked.emplace_back(-sum, language);
  }
  const std::size_t kept = std::min(count, ranked.size());
  std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(kept),
                    ranked.end());
  for (std::size_t i = 0; i < kept && states.size() < kMaxStates; ++i) {
    if (std::find(states.begin(), states.end(), ranked[i].second) == states.end()) {
      states.push_back(ranked[i].second);
    }
  }
}

/// Finds the best path of the words through the states.
void SpanFinder::follow(const Numbers& words, const Numbers& states, Numbers& chosen) const {
  const std::size_t count = states.size();
  const std::size_t letters = letters_of(words, 0, words.size());
  // Few words are judged as a text of their own would be.
  std::vector<float> best(count);
  for (std::size_t s = 0; s < count; ++s) {
    best[s] = model_.biases()[states[s]] + priors_.of(states[s], letters) / model_.scale(letters);
  }
  Path from(words.size(), std::vector<std::uint8_t>(count));
  std::vector<float> said(count);
  for (std::size_t i = 0; i < words.size(); ++i) {
    listen(words_[words[i]], states, said);
    const auto top =
        static_cast<std::size_t>(std::max_element(best.begin(), best.end()) - best.begin());
    const float changed = best[top] - cost_before(words, i);
    for (std::size_t s = 0; s < count; ++s) {
      const bool stay = i == 0 || best[s] >= changed;
      from[i][s] = static_cast<std::uint8_t>(stay ? s : top);
      if (!stay) said[s] += changed - best[s];
    }
    for (std::size_t s = 0; s < count; ++s) best[s] += said[s];
  }
  auto state = static_cast<std::size_t>(std::max_element(best.begin(), best.end()) - best.begin());
  for (std::size_t i = words.size(); i-- > 0;) {
    chosen[words[i]] = states[state];
    state = from[i][state];
  }
}

/// What a word says of each state, at most 0. Bounded, so that a name does not make a run by
/// itself.
void SpanFinder::listen(const ScoredWord& word, const Numbers& states,
                        std::vector<float>& said) const {
  const std::size_t first = script_of(word.script).first_language;
  float most = -std::numeric_limits<float>::infinity();
  for (std::size_t s = 0; s < states.size(); ++s) {
    said[s] = model_.step() * static_cast<float>(word.sums[states[s] - first]);
    most = std::max(most, said[s]);
  }
  for (float& value : said) value = std::max(value - most, -kMostAWordSays);
}

/// What it costs that the language changes before a word.
float SpanFinder::cost_before(const Numbers& words, std::size_t i) const {
  if (i == 0) return kChangeCost;
  const std::size_t start = words_[words[i - 1]].span.limit;
  const float cost = cost_of_change(text_.substr(start, words_[words[i]].span.start - start));
  return words[i] == words[i - 1] + 1 ? cost : std::min(cost, kCostAtStop);
}

/// Appends a run; the text between two words belongs to the run before it.
void SpanFinder::append(std::size_t start, const std::string& language) {
  if (!out_.empty() && out_.back().language == language) return;
  if (out_.empty()) start = 0;
  if (!out_.empty()) out_.back().span.limit = start;
  out_.push_back({{start, text_.size()}, language});
}

}  // namespace

std::vector<LanguageSpan> find_spans(const IdentifyModel& model, const Priors& priors,
                                     std::string_view text) {
  SpanFinder finder(model, priors, text);
  for_each_word(model.code_points(), text, [&](const Word& word) { finder.add(word); });
  return std::move(finder).spans();
}

}  // namespace punte::language::internal
