#ifndef PUNTE_PAGE_BLOCK_MEASURES_H_
#define PUNTE_PAGE_BLOCK_MEASURES_H_

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "page/tree.h"

// What blocks are measured by before models judge them: shared by the features of HTML and of text.
namespace punte::page::internal {

/// Values of the features that depend on them are in the trained models: do not change.
[[nodiscard]] inline float log1(double value) {
  return static_cast<float>(std::log1p(std::max(value, 0.0)));
}
[[nodiscard]] inline float ratio(double part, double whole) {
  return static_cast<float>(part / std::max(whole, 1e-9));
}

/// A block by itself.
struct Measures {
  double letters = 0;
  double sentences = 0;  // signs that end one
  double commas = 0;
  double digits = 0;
  double capitals = 0;  // words that begin with one
  double words = 0;
  float linked = 0;  // share of the text
  bool ends = false;
  double prose = 0;  // how much it looks like running text, about -4..5
};

[[nodiscard]] Measures measure(const RawBlock& block);

/// True if the text ends as sentences do, in the common scripts.
[[nodiscard]] bool ends_a_sentence(std::string_view text);

/// Letters, an ideograph or syllable counting three: it says about as much.
[[nodiscard]] std::size_t letters_in(std::string_view text);

/// Letters and digits alone, ASCII in lower case: for comparing texts of different punctuation.
[[nodiscard]] std::string skeleton(std::string_view text);

/// "h1" to "h6".
[[nodiscard]] bool is_heading(std::string_view name);

/// Fills a row of features one after another.
struct RowWriter {
  std::span<float> row;
  std::size_t at = 0;
  void operator()(float value) { row[at++] = value; }
  void operator()(bool value) { row[at++] = value ? 1.0F : 0.0F; }
};

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_BLOCK_MEASURES_H_
