#ifndef PUNTE_LANGUAGE_LANGUAGE_FIT_H_
#define PUNTE_LANGUAGE_LANGUAGE_FIT_H_

#include <cstddef>
#include <string>
#include <vector>

// Whether a text is in a language of the model at all. The model only tells its languages apart: of
// Faroese it is sure that it is Icelandic. But its scores begin as what letter models say, so texts
// in a language score higher, letter by letter, than texts in one that looks like it.

namespace punte::language::internal {

/// The score a letter of texts in a language.
struct LanguageFit {
  float mean = 0;
  float spread = 0;  ///< standard deviation of a text of one word; 0: not measured
};

/// Those of the built-in model, one a language.
[[nodiscard]] std::vector<LanguageFit> built_in_fits(const std::vector<std::string>& languages);

/// Probability, 0..1, that a text is in the language whose score is the best, and not in one that
/// the model does not know. 1 for texts of few words, which say nothing about it.
[[nodiscard]] double probability_of_fit(const LanguageFit& fit, float score, std::size_t letters,
                                        std::size_t words);

}  // namespace punte::language::internal

#endif  // PUNTE_LANGUAGE_LANGUAGE_FIT_H_
