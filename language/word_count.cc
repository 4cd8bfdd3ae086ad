#include "language/word_count.h"

#include <unicode/brkiter.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <string>

#include "language/text.h"

namespace punte::language {
namespace {

bool counts_by_character(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  if (u_hasBinaryProperty(point, UCHAR_IDEOGRAPHIC) != 0) return true;
  const auto block = ublock_getCode(point);
  return block == UBLOCK_HIRAGANA || block == UBLOCK_KATAKANA ||
         block == UBLOCK_KATAKANA_PHONETIC_EXTENSIONS;
}

}  // namespace

TextCount& TextCount::operator+=(const TextCount& other) {
  words += other.words;
  characters += other.characters;
  spaces += other.spaces;
  return *this;
}

struct WordCounter::State {
  std::unique_ptr<icu::BreakIterator> words;
};

WordCounter::WordCounter() : state_(std::make_unique<State>()) {
  UErrorCode status = U_ZERO_ERROR;
  state_->words.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  if (U_FAILURE(status)) state_->words.reset();
}
WordCounter::WordCounter(WordCounter&&) noexcept = default;
WordCounter& WordCounter::operator=(WordCounter&&) noexcept = default;
WordCounter::~WordCounter() = default;

TextCount WordCounter::count(std::string_view text) {
  TextCount out;
  // Ideographs are taken out before ICU sees the text: its dictionary would join them to words.
  std::string rest;
  rest.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const char32_t c = next_code_point(text, i);
    ++(is_space(c) ? out.spaces : out.characters);
    if (c >= 0x2E80 && counts_by_character(c)) {
      ++out.words;
      rest += ' ';
    } else {
      rest.append(text.substr(start, i - start));
    }
  }
  if (state_->words == nullptr) return out;
  const icu::UnicodeString wide = icu::UnicodeString::fromUTF8(rest);
  state_->words->setText(wide);
  for (std::int32_t at = state_->words->first(); at != icu::BreakIterator::DONE;
       at = state_->words->next()) {
    if (state_->words->getRuleStatus() >= UBRK_WORD_NUMBER) ++out.words;
  }
  return out;
}

}  // namespace punte::language
