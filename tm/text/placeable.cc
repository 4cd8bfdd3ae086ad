#include "tm/text/placeable.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "language/matching_words.h"
#include "language/placeholder.h"

namespace punte::tm::internal {
namespace {

constexpr std::size_t kGroup = 3;         // digits between separators
constexpr std::size_t kLongestRoman = 8;  // letters: "lxxxviii"
constexpr int kHighestRoman = 100;        // of chapters; "mix" and "di" are words

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
bool is_token(char32_t c) { return is_digit(c) || is_letter(c); }
bool is_inner(char32_t c) {
  return std::u32string_view(U".,:/-_@%+&=?#~'").find(c) != std::u32string_view::npos;
}
bool is_currency(char32_t c) {
  return c == U'$' || (c >= 0x80 && u_charType(static_cast<UChar32>(c)) == U_CURRENCY_SYMBOL);
}
/// A letter beyond ASCII: "ă2" is no code that could be exchanged safely.
bool is_beyond(char32_t c) { return c >= 0x80; }

/// The value of a Roman number in its one way of writing; 0: it is none.
int roman_value(std::u32string_view letters) {
  struct Step {
    std::u32string_view sign;
    int value;
    int most;  // times
  };
  constexpr std::array<Step, 9> kSteps = {{{U"c", 100, 1},
                                           {U"xc", 90, 1},
                                           {U"l", 50, 1},
                                           {U"xl", 40, 1},
                                           {U"x", 10, 3},
                                           {U"ix", 9, 1},
                                           {U"v", 5, 1},
                                           {U"iv", 4, 1},
                                           {U"i", 1, 3}}};
  std::u32string low;
  for (const char32_t c : letters) low += c | 0x20U;
  std::u32string_view rest = low;
  int value = 0;
  for (const Step& step : kSteps) {
    for (int times = 0; times < step.most && rest.starts_with(step.sign); ++times) {
      rest.remove_prefix(step.sign.size());
      value += step.value;
    }
  }
  return rest.empty() && value <= kHighestRoman ? value : 0;
}

/// Reads a text from left to right.
class Reader {
 public:
  explicit Reader(std::u32string_view text) : text_(text), placeholders_(text) {}

  std::vector<Placeable> run() {
    while (i_ < text_.size()) {
      const char32_t c = text_[i_];
      if (is_token(c) || ((c == U'-' || c == U'+' || c == 0xB1) && is_sign())) {
        token();
      } else if (placeholders_.may_begin(c)) {
        const std::size_t end = placeholders_.end_at(i_);
        if (end > i_) out_.push_back({PlaceableKind::kPlaceholder, {i_, end}});
        i_ = std::max(end, i_ + 1);
      } else {
        ++i_;
      }
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] char32_t at(std::size_t i) const { return i < text_.size() ? text_[i] : 0; }

  /// Whether the sign at i_ belongs to the digit after it, or to the amount: "5-7" is no 5 and -7,
  /// nor is "A-7"; but "-$5" is less than nothing.
  [[nodiscard]] bool is_sign() const {
    if (!is_digit(at(i_ + 1)) && !(is_currency(at(i_ + 1)) && is_digit(at(i_ + 2)))) return false;
    if (i_ == 0) return true;
    const char32_t before = text_[i_ - 1];
    return !is_token(before) && !is_inner(before) && before != U')' && before != U']' &&
           u_isalnum(static_cast<UChar32>(before)) == 0;
  }

  /// Blanks between groups of three digits: "150 000".
  void blank_groups(std::size_t first_digit) {
    if (i_ - first_digit > kGroup) return;
    while (at(i_) == U' ' && is_digit(at(i_ + 1)) && is_digit(at(i_ + 2)) && is_digit(at(i_ + 3)) &&
           !is_token(at(i_ + 4))) {
      i_ += kGroup + 1;
    }
  }

  /// A word, number, code or address that begins at i_, perhaps with its sign.
  void token() {
    const std::size_t start = i_;
    std::size_t first = is_token(text_[i_]) ? i_ : i_ + 1;
    if (is_currency(at(first))) ++first;
    bool letters = false;
    bool digits = false;
    bool address = false;
    bool pure = true;  // digits alone so far
    for (i_ = first; i_ < text_.size(); ++i_) {
      const char32_t c = text_[i_];
      if (is_digit(c)) {
        digits = true;
      } else if (is_letter(c)) {
        letters = true;
      } else if (c == U':' && at(i_ + 1) == U'/' && at(i_ + 2) == U'/') {
        address = true;
        i_ += 2;
      } else if (c == U' ' && pure && digits && !letters) {
        const std::size_t end = i_;
        blank_groups(first);
        pure = false;
        if (i_ == end) break;
        --i_;
        continue;
      } else if (is_inner(c) && i_ + 1 < text_.size() &&
                 (is_token(at(i_ + 1)) || (address && is_inner(at(i_ + 1))))) {
        address = address || c == U'@';
        pure = false;
      } else {
        break;
      }
    }
    if (!digits && !address) {
      if (is_roman(first)) out_.push_back({PlaceableKind::kRoman, {first, i_}});
      return;
    }
    const bool beside_other_letters =
        letters && ((first > 0 && is_beyond(text_[first - 1])) || is_beyond(at(i_)));
    if (beside_other_letters) return;
    const PlaceableKind kind = address   ? PlaceableKind::kAddress
                               : letters ? PlaceableKind::kCode
                                         : PlaceableKind::kNumber;
    out_.push_back({kind, {start, i_}});
  }

  /// Whether the word [first, i_) is the Roman number of what the word before it names.
  [[nodiscard]] bool is_roman(std::size_t first) const {
    if (i_ - first > kLongestRoman || first < 2 || text_[first - 1] != U' ') return false;
    if (is_beyond(at(i_)) && u_isalnum(static_cast<UChar32>(at(i_))) != 0) return false;
    if (roman_value(text_.substr(first, i_ - first)) == 0) return false;
    std::size_t start = first - 1;
    std::u32string word;
    while (start > 0 && u_isalpha(static_cast<UChar32>(text_[start - 1])) != 0) {
      word.insert(word.begin(),
                  static_cast<char32_t>(u_tolower(static_cast<UChar32>(text_[--start]))));
    }
    return !word.empty() && language::MatchingWords::is_label(word);
  }

  std::u32string_view text_;
  language::PlaceholderReader<char32_t> placeholders_;
  std::size_t i_ = 0;
  std::vector<Placeable> out_;
};

/// A sign of a number as a match key has it; everything else as it is.
char32_t plain(char32_t c) {
  if (c < 0x80) return c;
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
  if (language::is_space(c)) return U' ';
  switch (c) {
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2212:
      return U'-';
    case 0x2018:
    case 0x2019:
    case 0x66C:
      return U'\'';
    case 0x66B:
      return U'.';
    default:
      break;
  }
  if (u_isdigit(static_cast<UChar32>(c)) == 0) return c;
  return U'0' + static_cast<char32_t>(u_charDigitValue(static_cast<UChar32>(c)));
}

}  // namespace

std::vector<Placeable> placeables_of(std::u32string_view key) { return Reader(key).run(); }

std::vector<Placeable> placeables_of(std::string_view text) {
  std::u32string points;
  std::vector<std::size_t> places;  // of each code point, and the end
  points.reserve(text.size());
  places.reserve(text.size() + 1);
  for (std::size_t i = 0; i < text.size();) {
    places.push_back(i);
    points += plain(language::next_code_point(text, i));
  }
  places.push_back(text.size());
  std::vector<Placeable> out = placeables_of(points);
  for (Placeable& one : out) one.span = {places[one.span.start], places[one.span.limit]};
  return out;
}

}  // namespace punte::tm::internal
