#ifndef PUNTE_LANGUAGE_WORD_COUNT_H_
#define PUNTE_LANGUAGE_WORD_COUNT_H_

#include <cstdint>
#include <memory>
#include <string_view>

namespace punte::language {

struct TextCount {
  std::int64_t words = 0;       ///< words and numbers as UAX #29 cuts them; see WordCounter
  std::int64_t characters = 0;  ///< code points without white space
  std::int64_t spaces = 0;      ///< code points of white space
  TextCount& operator+=(const TextCount& other);
};

/// Counts words as UAX #29 cuts them, by the rules of ICU. Of Chinese, Japanese and Korean
/// ideographs and kana each counts as one word, as is usual in the trade; Thai, Lao, Khmer and
/// Burmese words come from ICU's dictionaries. A word with an apostrophe or a decimal number is one
/// word. Any bytes are fine. Costly to set up; one thread at a time.
class WordCounter {
 public:
  WordCounter();
  WordCounter(WordCounter&&) noexcept;
  WordCounter& operator=(WordCounter&&) noexcept;
  ~WordCounter();

  [[nodiscard]] TextCount count(std::string_view text);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_WORD_COUNT_H_
