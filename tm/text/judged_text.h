#ifndef PUNTE_TM_TEXT_JUDGED_TEXT_H_
#define PUNTE_TM_TEXT_JUDGED_TEXT_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace punte::tm::internal {

/// What of a text tells in which language it is.
struct JudgedText {
  std::string text;                ///< its words, with a blank between them
  std::vector<std::size_t> parts;  ///< where parts of equal numbers of them begin, in bytes
  std::size_t words = 0;           ///< of scripts with upper and lower case
  std::size_t letters = 0;         ///< of scripts without: Chinese, Arabic, Thai
  std::size_t left_out = 0;        ///< words that are names or the like
  std::size_t own = 0;             ///< words, or such letters, that no text of the others has

  /// True if there is enough of it to contradict what its label says, and more than of what was
  /// left out.
  [[nodiscard]] bool is_enough() const;
  /// True if there is also enough that is in no other text: terms of science are alike in many
  /// languages.
  [[nodiscard]] bool is_enough_of_its_own() const;
};

/// The words of a text without what is the same in every language: markup, placeholders, addresses,
/// names of files and programs, and names of people, places and products, which are words with a
/// capital letter inside a sentence, with capitals inside the word, or that a text of `others`, the
/// same in other languages, has too. What is left out by mistake, as the nouns of German, leaves
/// enough of a sentence. Any bytes; pure. Cost: linear.
[[nodiscard]] JudgedText judged_text(std::string_view text,
                                     std::span<const std::string_view> others);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_TEXT_JUDGED_TEXT_H_
