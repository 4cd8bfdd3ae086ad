#ifndef PUNTE_LANGUAGE_TELLING_WORDS_H_
#define PUNTE_LANGUAGE_TELLING_WORDS_H_

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "language/identify_model.h"
#include "language/identify_words.h"

// Words that tell languages apart which the model confuses, as its corpora of one hold texts of the
// other: locales/<tag>/identification.txt, built into the program.

namespace punte::language::internal {

/// A file that was built in.
struct IdentificationText {
  std::string_view tag;
  std::string_view text;
};
[[nodiscard]] std::span<const IdentificationText> identification_texts();

/// Immutable; any number of threads may ask.
class TellingWords {
 public:
  /// Those of languages that the model knows.
  explicit TellingWords(const IdentifyModel& model);

  /// Takes from the sums of the languages that a word speaks against. Cost: a look-up a letter for
  /// words of the scripts that have any.
  void add(const Word& word, std::int16_t* sums) const;

 private:
  using Key = std::uint64_t;
  void read(const IdentifyModel& model, std::string_view text);
  void read_word(const IdentifyModel& model, std::string_view word,
                 const std::vector<std::uint8_t>& against);

  std::uint8_t script_ = 0;                                        // class; 0: there are none
  std::unordered_map<Key, std::vector<std::uint8_t>> words_;       // numbers within the script
  std::unordered_map<Key, std::vector<std::uint8_t>> beginnings_;  // of words with any ending
  std::bitset<4096> starts_;  // which first letters any of them has: most words end here
  std::int16_t weight_ = 0;
};

/// Those of the built-in model, which other models may do without.
[[nodiscard]] const TellingWords& built_in_telling_words();

}  // namespace punte::language::internal

#endif  // PUNTE_LANGUAGE_TELLING_WORDS_H_
