#ifndef PUNTE_TM_SEARCH_WORDS_FINDER_H_
#define PUNTE_TM_SEARCH_WORDS_FINDER_H_

#include <string>
#include <string_view>
#include <vector>

#include "language/text.h"

namespace punte::tm::internal {

/// Finds texts that have all of some words, in any order, as language::match_key() folds them.
class WordsFinder {
 public:
  /// Words are parted by blanks. "*" in one stands for any letters: "trans*", "*tion", "c*r".
  WordsFinder(std::string_view words, bool ignore_accents);

  /// Where the words stand, from left to right, without overlap; empty where one of them is
  /// missing. In scripts without blanks between words a word may stand anywhere. Cost: linear in
  /// the text for each word, as a rule.
  [[nodiscard]] std::vector<language::Span> find(std::string_view text) const;

  /// The longest piece of a word without "*"; empty if there are no words.
  [[nodiscard]] std::u32string_view longest_piece() const;

 private:
  /// The pieces of a word between its stars.
  struct Word {
    std::vector<std::u32string> pieces;
  };
  bool ignore_accents_;
  std::vector<Word> words_;
};

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_SEARCH_WORDS_FINDER_H_
