#ifndef PUNTE_QA_TOKENS_H_
#define PUNTE_QA_TOKENS_H_

#include <string>
#include <string_view>
#include <vector>

namespace punte::qa::internal {

/// Web and e-mail addresses, in order, without the punctuation of the sentence behind them.
[[nodiscard]] std::vector<std::string> addresses(std::string_view text);

/// What a program fills in or reads: %s, %1$d, %(name)s, {0}, {name}, {{name}}, ${name}, %name%,
/// &amp;, in order.
[[nodiscard]] std::vector<std::string> placeholders(std::string_view text);

/// The digits of each number in ASCII, separators dropped: "1.234,50" gives "123450". Numbers
/// inside addresses and placeholders do not count. A blank joins groups only if it is a no-break
/// one.
[[nodiscard]] std::vector<std::string> numbers(std::string_view text);

/// The text without addresses, placeholders and markup written as text ("<span class=x>"): what a
/// language can be told by.
[[nodiscard]] std::string plain_words(std::string_view text);

/// Elements of `a` that `b` does not have, counted with repetition.
[[nodiscard]] std::vector<std::string> missing(std::vector<std::string> a,
                                               std::vector<std::string> b);

/// How a text ends: '.', '!', '?', ':', ';', ',', U'…', whatever the script, or 0 for none of them.
/// Closing quotes behind it do not count.
[[nodiscard]] char32_t ending(std::string_view text);

}  // namespace punte::qa::internal

#endif  // PUNTE_QA_TOKENS_H_
