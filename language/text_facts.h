#ifndef PUNTE_LANGUAGE_TEXT_FACTS_H_
#define PUNTE_LANGUAGE_TEXT_FACTS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language/text.h"

namespace punte::language {

/// What a translation must have as the text has it.
enum class TextFactKind : std::uint8_t {
  kNumber,       ///< with its separators; a time is two, "7:43"
  kPlaceholder,  ///< what a program fills in or reads: %s, %1$d, %(name)s, {0}, {name}, {{name}},
                 ///< ${name}, %name%, &amp;
  kAddress,  ///< scheme://…, www.…, name@host.domain; without the punctuation of the sentence
};

struct TextFact {
  TextFactKind kind = TextFactKind::kNumber;
  Span span;
  /// What is compared: the digits of a number in ASCII without separators ("1.234,50" and
  /// "1,234.50" give "123450"); of others the text itself.
  std::string value;
  friend bool operator==(const TextFact&, const TextFact&) = default;
};

/// The facts of a text by their places. A placeholder may be in an address; a number in either does
/// not count. Digits of any script are digits; a blank joins groups of them only if it is a
/// no-break one. Any bytes; pure. Cost: linear.
[[nodiscard]] std::vector<TextFact> text_facts(std::string_view text);

/// The values of the facts of one kind, in order.
[[nodiscard]] std::vector<std::string> values_of(const std::vector<TextFact>& facts,
                                                 TextFactKind kind);

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_TEXT_FACTS_H_
