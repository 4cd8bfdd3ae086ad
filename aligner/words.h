#ifndef PUNTE_ALIGNER_WORDS_H_
#define PUNTE_ALIGNER_WORDS_H_

#include <string>
#include <string_view>

namespace punte::aligner {

/// A word as lexicons hold it: folded and cut to its first letters. Of more words, the first.
[[nodiscard]] std::string word_key(std::string_view word);

}  // namespace punte::aligner

#endif  // PUNTE_ALIGNER_WORDS_H_
