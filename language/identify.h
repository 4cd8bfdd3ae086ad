#ifndef PUNTE_LANGUAGE_IDENTIFY_H_
#define PUNTE_LANGUAGE_IDENTIFY_H_

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "language/text.h"

namespace punte::language {

namespace internal {
class IdentifyModel;
struct Priors;
}  // namespace internal

/// A language and how probable it is, 0..1. As a prior: a factor, see IdentifyOptions::priors.
struct LanguageScore {
  std::string language;  ///< canonical BCP 47: "ro", "nb", "sr" (Cyrillic), "sr-Latn", "ckb"
  double probability = 0;
  friend bool operator==(const LanguageScore&, const LanguageScore&) = default;
};

/// What identify() found.
struct Identification {
  /// The most probable language, or "und" where the text gives too little evidence.
  std::string language = "und";
  /// Probability that the best candidate is right, 0..1; calibrated on unseen short texts. Low,
  /// too, for texts of four words and more that look like no language of the model, unless
  /// candidates were named.
  double confidence = 0;
  /// The most probable languages, best first. Empty where the text has no usable letter.
  std::vector<LanguageScore> candidates;
};

/// A run of one language.
struct LanguageSpan {
  Span span;
  std::string language;  ///< "und" for a text without usable letters
  friend bool operator==(const LanguageSpan&, const LanguageSpan&) = default;
};

struct IdentifyOptions {
  /// The only languages that may be answered; empty: all. Unknown tags are ignored, see
  /// check_known(). A tag admits what it means: "pt-BR" the model's "pt", "zh-TW" its "zh", "sr"
  /// Serbian in both scripts, "sr-Latn" that in Latin letters alone.
  std::vector<std::string> languages;
  /// Factors on the odds of languages: {"ro", 20} makes Romanian twenty times as likely as before.
  /// Languages that are not listed have the factor 1. Factors <= 0 are ignored.
  std::vector<LanguageScore> priors;
  /// Without candidates, languages are taken to be as common as they are on the web, to a degree
  /// that only short texts show. True: as those that nobody has told apart.
  bool flat_prior = false;
  /// Below this confidence the answer is "und"; of one or two letters of a script that many
  /// languages share, where no candidates are named, below 0.6. 0 answers whenever there is a
  /// letter to judge by.
  double min_confidence = 0.2;
  /// How many candidates are returned at most.
  std::size_t max_candidates = 3;
};

/// Identifies the language of texts, from one word upwards.
///
/// A linear model over the letter sequences of words (up to six letters in the built-in model, word
/// boundaries included) that starts from interpolated language models of letters and is then
/// trained to tell the languages apart; docs/identify.md describes model, training and what was
/// tried. Texts beyond 64 KiB are judged by sixteen windows of 4 KiB, so cost and memory are
/// bounded. Any bytes are fine; ill-formed UTF-8 separates words. Web addresses, e-mail addresses,
/// numbers, signs and emoji are no evidence. Decomposed (NFD) text is composed first.
///
/// Set-up resolves the tags, a few microseconds. Const members may be called by any number of
/// threads at once; each thread keeps the sums of 2,048 words that it saw lately, half a megabyte
/// for all Identifiers together, until it ends. Sources: Chen and Goodman 1996,
/// doi:10.3115/981863.981904 (interpolation); Duchi et al. 2011 (AdaGrad),
/// https://jmlr.org/papers/v12/duchi11a.html.
class Identifier {
 public:
  explicit Identifier(const IdentifyOptions& options = {});

  /// Uses the model in a file, which is checked whole. Errors: kNotFound, kIo; kSyntax (no model),
  /// kTooNew, kCorrupt, kLimit (over 64 MiB).
  [[nodiscard]] static base::Result<Identifier> open(const std::filesystem::path& path,
                                                     const IdentifyOptions& options = {});

  /// The language of the whole text. Cost: about 0.1 us a letter, at most 64 KiB are read.
  [[nodiscard]] Identification identify(std::string_view text) const;

  /// Cuts the text into runs of one language. The spans tile the text: the first starts at 0, each
  /// starts where the one before ends, the last ends at text.size(); neighbours differ in language.
  /// An empty text has no span. Cost: linear in the text; memory: 64 bytes a letter at most of a
  /// bounded window, plus the spans.
  [[nodiscard]] std::vector<LanguageSpan> spans(std::string_view text) const;

  /// The raw scores of languages(): softmax over them gives the calibrated probabilities without
  /// options. Languages in another script than the text get kOtherScript; all are 0 where the text
  /// has no usable letter. `logits` is resized; priors, narrowing and thresholds are not applied.
  void score(std::string_view text, std::vector<float>& logits) const;

  /// Nothing if the model knows a language for each tag, as IdentifyOptions::languages takes them.
  /// Errors: kInvalidArgument, for the first that it does not; names the nearest ones.
  [[nodiscard]] base::Result<void> check_known(const std::vector<std::string>& tags) const;

  /// Tags of the languages that the model knows, in the order of score().
  [[nodiscard]] const std::vector<std::string>& languages() const;

  /// Score of a language that is not written in the script of the text.
  static constexpr float kOtherScript = -30.0F;

 private:
  Identifier(std::shared_ptr<const internal::IdentifyModel> model, const IdentifyOptions& options);

  std::shared_ptr<const internal::IdentifyModel> model_;
  std::shared_ptr<const internal::Priors> priors_;
  double min_confidence_ = 0;
  bool narrowed_ = false;  // candidates were named
  std::size_t max_candidates_ = 0;
};

/// One text with the built-in model. Keep an Identifier to ask more than once.
[[nodiscard]] Identification identify(std::string_view text, const IdentifyOptions& options = {});

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_IDENTIFY_H_
