#ifndef PUNTE_LANGUAGE_PLACEHOLDER_H_
#define PUNTE_LANGUAGE_PLACEHOLDER_H_

#include <unicode/uchar.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "language/text.h"

namespace punte::language {

/// Finds placeholders while a text is read from left to right: what a program fills in (%s, %1$s,
/// %(name)d, {0}, {name}, {{name}}, {n, number}, ${name}, #{name}, $name, %name%), and the head of
/// what it chooses by ("{count, plural,"). The choices of such are text: their braces are none of
/// placeholders, those inside of them are again.
///
/// Char: code points, or bytes of UTF-8. Case does not matter.
template <typename Char>
class PlaceholderReader {
 public:
  explicit PlaceholderReader(std::basic_string_view<Char> text) : text_(text) {}

  /// True if a placeholder or brace can begin with it: only such places need be asked for.
  [[nodiscard]] static bool may_begin(char32_t c) {
    return c == U'%' || c == U'{' || c == U'}' || c == U'$' || c == U'#';
  }

  /// Where the placeholder that begins at `i` ends; `i` if none does. Every place with a brace has
  /// to be asked for, once and in order, but for those inside of placeholders.
  [[nodiscard]] std::size_t end_at(std::size_t i) {
    switch (at(i)) {
      case U'%':
        return percent_end(i);
      case U'$':
      case U'#':
        if (at(i + 1) == U'{') return brace_end(i, i + 1);
        return at(i) == U'$' ? variable_end(i) : i;
      case U'{':
        return opened(i);
      case U'}':
        if (depth_ > 0) --depth_;
        if (!choices_.empty() && choices_.back() > depth_) choices_.pop_back();
        return i;
      default:
        return i;
    }
  }

 private:
  static constexpr std::size_t kLongestName = 64;

  /// 0 after the end.
  [[nodiscard]] char32_t at(std::size_t i) const {
    if (i >= text_.size()) return 0;
    if constexpr (sizeof(Char) == 1) return static_cast<unsigned char>(text_[i]);
    return static_cast<char32_t>(text_[i]);
  }
  static bool is_one_of(char32_t c, std::u32string_view list) {
    return c != 0 && list.find(c) != std::u32string_view::npos;
  }
  static bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
  static bool is_letter(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c == U'_';
  }
  static bool is_name(char32_t c) { return is_letter(c) || is_digit(c); }
  [[nodiscard]] std::size_t name_end(std::size_t i) const {
    while (is_name(at(i)) || is_one_of(at(i), U".-")) ++i;
    return i;
  }
  [[nodiscard]] std::size_t blanks_end(std::size_t i) const {
    while (at(i) == U' ') ++i;
    return i;
  }
  /// Whether a letter or digit of any script begins at `i`.
  [[nodiscard]] bool is_letter_of_any(std::size_t i) const {
    char32_t c = at(i);
    if (c < 0x80) return is_name(c);
    if constexpr (sizeof(Char) == 1) c = next_code_point(text_, i);
    return u_isalnum(static_cast<UChar32>(c)) != 0;
  }
  /// Whether one ends before `i`.
  [[nodiscard]] bool is_letter_before(std::size_t i) const {
    if (i == 0) return false;
    --i;
    if constexpr (sizeof(Char) == 1) {
      while (i > 0 && (at(i) & 0xC0U) == 0x80) --i;
    }
    return is_letter_of_any(i);
  }

  [[nodiscard]] std::size_t percent_end(std::size_t start) const {
    std::size_t i = start + 1;
    if (at(i) == U'(') {
      i = name_end(i + 1);
      if (at(i) != U')') return start;
      ++i;
    }
    const std::size_t flags = i;
    while (i - flags < 12 && is_one_of(at(i), U"0123456789$.+-#*")) ++i;
    while (is_one_of(at(i), U"lhzLHZ")) ++i;
    // "50 %de" is a percentage: a letter after it makes a word of it. "50%s" is none either.
    if (is_one_of(at(i), U"sdiufegxoc@SDIUFEGXOC") && !is_letter_of_any(i + 1) &&
        !(start > 0 && is_digit(at(start - 1)))) {
      return i + 1;
    }
    const std::size_t name = name_end(start + 1);
    return name > start + 1 && at(name) == U'%' ? name + 1 : start;
  }

  /// "$name"; "$5" is an amount, or the fifth of something, and the number says which.
  [[nodiscard]] std::size_t variable_end(std::size_t start) const {
    if (!is_letter(at(start + 1)) || is_letter_before(start)) return start;
    std::size_t i = start + 1;
    while (is_name(at(i))) ++i;
    return is_letter_of_any(i) ? start : i;
  }

  /// From the first sign, its brace at `open`, to behind the closing one.
  [[nodiscard]] std::size_t brace_end(std::size_t start, std::size_t open) const {
    const std::size_t braces = at(open + 1) == U'{' ? 2 : 1;
    std::size_t i = blanks_end(open + braces);
    const std::size_t name = i;
    while (i - name < kLongestName && (is_name(at(i)) || is_one_of(at(i), U".-:$@#/!%"))) ++i;
    if (i == name) return start;
    // The form of an argument: "{when, date, short}".
    if (braces == 1 && at(i) == U',') {
      const std::size_t comma = i;
      while (i - comma < kLongestName &&
             (is_name(at(i)) || is_one_of(at(i), U", .#:;%/\u00A4+-'"))) {
        ++i;
      }
    }
    i = blanks_end(i);
    if (at(i) != U'}' || (braces == 2 && at(i + 1) != U'}')) return start;
    return i + braces;
  }

  /// At a brace: what chooses, a choice, a placeholder or a mere brace.
  [[nodiscard]] std::size_t opened(std::size_t start) {
    const bool is_choice = !choices_.empty() && choices_.back() == depth_;
    if (!is_choice) {
      if (const std::size_t head = choice_head_end(start); head > start) {
        choices_.push_back(++depth_);
        return head;
      }
      if (const std::size_t end = brace_end(start, start); end > start) return end;
    }
    ++depth_;
    return start;
  }

  /// "{count, plural,"
  [[nodiscard]] std::size_t choice_head_end(std::size_t start) const {
    std::size_t i = name_end(blanks_end(start + 1));
    if (i == start + 1) return start;
    i = blanks_end(i);
    if (at(i) != U',') return start;
    i = blanks_end(i + 1);
    for (const std::u32string_view word : {U"plural", U"selectordinal", U"select"}) {
      std::size_t same = 0;
      while (same < word.size() && (at(i + same) | 0x20) == word[same]) ++same;
      if (same < word.size()) continue;
      const std::size_t comma = blanks_end(i + same);
      if (at(comma) == U',') return comma + 1;
    }
    return start;
  }

  std::basic_string_view<Char> text_;
  int depth_ = 0;             // of braces that are part of no placeholder
  std::vector<int> choices_;  // the depths at which a brace opens a choice
};

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_PLACEHOLDER_H_
