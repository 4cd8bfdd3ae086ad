#ifndef PUNTE_QA_TOKENS_H_
#define PUNTE_QA_TOKENS_H_

#include <string>
#include <string_view>
#include <vector>

namespace punte::qa::internal {

/// The text without addresses, placeholders and markup written as text ("<span class=x>"): what a
/// language can be identified by.
[[nodiscard]] std::string plain_words(std::string_view text);

/// Elements of `a` that `b` does not have, counted with repetition.
[[nodiscard]] std::vector<std::string> missing(std::vector<std::string> a,
                                               std::vector<std::string> b);

/// How a text ends: '.', '!', '?', ':', ';', ',', U'…', whatever the script, or 0 for none of them.
/// Closing quotes behind it do not count.
[[nodiscard]] char32_t ending(std::string_view text);

/// The words of a text: runs of letters and digits.
[[nodiscard]] std::vector<std::u32string> words_of(std::u32string_view text);

}  // namespace punte::qa::internal

#endif  // PUNTE_QA_TOKENS_H_
