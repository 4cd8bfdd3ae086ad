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

#include "language/candidates.h"
#include "language/identify_model.h"
#include "language/span_finder.h"
#include "language/word_cache.h"

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
    std::fill_n(words_.begin(), model.scripts().size() + 1, 0U);
    std::fill_n(bytes_.begin(), model.scripts().size() + 1, 0U);
  }

  /// Adds every `stride`-th word, from number `first` on.
  void add(std::string_view text, std::size_t first, std::size_t stride) {
    internal::WordCache& cache = internal::word_cache_of_thread();
    std::size_t number = stride - first;
    internal::for_each_word(model_.code_points(), text, [&](const Word& word) {
      if (number++ % stride != 0) return;
      const ModelScript& script = model_.scripts()[word.script - 1U];
      const std::int16_t* sums = cache.sums_of(model_, word);
      for (std::size_t l = 0; l < script.language_count; ++l) {
        sums_[script.first_language + l] += static_cast<float>(sums[l]);
      }
      ++words_[word.script];
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
  [[nodiscard]] std::size_t words(std::size_t script) const { return words_[script]; }
  /// What the words say, before bias and calibration.
  [[nodiscard]] float score(std::size_t language) const { return model_.step() * sums_[language]; }

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
  std::array<std::uint32_t, 256> words_;
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

}  // namespace

Identifier::Identifier(const IdentifyOptions& options)
    : Identifier(IdentifyModel::built_in(), options) {}

Identifier::Identifier(std::shared_ptr<const internal::IdentifyModel> model,
                       const IdentifyOptions& options)
    : model_(std::move(model)),
      min_confidence_(options.min_confidence),
      max_candidates_(options.max_candidates) {
  const std::vector<std::string>& languages = model_->languages();
  internal::Priors priors;
  priors.fixed = model_->priors();
  if (!options.languages.empty()) {
    // Whoever names candidates has said that each may come: how common they are says no more.
    std::vector<float> named(languages.size(), -std::numeric_limits<float>::infinity());
    for (const std::string& name : options.languages) {
      for (const internal::Admitted& one : internal::admitted(languages, name)) {
        named[one.place] = std::max(named[one.place], one.log_factor);
        narrowed_ = true;
      }
    }
    if (narrowed_) priors.fixed = std::move(named);
  }
  if (!narrowed_ && options.flat_prior) {
    std::fill(priors.fixed.begin(), priors.fixed.end(), 0.0F);
  } else if (!narrowed_) {
    priors.web = internal::log_priors_of_web(languages);
  }
  // Who names candidates has said that the text is in one of them.
  if (!narrowed_ && model_ == IdentifyModel::built_in()) {
    priors.fits = internal::built_in_fits(languages);
  }
  for (const LanguageScore& prior : options.priors) {
    if (!(prior.probability > 0)) continue;
    for (const internal::Admitted& one : internal::admitted(languages, prior.language)) {
      priors.fixed[one.place] += static_cast<float>(std::log(prior.probability));
    }
  }
  priors_ = std::make_shared<const internal::Priors>(std::move(priors));
}

base::Result<void> Identifier::check_known(const std::vector<std::string>& tags) const {
  for (const std::string& tag : tags) {
    if (!internal::admitted(model_->languages(), tag).empty()) continue;
    std::string near;
    for (const std::string& one : internal::nearest(model_->languages(), tag)) {
      near += (near.empty() ? "" : ", ") + one;
    }
    return base::fail(
        base::ErrorCode::kInvalidArgument,
        PUNTE_MSG("“{1}” is a language that cannot be identified; tags like it are {2}"),
        {tag, near});
  }
  return {};
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
  priors_->add(script.first_language, script.language_count, letters, logits.data());
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
  double known = 1;  // that it is a language of the model
  if (!priors_->fits.empty()) {
    const std::size_t best = script.first_language + order[0];
    known = internal::probability_of_fit(priors_->fits[best], evidence.score(best), letters,
                                         evidence.words(script_number));
  }
  found.candidates.reserve(shown);
  const auto& tags = model_->languages();
  for (std::size_t i = 0; i < shown; ++i) {
    found.candidates.push_back({tags[script.first_language + order[i]],
                                known * static_cast<double>(odds[order[i]]) / total});
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
  return internal::find_spans(*model_, *priors_, text);
}

Identification identify(std::string_view text, const IdentifyOptions& options) {
  return Identifier(options).identify(text);
}

}  // namespace punte::language
