#ifndef PUNTE_LANGUAGE_CANDIDATES_H_
#define PUNTE_LANGUAGE_CANDIDATES_H_

#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "language/language_fit.h"

// Which languages of the identifier's model a user's tag means, and how common they are.

namespace punte::language::internal {

/// A language that a tag admits.
struct Admitted {
  std::size_t place = 0;    ///< in the list
  float log_factor = 0.0F;  ///< below 0: not what the tag means first, as Latin letters for "sr"
};

/// What the tag means of `languages`: "pt" for "pt-BR", "zh" for "zh-Hant", "sr" and "sr-Latn" for
/// "sr". Empty for what is no tag or is not there.
[[nodiscard]] std::vector<Admitted> admitted(const std::vector<std::string>& languages,
                                             std::string_view tag);

/// Some of `languages` whose tags look most like this one, which is not empty.
[[nodiscard]] std::vector<std::string> nearest(const std::vector<std::string>& languages,
                                               std::string_view tag);

/// Which languages may come, and how likely each is before the text is read.
struct Priors {
  std::vector<float> fixed;  ///< logarithms, one a language; -infinity: not a candidate
  std::vector<LanguageFit>
      fits;                ///< of texts; empty: all are taken to be in a language of the model
  std::vector<float> web;  ///< more of them, of how common languages are on the web; may be empty

  [[nodiscard]] bool admits(std::size_t language) const { return std::isfinite(fixed[language]); }
  /// What counts for a text of so many letters: the web says most where the text says little.
  [[nodiscard]] float of(std::size_t language, std::size_t letters) const {
    return web.empty() ? fixed[language] : fixed[language] + web_part(letters) * web[language];
  }
  /// The same, added to the scores of `count` languages from `first` on.
  void add(std::size_t first, std::size_t count, std::size_t letters, float* scores) const {
    for (std::size_t l = 0; l < count; ++l) scores[l] += fixed[first + l];
    if (web.empty()) return;
    const float part = web_part(letters);
    for (std::size_t l = 0; l < count; ++l) scores[l] += part * web[first + l];
  }
  [[nodiscard]] static float web_part(std::size_t letters);
};

/// Logarithms of factors for how common languages are on the web, 0 for rare ones.
[[nodiscard]] std::vector<float> log_priors_of_web(const std::vector<std::string>& languages);

}  // namespace punte::language::internal

#endif  // PUNTE_LANGUAGE_CANDIDATES_H_
