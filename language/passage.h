#ifndef PUNTE_LANGUAGE_PASSAGE_H_
#define PUNTE_LANGUAGE_PASSAGE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "language/code_points.h"
#include "language/list_marker.h"
#include "language/segment_data.h"

namespace punte::language::internal {

inline constexpr std::size_t kLongestWord = 40;  // code points that are looked at

/// The code points of a text, what is known of its language, and the segment that is open. Places
/// are numbers of code points. Beyond the end there are newlines.
class Passage {
 public:
  Passage(const SegmentData& segment_data, std::span<const CodePoint> code_points)
      : data(segment_data), text_(code_points) {}

  const SegmentData& data;
  std::size_t begin = 0;  ///< of the segment that is open
  ListMarker list;        ///< the last one that was met

  [[nodiscard]] std::size_t size() const { return text_.size(); }
  [[nodiscard]] Kind kind(std::size_t i) const {
    return i < text_.size() ? text_[i].kind : kNewline;
  }
  [[nodiscard]] char32_t at(std::size_t i) const { return i < text_.size() ? text_[i].c : U'\n'; }
  /// Letters and digits, which are most of any text.
  [[nodiscard]] std::size_t skip_words(std::size_t i) const {
    while (i < text_.size() && (is_letter(text_[i].kind) || text_[i].kind == kDigit)) ++i;
    return i;
  }
  [[nodiscard]] std::size_t skip_blanks(std::size_t i) const {
    while (i < text_.size() && is_blank(text_[i].kind)) ++i;
    return i;
  }
  /// Where the blanks before a place begin, in the open segment.
  [[nodiscard]] std::size_t before_blanks(std::size_t i) const {
    while (i > begin && is_blank(text_[i - 1].kind)) --i;
    return i;
  }
  [[nodiscard]] bool has_newline(std::size_t from, std::size_t limit) const {
    for (; from < limit; ++from) {
      if (text_[from].kind == kNewline) return true;
    }
    return false;
  }

  /// Where the word of the open segment that ends before `limit` begins: its letters, digits and
  /// inner signs. `limit` if there is none.
  [[nodiscard]] std::size_t word_start(std::size_t limit) const;
  /// Where the word before the one at `i` begins; `i` or less if there is none.
  [[nodiscard]] std::size_t word_before(std::size_t i) const {
    return word_start(before_blanks(i));
  }
  /// A part of the text as the lists hold words: lower case, cedilla letters as comma letters, no
  /// dots or blanks at the end.
  [[nodiscard]] std::u32string folded(std::size_t from, std::size_t limit) const;
  [[nodiscard]] std::uint16_t flags_of(std::size_t from, std::size_t limit) const {
    return data.flags_of(folded(from, limit));
  }
  /// The word that begins here, folded.
  [[nodiscard]] std::u32string next_word(std::size_t from) const;
  /// Where the next sentence would begin with a letter or digit: up to four brackets, quotation
  /// marks, dashes and commas before it are left aside.
  [[nodiscard]] std::size_t skip_opening(std::size_t next) const;
  /// "http://…" or "www.…" begins here.
  [[nodiscard]] bool begins_address(std::size_t i) const;

 private:
  std::span<const CodePoint> text_;
};

}  // namespace punte::language::internal

#endif  // PUNTE_LANGUAGE_PASSAGE_H_
