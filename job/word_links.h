#ifndef PUNTE_JOB_WORD_LINKS_H_
#define PUNTE_JOB_WORD_LINKS_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aligner/lexicon.h"
#include "language/text.h"

namespace punte::job {

/// What is known of translations beyond the sentence at hand. Both may be null.
struct WordKnowledge {
  const aligner::Lexicon* lexicon = nullptr;
  /// Translations of a few words that a memory or a glossary has.
  std::function<std::vector<std::string>(std::string_view)> phrases;
};

/// Which words of a text are translated by which of another: only what is beyond doubt. A word is
/// linked by being the same or a number of the same value, by spelling, or by the lexicon, if there
/// is one such word in the other text for it and it for that alone.
/// Cost: the product of the numbers of words.
class WordLinks {
 public:
  WordLinks(std::string_view source, std::string_view target, const WordKnowledge& knowledge);

  /// The words of the target that the source's bytes [span.start, span.limit) are translated by:
  /// from the first to the last. nullopt where that is in doubt: a word of more than three letters
  /// that is not linked, or words between that belong elsewhere.
  [[nodiscard]] std::optional<language::Span> of(language::Span span) const;

  /// Where in the target something stands that is right before or right behind a word of the
  /// source, at `offset`, and at no other word; nullopt where that is in doubt.
  [[nodiscard]] std::optional<std::size_t> at(std::size_t offset) const;

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  void link();
  [[nodiscard]] std::optional<language::Span> phrase(language::Span span) const;

  std::string_view source_;
  std::string_view target_;
  const WordKnowledge& knowledge_;
  std::vector<language::Span> source_words_;
  std::vector<language::Span> target_words_;
  std::vector<std::size_t> to_;    // [word of the source]: of the target
  std::vector<std::size_t> from_;  // [word of the target]: of the source
};

}  // namespace punte::job

#endif  // PUNTE_JOB_WORD_LINKS_H_
