#ifndef PUNTE_ALIGNER_TOKENS_H_
#define PUNTE_ALIGNER_TOKENS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "aligner/segment.h"

namespace punte::aligner::internal {

/// What words are taken for: lower case, and no longer than this, for the ends of words carry
/// grammar and a document is too small to learn every form.
inline constexpr std::size_t kStemLetters = 6;

/// The words, numbers and signs of a text, folded. Scripts without blanks are cut by ICU's
/// dictionaries. Any bytes are fine. At most `most` tokens. Threads: any number; each that meets
/// such a script keeps a break iterator of its own until it ends, some 100 kB.
[[nodiscard]] std::vector<std::string> tokenize(std::string_view text, std::size_t most);

/// One side of a document as numbers.
struct Side {
  std::vector<std::vector<std::uint32_t>> segments;  ///< token numbers; marks come last
  std::vector<std::uint32_t> words;                  ///< tokens of each segment that are no marks
  std::vector<double> lengths;                       ///< letters and digits, signs
  /// Numbers of each segment in order, without what groups their digits.
  std::vector<std::vector<std::string>> values;
  std::vector<bool> only_values;    ///< [segment] has numbers and no letters
  std::vector<std::string> types;   ///< [number]
  std::vector<double> frequencies;  ///< [number], relative, sum 1
  std::unordered_map<std::string, std::uint32_t> numbers;
};
[[nodiscard]] Side read_side(std::span<const Segment> segments);

/// The numbers of segments [start, limit), sorted.
[[nodiscard]] std::vector<std::string> values_of(const Side& side, std::size_t start,
                                                 std::size_t limit);

/// Share of a side's tokens that are Chinese characters, each a token of its own, 0..1.
[[nodiscard]] double han_share(const Side& side);

/// How alike two words are spelled, 0..1; numbers are alike only if equal.
[[nodiscard]] float spelling_of(std::string_view a, std::string_view b);

}  // namespace punte::aligner::internal

#endif  // PUNTE_ALIGNER_TOKENS_H_
