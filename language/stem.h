#ifndef PUNTE_LANGUAGE_STEM_H_
#define PUNTE_LANGUAGE_STEM_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "language/text.h"

namespace punte::language {

struct StemmedWord {
  Span span;         ///< in the text
  std::string stem;  ///< what the forms of the word share, folded; for comparing, not for showing
};

/// Finds the words of a text (UAX #29) and their stems by Snowball's rules for the language; where
/// it has none, a word is its own stem. Case, accents' composition, cedilla and comma do not
/// matter. Any bytes are fine. Costly to set up; one thread at a time. Cost: linear.
class Stemmer {
 public:
  /// Any BCP 47 tag.
  explicit Stemmer(const std::string& language);
  Stemmer(Stemmer&&) noexcept;
  Stemmer& operator=(Stemmer&&) noexcept;
  ~Stemmer();

  /// True if the language has rules.
  [[nodiscard]] bool has_rules() const;
  [[nodiscard]] std::vector<StemmedWord> words(std::string_view text);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_STEM_H_
