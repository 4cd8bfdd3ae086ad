#include "tm/text/shape.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "tm/text/placeable.h"

namespace punte::tm::internal {
namespace {

// Letters that no text has: noncharacters of Unicode, one for each kind.
constexpr char32_t kFirstKind = 0xFDD0;

// How many Latin letters a letter says as much as. Chosen so that a sentence of eight ideographs,
// or of ten signs of kana, with one changed is found at 70; decision 553.
constexpr std::size_t kIdeographWeight = 4;
constexpr std::size_t kSyllableWeight = 3;

// "Name:" and "Name" are the same but for a keystroke.
constexpr int kMostMarkLoss = 3;

// Who writes without diacritics means the text with them, as a rule.
constexpr int kDiacriticsLoss = 3;

constexpr char32_t kFirstThai = 0xE00;
constexpr char32_t kFirstCombining = 0x300;
constexpr char32_t kFirstHebrew = 0x590;
constexpr char32_t kLimitArabic = 0x700;
constexpr char32_t kTatweel = 0x640;

/// Signs of Hebrew and Arabic that are left out as a rule, and combining marks that composed with
/// no letter.
bool is_left_out(char32_t c) {
  if (c < kFirstCombining) return c == 0xAD;  // the soft hyphen
  if (c == kTatweel || (c >= 0x200B && c <= 0x200D) || c == 0x2060) return true;
  const bool may_be = (c < 0x370) || (c >= kFirstHebrew && c < kLimitArabic);
  return may_be && u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK;
}

/// A letter without its diacritics, by decomposition; itself where that is another letter of the
/// language rather than the same one marked.
char32_t decomposed(char32_t c) {
  switch (c) {
    case U'ł':
      return U'l';
    case U'đ':
      return U'd';
    case U'ø':
      return U'o';
    case U'ħ':
      return U'h';
    case U'ı':
      return U'i';
    case U'й':
    case U'ї':
    case U'ў':
      return c;
    default:
      break;
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  icu::UnicodeString parts;
  if (U_FAILURE(status) || nfd->getDecomposition(static_cast<UChar32>(c), parts) == 0) return c;
  return static_cast<char32_t>(parts.char32At(0));
}

/// Of Latin, Greek, Cyrillic, Hebrew and Arabic; elsewhere marks are what the letters are.
class BareLetters {
 public:
  BareLetters() {
    for (char32_t c = 0; c < kLimit; ++c) letters_[c] = static_cast<char32_t>(decomposed(c));
    for (char32_t c = 0; c < more_.size(); ++c) more_[c] = decomposed(kFirstMore + c);
  }
  [[nodiscard]] char32_t of(char32_t c) const {
    if (c < 0x80) return c;
    if (c < kLimit) return letters_[c];
    return c >= kFirstMore && c - kFirstMore < more_.size() ? more_[c - kFirstMore] : c;
  }

 private:
  static constexpr char32_t kLimit = kLimitArabic;
  static constexpr char32_t kFirstMore = 0x1E00;  // Latin and Greek, extended
  std::array<char32_t, kLimit> letters_{};
  std::array<char32_t, 0x200> more_{};
};

const BareLetters& bare_letters() {
  static const BareLetters letters;
  return letters;
}

constexpr std::array<bool, 0x80> ascii_marks() {
  std::array<bool, 0x80> out{};
  for (const char c : std::string_view(".,:;!?\"'()[]-*"))
    out[static_cast<unsigned char>(c)] = true;
  return out;
}
constexpr std::array<bool, 0x80> kAsciiMarks = ascii_marks();

/// A mark that may be left out where no letter stands on both its sides.
bool is_mark(char32_t c) {
  if (c < 0x80) return kAsciiMarks[c];
  if (c == 0xA1 || c == 0xBF || c == 0x2014 || c == 0x2015 || c == 0x2022 || c == 0xB7) return true;
  return c >= 0x3001 && c <= 0x301B;  // of Chinese and Japanese
}

/// Scripts that set no blanks: a mark between two of their letters stands between words.
bool is_without_blanks(char32_t c) { return letter_weight(c) > 1; }

bool is_border(std::u32string_view key, std::size_t i) { return i >= key.size() || key[i] == U' '; }

/// Whether the mark at `i` is one between words: no letter is on one of its sides, but for marks.
bool is_between_words(std::u32string_view key, std::size_t i) {
  std::size_t before = i;
  while (before > 0 && is_mark(key[before - 1])) --before;
  std::size_t after = i + 1;
  while (after < key.size() && is_mark(key[after])) ++after;
  if (before == 0 || is_border(key, before - 1) || is_border(key, after)) return true;
  return is_without_blanks(key[before - 1]) || is_without_blanks(key[after]);
}

/// Whether the mark at `i` may be the sign of the placeable after it: "- 5" is another number.
bool may_be_minus(std::u32string_view key, std::size_t i, std::size_t placeable) {
  if (key[i] != U'-' || placeable == key.size()) return false;
  return placeable == i + 1 || (placeable == i + 2 && key[i + 1] == U' ');
}

/// How many of two sorted lists the other does not have; the larger number.
template <typename List>
std::size_t different(const List& a, const List& b) {
  std::size_t shared = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) {
      ++shared;
      ++i;
      ++j;
    } else if (a[i] < b[j]) {
      ++i;
    } else {
      ++j;
    }
  }
  return std::max(a.size(), b.size()) - shared;
}

char32_t letter_of(const Placeable& one) { return kFirstKind + static_cast<char32_t>(one.kind); }

}  // namespace

std::size_t letter_weight(char32_t c) {
  if (c < kFirstThai) return 1;
  const auto code = static_cast<UChar32>(c);
  if (c < 0xF00) return u_isalpha(code) != 0 ? kSyllableWeight : 1;  // Thai, Lao
  if ((c >= 0x1000 && c < 0x102B) || (c >= 0x1780 && c < 0x17B4)) {  // Burmese, Khmer
    return kSyllableWeight;
  }
  if (c >= 0x3041 && c < 0x3100) return u_isalpha(code) != 0 ? kSyllableWeight : 1;  // kana
  if (c >= 0xAC00 && c < 0xD7A4) return kSyllableWeight;                             // Hangul
  return c >= 0x3005 && u_hasBinaryProperty(code, UCHAR_IDEOGRAPHIC) != 0 ? kIdeographWeight : 1;
}

Shape shape_of(std::u32string_view key) { return shape_of(key, placeables_of(key)); }

Shape shape_of(std::u32string_view key, std::span<const Placeable> placeables) {
  Shape out;
  out.text.reserve(key.size());
  auto next = placeables.begin();
  for (std::size_t i = 0; i < key.size();) {
    if (next != placeables.end() && next->span.start == i) {
      out.text += letter_of(*next);
      out.placeables.emplace_back(key.substr(i, next->span.limit - i));
      i = next->span.limit;
      ++next;
    } else {
      out.text.append(letter_weight(key[i]), key[i]);
      ++i;
    }
  }
  std::sort(out.placeables.begin(), out.placeables.end());
  return out;
}

std::size_t different_placeables(const Shape& a, const Shape& b) {
  return different(a.placeables, b.placeables);
}

SameWords same_words_of(std::u32string_view key) { return same_words_of(key, placeables_of(key)); }

SameWords same_words_of(std::u32string_view key, std::span<const Placeable> placeables) {
  SameWords out;
  out.words.reserve(key.size());
  const BareLetters& letters = bare_letters();
  bool blank = false;
  const auto add = [&](char32_t c) {
    // Of blanks side by side one, and none at the ends.
    if (blank && !out.words.empty()) out.words += U' ';
    blank = false;
    const char32_t bare = letters.of(c);
    if (bare != c) out.diacritics += c;
    out.words += bare;
  };
  auto next = placeables.begin();
  for (std::size_t i = 0; i < key.size();) {
    if (next != placeables.end() && next->span.start == i) {
      add(letter_of(*next));
      i = next->span.limit;
      ++next;
      continue;
    }
    const char32_t c = key[i];
    const std::size_t next_start = next == placeables.end() ? key.size() : next->span.start;
    if (c == U' ') {
      blank = true;
    } else if (is_mark(c) && is_between_words(key, i) && !may_be_minus(key, i, next_start)) {
      out.marks += c;
    } else if (!is_left_out(c)) {
      add(c);
    }
    ++i;
  }
  std::sort(out.marks.begin(), out.marks.end());
  return out;
}

std::optional<int> same_words_loss(const SameWords& a, const SameWords& b) {
  if (a.words != b.words || a.words.empty()) return std::nullopt;
  const std::size_t marks = different(a.marks, b.marks);
  int loss = marks == 0 ? 0 : std::min(static_cast<int>(marks) + 1, kMostMarkLoss);
  if (a.diacritics == b.diacritics) return loss;
  if (!a.diacritics.empty() && !b.diacritics.empty()) return std::nullopt;
  return loss + kDiacriticsLoss;
}

std::u32string spelled_out(std::u32string_view key) {
  std::u32string out;
  out.reserve(key.size());
  for (const char32_t c : key) out.append(letter_weight(c), c);
  return out;
}

char32_t bare_letter(char32_t c) { return is_left_out(c) ? 0 : bare_letters().of(c); }

}  // namespace punte::tm::internal
