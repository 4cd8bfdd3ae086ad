#include "language/identify.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>

#include "language/identify_model.h"
#include "language/language_tag.h"

namespace punte::language {
namespace {

using internal::IdentifyModel;
using internal::ModelScript;
using internal::Word;

constexpr std::size_t kMaxWhole = std::size_t{64} << 10;
constexpr std::size_t kWindow = std::size_t{4} << 10;
constexpr std::size_t kWindows = 16;

// A text is clear when the best language leads by so much (in logits) on so many letters.
constexpr float kClearMargin = 7.0F;  // docs/identify.md names it
constexpr std::size_t kClearLetters = 20;
constexpr float kNothing = -25.0F;      // logits further behind do not change a probability
constexpr std::size_t kTwoPasses = 40;  // bytes
constexpr std::size_t kFourPasses = 80;

// Spans: what a change of language costs (in logits), how many languages are tried, and how many
// words are decided at once.
constexpr float kChangeCost = 9.0F;
constexpr float kCostAtQuote = 5.0F;  // over a quotation mark or a bracket
constexpr float kCostAtStop = 6.0F;   // over the end of a sentence or of a clause
constexpr float kMostAWordSays = 6.0F;
constexpr std::size_t kMaxStates = 12;
constexpr std::size_t kSpanWords = 4096;

/// The exponential of a number that is not above 0, to six digits; 0 below kNothing. Without a
/// call or a branch, so that a loop over it runs on vectors. 2^x is put together from the exponent
/// for the whole part and a polynomial for the rest of x.
float exp_below(float value) {
  const float scaled = std::max(value, kNothing) * 1.44269504F;  // to powers of 2
  const auto whole = static_cast<std::int32_t>(scaled);
  const float rest = (scaled - static_cast<float>(whole)) * 0.693147181F;
  const float power =
      1 + rest * (1 + rest * (0.5F + rest * (1.0F / 6 +
                                             rest * (1.0F / 24 +
                                                     rest * (1.0F / 120 + rest * (1.0F / 720))))));
  const float result = power * std::bit_cast<float>((whole + 127) << 23);
  return value > kNothing ? result : 0.0F;
}

bool has_combining(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    // U+0300..U+036F is CC 80 .. CD AF.
    if (lead == 0xCC || (lead == 0xCD && static_cast<unsigned char>(text[i + 1]) < 0xB0)) {
      return true;
    }
  }
  return false;
}

/// Decomposed letters composed; others stay as they are.
std::string compose(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return std::string(text);
  const icu::UnicodeString composed =
      nfc->normalize(icu::UnicodeString::fromUTF8(
                         icu::StringPiece(text.data(), static_cast<int32_t>(text.size()))),
                     status);
  if (U_FAILURE(status)) return std::string(text);
  std::string out;
  composed.toUTF8String(out);
  return out;
}

/// Start of the code point at or before `at`.
std::size_t boundary_before(std::string_view text, std::size_t at) {
  for (int i = 0; i < 3 && at > 0 && at < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) break;
    --at;
  }
  return at;
}

/// Texts repeat their words, so each thread remembers the sums of some.
class WordCache {
 public:
  /// The sums of the word's script; valid until the next call.
  const std::int16_t* sums_of(const IdentifyModel& model, const Word& word) {
    const std::size_t count = model.scripts()[word.script - 1U].language_count;
    const std::uint64_t word_key = internal::whole_word_key(word);
    const std::uint64_t key = word_key ^ model.serial();
    if (count > kMostLanguages) {
      std::fill_n(free_.begin(), count, std::int16_t{0});
      model.add_word(word, word_key, free_.data());
      return free_.data();
    }
    if (slots_.empty()) slots_.resize(kSlots);
    Slot& slot = slots_[key % kSlots];
    if (slot.key != key) {
      // What lies beyond the script's languages may be written, but is not read.
      std::fill_n(free_.begin(), count, std::int16_t{0});
      model.add_word(word, word_key, free_.data());
      std::copy_n(free_.begin(), count, slot.sums.begin());
      slot.key = key;
    }
    return slot.sums.data();
  }

 private:
  static constexpr std::size_t kSlots = 2048;
  static constexpr std::size_t kMostLanguages = 124;
  struct Slot {
    std::uint64_t key = 0;
    std::array<std::int16_t, kMostLanguages> sums;
  };
  std::vector<Slot> slots_;
  std::array<std::int16_t, IdentifyModel::kSumRoom> free_{};
};
thread_local WordCache word_cache;

// Numbers of the languages of a script, one a lane: loops over whole groups of lanes run on
// vectors. What lies behind the last language is -infinity.
constexpr std::size_t kLanes = 8;
using Lanes = std::array<float, IdentifyModel::kSumRoom>;
constexpr std::size_t lanes(std::size_t languages) {
  return (languages + kLanes - 1) / kLanes * kLanes;
}
static_assert(IdentifyModel::kSumRoom % kLanes == 0);

/// The greatest and the second greatest number; -infinity where there are none.
std::pair<float, float> best_two(const Lanes& values, std::size_t languages) {
  std::array<float, kLanes> best;
  best.fill(-std::numeric_limits<float>::infinity());
  std::array<float, kLanes> second = best;
  for (std::size_t l = 0; l < lanes(languages); l += kLanes) {
    for (std::size_t k = 0; k < kLanes; ++k) {
      const float value = values[l + k];
      const float less = value < best[k] ? value : best[k];
      second[k] = second[k] < less ? less : second[k];
      best[k] = best[k] < value ? value : best[k];
    }
  }
  for (std::size_t k = 1; k < kLanes; ++k) {
    second[0] = std::max({second[0], second[k], std::min(best[0], best[k])});
    best[0] = std::max(best[0], best[k]);
  }
  return {best[0], second[0]};
}

/// Sums over words, kept apart by script.
class Evidence {
 public:
  explicit Evidence(const IdentifyModel& model)
      : model_(model), sums_(model.languages().size(), 0.0F) {
    std::fill_n(letters_.begin(), model.scripts().size() + 1, 0U);
    std::fill_n(bytes_.begin(), model.scripts().size() + 1, 0U);
  }

  /// Adds every `stride`-th word, from number `first` on.
  void add(std::string_view text, std::size_t first, std::size_t stride) {
    WordCache& cache = word_cache;
    std::size_t number = stride - first;
    internal::for_each_word(model_.code_points(), text, [&](const Word& word) {
      if (number++ % stride != 0) return;
      const ModelScript& script = model_.scripts()[word.script - 1U];
      const std::int16_t* sums = cache.sums_of(model_, word);
      for (std::size_t l = 0; l < script.language_count; ++l) {
        sums_[script.first_language + l] += static_cast<float>(sums[l]);
      }
      letters_[word.script] += static_cast<std::uint32_t>(word.length - 2);
      bytes_[word.script] += static_cast<std::uint32_t>(word.span.limit - word.span.start);
    });
  }

  /// The script of most of the text, 0 where there is no letter of a known one.
  [[nodiscard]] std::size_t script() const {
    const auto most = std::max_element(
        bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(model_.scripts().size() + 1));
    return *most == 0 ? 0 : static_cast<std::size_t>(most - bytes_.begin());
  }
  /// True if no further word is likely to change the answer.
  [[nodiscard]] bool is_clear() const {
    const std::size_t number = script();
    if (number == 0 || letters_[number] < kClearLetters) return false;
    const ModelScript& script = model_.scripts()[number - 1];
    Lanes values{};
    logits(script, model_.scale(letters_[number]), values);
    const auto [best, second] = best_two(values, script.language_count);
    return best - second > kClearMargin;
  }
  [[nodiscard]] std::size_t letters(std::size_t script) const { return letters_[script]; }

  /// The scores of the languages of a script, and -infinity up to whole lanes.
  void logits(const ModelScript& script, float scale, Lanes& values) const {
    for (std::size_t l = 0; l < script.language_count; ++l) {
      values[l] = logit(script.first_language + l, scale);
    }
    for (std::size_t l = script.language_count; l < lanes(script.language_count); ++l) {
      values[l] = -std::numeric_limits<float>::infinity();
    }
  }
  [[nodiscard]] float logit(std::size_t language, float scale) const {
    return scale * (model_.biases()[language] + model_.step() * sums_[language]);
  }

 private:
  const IdentifyModel& model_;
  std::vector<float> sums_;
  std::array<std::uint32_t, 256> letters_;  // [class of the script]
  std::array<std::uint32_t, 256> bytes_;
};

Evidence gather(const IdentifyModel& model, std::string_view text) {
  Evidence evidence(model);
  std::string composed;
  const auto add = [&](std::string_view part) {
    if (has_combining(part)) {
      composed = compose(part);
      part = composed;
    }
    // Long texts are read in several passes over words that lie apart, until all is clear.
    const std::size_t stride = part.size() < kTwoPasses ? 1 : part.size() < kFourPasses ? 2 : 4;
    std::size_t passes = stride;
    for (const std::size_t first : {0U, 2U, 1U, 3U}) {
      if (first >= stride) continue;
      evidence.add(part, first, stride);
      if (--passes == 0 || evidence.is_clear()) break;
    }
  };
  if (text.size() <= kMaxWhole) {
    add(text);
    return evidence;
  }
  const std::size_t stride = (text.size() - kWindow) / (kWindows - 1);
  for (std::size_t i = 0; i < kWindows; ++i) {
    const std::size_t start = boundary_before(text, i * stride);
    add(text.substr(start, kWindow));
  }
  return evidence;
}

constexpr std::size_t kFewLetters = 2;
constexpr double kFewLettersConfidence = 0.6;

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

/// Finds the runs of one language: a Viterbi path over words with a cost for a change of language.
class SpanFinder {
 public:
  SpanFinder(const IdentifyModel& model, const std::vector<float>& log_prior, std::string_view text)
      : model_(model), log_prior_(log_prior), text_(text) {}

  void add(const Word& word) {
    const std::int16_t* sums = word_cache.sums_of(model_, word);
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
  /// [word][state]: the state before it on the best path.
  using Path = std::vector<std::vector<std::uint8_t>>;

  [[nodiscard]] const ModelScript& script_of(std::size_t number) const {
    return model_.scripts()[number - 1U];
  }

  /// Decides the words so far.
  void decide() {
    if (words_.empty()) return;
    const std::vector<std::size_t> states = propose();
    if (states.empty()) return;  // what comes may have a language that may be answered
    follow(states);
    words_.clear();
  }

  /// The languages worth trying: the best of the whole and of windows of a few words.
  [[nodiscard]] std::vector<std::size_t> propose() const {
    std::vector<std::size_t> states;
    propose(0, words_.size(), 3, states);
    for (const std::size_t width : {std::size_t{12}, std::size_t{5}}) {
      for (std::size_t i = 0; i + width <= words_.size(); i += (width + 1) / 2) {
        propose(i, i + width, 1, states);
      }
    }
    return states;
  }

  /// Adds the `count` best languages of some words.
  void propose(std::size_t from, std::size_t limit, std::size_t count,
               std::vector<std::size_t>& states) const {
    std::array<float, 256> letters{};
    for (std::size_t i = from; i < limit; ++i) {
      letters[words_[i].script] += static_cast<float>(words_[i].letters);
    }
    const auto number = static_cast<std::size_t>(std::max_element(letters.begin(), letters.end()) -
                                                 letters.begin());
    const ModelScript& script = script_of(number);
    std::vector<std::pair<float, std::size_t>> ranked;
    for (std::size_t l = 0; l < script.language_count; ++l) {
      const std::size_t language = script.first_language + l;
      if (!std::isfinite(log_prior_[language])) continue;
      float sum = model_.biases()[language] + log_prior_[language];
      for (std::size_t i = from; i < limit; ++i) {
        if (words_[i].script == number) {
          sum += model_.step() * static_cast<float>(words_[i].sums[l]);
        }
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

  /// Finds the best path through the states and appends its runs.
  void follow(const std::vector<std::size_t>& states) {
    const std::size_t count = states.size();
    std::vector<float> best(count, 0.0F);
    Path from(words_.size(), std::vector<std::uint8_t>(count));
    std::vector<float> said(count);
    for (std::size_t i = 0; i < words_.size(); ++i) {
      listen(words_[i], states, said);
      const auto top =
          static_cast<std::size_t>(std::max_element(best.begin(), best.end()) - best.begin());
      const float changed = best[top] - cost_before(i);
      for (std::size_t s = 0; s < count; ++s) {
        const bool stay = i == 0 || best[s] >= changed;
        from[i][s] = static_cast<std::uint8_t>(stay ? s : top);
        if (!stay) said[s] += changed - best[s];
      }
      for (std::size_t s = 0; s < count; ++s) best[s] += said[s];
    }
    std::vector<std::size_t> path(words_.size());
    auto state =
        static_cast<std::size_t>(std::max_element(best.begin(), best.end()) - best.begin());
    for (std::size_t i = words_.size(); i-- > 0;) {
      path[i] = state;
      state = from[i][state];
    }
    for (std::size_t i = 0; i < words_.size(); ++i) {
      append(words_[i].span.start, model_.languages()[states[path[i]]]);
    }
  }

  /// What a word says of each state, at most 0. Bounded, so that a name does not make a run by
  /// itself.
  void listen(const ScoredWord& word, const std::vector<std::size_t>& states,
              std::vector<float>& said) const {
    const ModelScript& script = script_of(word.script);
    float most = -std::numeric_limits<float>::infinity();
    for (std::size_t s = 0; s < states.size(); ++s) {
      const std::size_t l = states[s] - script.first_language;  // wraps for other scripts
      said[s] = l < script.language_count ? model_.step() * static_cast<float>(word.sums[l])
                                          : -std::numeric_limits<float>::infinity();
      most = std::max(most, said[s]);
    }
    for (float& value : said) {
      value = std::isfinite(most) ? std::max(value - most, -kMostAWordSays) : 0.0F;
    }
  }

  /// What it costs that the language changes before a word.
  [[nodiscard]] float cost_before(std::size_t i) const {
    if (i == 0) return kChangeCost;
    const std::size_t start = words_[i - 1].span.limit;
    return cost_of_change(text_.substr(start, words_[i].span.start - start));
  }

  /// Appends a run; the text between two words belongs to the run before it.
  void append(std::size_t start, const std::string& language) {
    if (!out_.empty() && out_.back().language == language) return;
    if (out_.empty()) start = 0;
    if (!out_.empty()) out_.back().span.limit = start;
    out_.push_back({{start, text_.size()}, language});
  }

  const IdentifyModel& model_;
  const std::vector<float>& log_prior_;
  std::string_view text_;
  std::vector<ScoredWord> words_;
  std::vector<LanguageSpan> out_;
};

}  // namespace

Identifier::Identifier(const IdentifyOptions& options)
    : Identifier(IdentifyModel::built_in(), options) {}

Identifier::Identifier(std::shared_ptr<const internal::IdentifyModel> model,
                       const IdentifyOptions& options)
    : model_(std::move(model)),
      log_prior_(model_->priors()),
      min_confidence_(options.min_confidence),
      max_candidates_(options.max_candidates) {
  const auto& tags = model_->languages();
  const auto matches = [&](std::size_t language, const LanguageTag& wanted) {
    const auto tag = LanguageTag::parse(tags[language]);
    return tag && tag->is_variant_of(wanted);
  };
  if (!options.languages.empty()) {
    // Whoever names candidates has said that each may come: how common they are says no more.
    std::fill(log_prior_.begin(), log_prior_.end(), -std::numeric_limits<float>::infinity());
    bool any = false;
    for (const std::string& name : options.languages) {
      const auto wanted = LanguageTag::parse(name);
      if (!wanted) continue;
      for (std::size_t l = 0; l < tags.size(); ++l) {
        if (!matches(l, *wanted)) continue;
        log_prior_[l] = 0;
        any = true;
      }
    }
    if (!any) log_prior_ = model_->priors();
    narrowed_ = any;
  }
  for (const LanguageScore& prior : options.priors) {
    const auto wanted = LanguageTag::parse(prior.language);
    if (!wanted || !(prior.probability > 0)) continue;
    for (std::size_t l = 0; l < tags.size(); ++l) {
      if (matches(l, *wanted)) log_prior_[l] += static_cast<float>(std::log(prior.probability));
    }
  }
}

base::Result<Identifier> Identifier::open(const std::filesystem::path& path,
                                          const IdentifyOptions& options) {
  auto model = IdentifyModel::open(path);
  if (!model) return tl::unexpected(model.error());
  return Identifier(std::move(*model), options);
}

Identification Identifier::identify(std::string_view text) const {
  Identification found;
  const Evidence evidence = gather(*model_, text);
  const std::size_t script_number = evidence.script();
  if (script_number == 0) return found;
  const ModelScript& script = model_->scripts()[script_number - 1];
  const std::size_t letters = evidence.letters(script_number);
  const float scale = model_->scale(letters);
  Lanes logits{};
  evidence.logits(script, scale, logits);
  for (std::size_t l = 0; l < script.language_count; ++l) {
    logits[l] += log_prior_[script.first_language + l];
  }
  const float most = best_two(logits, script.language_count).first;
  if (!std::isfinite(most)) return found;  // no candidate is written in this script
  Lanes odds;
  for (std::size_t l = 0; l < lanes(script.language_count); ++l) {
    odds[l] = exp_below(logits[l] - most);
  }
  std::array<float, kLanes> totals{};
  for (std::size_t l = 0; l < lanes(script.language_count); l += kLanes) {
    for (std::size_t k = 0; k < kLanes; ++k) totals[k] += odds[l + k];
  }
  const auto total = static_cast<double>(std::accumulate(totals.begin(), totals.end(), 0.0F));
  // Those to be shown, best first; of equals the first.
  const std::size_t most_shown = std::max<std::size_t>(max_candidates_, 1);
  std::array<std::uint8_t, IdentifyModel::kSumRoom> order;
  std::size_t shown = 0;
  float least = -std::numeric_limits<float>::infinity();
  for (std::size_t l = 0; l < script.language_count; ++l) {
    if (!(logits[l] > least)) continue;
    std::size_t place = shown < most_shown ? shown++ : shown - 1;
    for (; place > 0 && logits[order[place - 1]] < logits[l]; --place) {
      order[place] = order[place - 1];
    }
    order[place] = static_cast<std::uint8_t>(l);
    if (shown == most_shown) least = logits[order[shown - 1]];
  }
  found.candidates.reserve(shown);
  const auto& tags = model_->languages();
  for (std::size_t i = 0; i < shown; ++i) {
    found.candidates.push_back(
        {tags[script.first_language + order[i]], static_cast<double>(odds[order[i]]) / total});
  }
  found.confidence = found.candidates.front().probability;
  // "OK" and the like: so few letters stand in texts of any language.
  const bool few = !narrowed_ && letters <= kFewLetters && min_confidence_ > 0 &&
                   script.whole_words && script.language_count > 1;
  const double wanted = few ? std::max(min_confidence_, kFewLettersConfidence) : min_confidence_;
  if (found.confidence >= wanted) found.language = found.candidates.front().language;
  if (found.candidates.size() > max_candidates_) found.candidates.resize(max_candidates_);
  return found;
}

void Identifier::score(std::string_view text, std::vector<float>& logits) const {
  const Evidence evidence = gather(*model_, text);
  const std::size_t script_number = evidence.script();
  if (script_number == 0) {
    logits.assign(model_->languages().size(), 0.0F);
    return;
  }
  logits.assign(model_->languages().size(), kOtherScript);
  const ModelScript& script = model_->scripts()[script_number - 1];
  const float scale = model_->scale(evidence.letters(script_number));
  float most = -std::numeric_limits<float>::infinity();
  for (std::size_t l = 0; l < script.language_count; ++l) {
    float& logit = logits[script.first_language + l];
    logit = evidence.logit(script.first_language + l, scale) +
            model_->priors()[script.first_language + l];
    most = std::max(most, logit);
  }
  for (std::size_t l = 0; l < script.language_count; ++l) {
    float& logit = logits[script.first_language + l];
    logit = std::max(logit - most, kOtherScript);
  }
}

const std::vector<std::string>& Identifier::languages() const { return model_->languages(); }

std::vector<LanguageSpan> Identifier::spans(std::string_view text) const {
  if (text.empty()) return {};
  SpanFinder finder(*model_, log_prior_, text);
  internal::for_each_word(model_->code_points(), text, [&](const Word& word) { finder.add(word); });
  return std::move(finder).spans();
}

Identification identify(std::string_view text, const IdentifyOptions& options) {
  return Identifier(options).identify(text);
}

}  // namespace punte::language
