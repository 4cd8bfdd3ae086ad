#include "language/segment.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "language/segment_data.h"

namespace punte::language {
namespace {

using internal::SegmentData;

constexpr std::size_t kMaxUnits = std::size_t{1} << 16;  // decided at once
constexpr std::size_t kMaxBracket =
    400;  // an open bracket or quotation may be so many code points long
constexpr std::size_t kLongestWord = 40;
constexpr int kLongestList = 100;           // of items with Roman numbers
constexpr std::size_t kShortSentence = 12;  // letters; hardly ever a whole sentence
constexpr std::size_t kLongWord = 5;        // letters; shorter words may be abbreviations

enum Kind : std::uint8_t {
  kOther,
  kUpper,
  kLower,
  kLetter,  // without case
  kDigit,
  kSpace,
  kNewline,
  kStop,      // . and its like: may belong to an abbreviation
  kStrong,    // ! ?
  kEllipsis,  // … ‥
  kFullStop,  // ends a sentence in its script, blank behind it or not: 。 ।
  kOpen,      // ( [ « “ ¿ ¡
  kClose,     // ) ] » ”
  kQuote,     // " ' that may be either
  kDash,
  kBullet,
};

Kind kind_of_slow(char32_t c) {
  switch (c) {
    case U'.':
    case 0xFF0E:
    case 0x2024:
      return kStop;
    case U'!':
    case U'?':
    case 0x203C:
    case 0x203D:
    case 0x2047:
    case 0x2048:
    case 0x2049:
    case 0x061F:
    case 0x055C:
    case 0x055E:
      return kStrong;
    case 0x2026:
    case 0x2025:
      return kEllipsis;
    case 0x3002:
    case 0xFF01:
    case 0xFF1F:
    case 0xFF61:
    case 0x0964:
    case 0x0965:
    case 0x06D4:
    case 0x0589:
    case 0x1362:
    case 0x1367:
    case 0x1368:
    case 0x104A:
    case 0x104B:
    case 0x17D4:
    case 0x17D5:
    case 0x0F0D:
    case 0x0F0E:
    case 0x1803:
    case 0x1809:
    case 0xA60E:
    case 0x2E3C:
    case 0xFE52:
    case 0xFE56:
    case 0xFE57:
      return kFullStop;
    case U'"':
    case U'\'':
    case 0xFF02:
    case 0xFF07:
      return kQuote;
    case 0xAB:
    case 0x2039:
    case 0x201C:
    case 0x2018:
    case 0x201E:
    case 0x201A:
    case 0xBF:
    case 0xA1:
      return kOpen;
    case 0xBB:
    case 0x203A:
    case 0x201D:
    case 0x2019:
      return kClose;
    case U'-':
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
      return kDash;
    case 0x2022:
    case 0x25CF:
    case 0x25AA:
    case 0x25E6:
    case 0x25A0:
    case 0x25BA:
    case 0x25C6:
    case 0x2023:
    case 0x2043:
      return kBullet;
    case U'\n':
    case 0x2028:
    case 0x2029:
    case 0x0B:
    case 0x0C:
    case 0x85:
      return kNewline;
    default:
      break;
  }
  if (is_space(c)) return kSpace;
  switch (u_charType(static_cast<UChar32>(c))) {
    case U_UPPERCASE_LETTER:
    case U_TITLECASE_LETTER:
      return kUpper;
    case U_LOWERCASE_LETTER:
      return kLower;
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_NON_SPACING_MARK:
    case U_COMBINING_SPACING_MARK:
      return kLetter;
    case U_DECIMAL_DIGIT_NUMBER:
    case U_OTHER_NUMBER:
    case U_LETTER_NUMBER:
      return kDigit;
    case U_START_PUNCTUATION:
    case U_INITIAL_PUNCTUATION:
      return kOpen;
    case U_END_PUNCTUATION:
    case U_FINAL_PUNCTUATION:
      return kClose;
    default:
      return kOther;
  }
}

Kind kind_of(char32_t c) {
  static const std::array<std::uint8_t, 0x3100> kTable = [] {
    std::array<std::uint8_t, 0x3100> table{};
    for (char32_t i = 0; i < table.size(); ++i) table[i] = kind_of_slow(i);
    return table;
  }();
  return c < kTable.size() ? static_cast<Kind>(kTable[c]) : kind_of_slow(c);
}

bool is_letter(Kind kind) { return kind == kUpper || kind == kLower || kind == kLetter; }
bool is_blank(Kind kind) { return kind == kSpace || kind == kNewline; }
bool is_terminator(Kind kind) {
  return kind == kStop || kind == kStrong || kind == kEllipsis || kind == kFullStop;
}
/// True for words that can be spoken, and for all of scripts that do not write every vowel.
bool has_vowel(std::u32string_view word) {
  static constexpr std::u32string_view kVowels =
      U"aeiouyáéíóúýàèìòùâêîôûäëïöüãõåæøœāēīōūąęėįųăıůűőěаеёиоуыэюяіїєүұөәαεηιουωάέήίόύώ";
  return std::any_of(word.begin(), word.end(), [](char32_t c) {
    return kVowels.find(c) != std::u32string_view::npos || c > 0x590;
  });
}

struct Unit {
  char32_t c;
  std::uint32_t start;  // byte
  Kind kind;
};

/// "2.", "b)", "(iv)": what begins an item of a list.
struct Marker {
  enum Shape : std::uint8_t { kNone, kNumber, kLetterShape, kRoman };
  Shape shape = kNone;
  int value = 0;
  bool upper = false;
  bool opened = false;    // with a bracket before it
  char32_t closer = 0;    // '.', ')' or 0x100 + ')' for ".)"
  std::size_t limit = 0;  // unit behind it
  [[nodiscard]] bool continues(const Marker& last) const {
    return shape == last.shape && value == last.value + 1 && upper == last.upper &&
           opened == last.opened && closer == last.closer;
  }
};

int roman_value(std::u32string_view letters) {
  int total = 0;
  int last = 1000;
  for (const char32_t c : letters) {
    const int value = c == U'i'   ? 1
                      : c == U'v' ? 5
                      : c == U'x' ? 10
                      : c == U'l' ? 50
                      : c == U'c' ? 100
                      : c == U'd' ? 500
                      : c == U'm' ? 1000
                                  : 0;
    if (value == 0) return 0;
    total += value;
    if (value > last) total -= 2 * last;
    last = value;
  }
  return total;
}

}  // namespace

struct Segmenter::Rules {
  SegmentData data;
  LineBreaks line_breaks = LineBreaks::kSmart;
  bool greek = false;
  bool armenian = false;
};

namespace {

/// Words whose dot may stand inside a sentence.
constexpr std::uint16_t kCutShort =
    internal::kAbbreviation | internal::kMayEnd | internal::kBeforeNumber;

/// Alone before a dot, these are no sentences; "No." may be one.
constexpr std::uint16_t kWholeWord = internal::kAbbreviation | internal::kMayEnd;

/// Decides the borders of one text of at most kMaxUnits.
class Cutter {
 public:
  Cutter(const SegmentData& data, LineBreaks line_breaks, bool greek, bool armenian,
         std::vector<Unit>& units)
      : data_(data), line_breaks_(line_breaks), greek_(greek), armenian_(armenian), u_(units) {}

  /// Units at which a new segment begins, ascending, without the first.
  std::vector<std::size_t> cut();

 private:
  [[nodiscard]] Kind kind(std::size_t i) const { return i < u_.size() ? u_[i].kind : kNewline; }
  [[nodiscard]] char32_t at(std::size_t i) const { return i < u_.size() ? u_[i].c : U'\n'; }
  [[nodiscard]] std::size_t skip_blanks(std::size_t i) const {
    while (i < u_.size() && is_blank(u_[i].kind)) ++i;
    return i;
  }
  [[nodiscard]] bool has_newline(std::size_t from, std::size_t limit) const {
    for (; from < limit; ++from) {
      if (u_[from].kind == kNewline) return true;
    }
    return false;
  }
  /// Folded letters and inner signs of the word that ends before `limit`.
  [[nodiscard]] std::size_t word_start(std::size_t limit, std::size_t floor) const;
  /// Where the word before the one at `i` begins; `i` or less if there is none.
  [[nodiscard]] std::size_t word_before(std::size_t i) const;
  [[nodiscard]] std::u32string folded(std::size_t from, std::size_t limit) const;
  [[nodiscard]] std::u32string next_word(std::size_t from) const;
  [[nodiscard]] Marker marker_at(std::size_t i) const;
  [[nodiscard]] bool stop_ends(std::size_t stop, std::size_t next, bool closed) const;
  [[nodiscard]] bool joined_stop_ends(std::size_t stop, std::size_t next) const;
  [[nodiscard]] bool begins_item(std::size_t i) const;
  [[nodiscard]] bool is_citation(std::size_t i) const;
  [[nodiscard]] bool behind_number(std::size_t i) const;
  [[nodiscard]] bool behind_ampersand(std::size_t i) const {
    while (i > begin_ && is_blank(u_[i - 1].kind)) --i;
    return i > begin_ && u_[i - 1].c == U'&';
  }
  /// "http://…" or "www.…" begins here.
  [[nodiscard]] bool begins_address(std::size_t i) const {
    static constexpr std::array<std::u32string_view, 3> kStarts = {U"http://", U"https://",
                                                                   U"www."};
    for (const std::u32string_view start : kStarts) {
      std::size_t k = 0;
      while (k < start.size() && at(i + k) == start[k]) ++k;
      if (k == start.size()) return true;
    }
    return false;
  }
  [[nodiscard]] bool is_address(std::size_t from, const std::u32string& word) const;
  [[nodiscard]] std::size_t spaced_start(std::size_t from) const;
  [[nodiscard]] std::uint16_t next_flags(std::size_t n, const std::u32string& following) const;
  [[nodiscard]] std::size_t behind_signs(std::size_t i) const;
  [[nodiscard]] bool newline_ends(std::size_t before, std::size_t next) const;
  void track(std::size_t i);
  void begin_segment(std::size_t i);

  const SegmentData& data_;
  LineBreaks line_breaks_;
  bool greek_;
  bool armenian_;
  std::vector<Unit>& u_;
  std::size_t begin_ = 0;    // of the segment that is open
  std::size_t bracket_ = 0;  // 1 + unit of the outermost open bracket
  std::size_t depth_ = 0;
  std::size_t guillemet_ = 0;  // 1 + unit of an open «, 「, “
  bool straight_ = false;      // inside "…"
  Marker list_;
  std::size_t list_limit_ = 0;  // unit behind the marker that begins the open segment
};

std::size_t Cutter::word_start(std::size_t limit, std::size_t floor) const {
  std::size_t i = limit;
  while (i > floor) {
    const Unit& unit = u_[i - 1];
    const bool inner = is_letter(unit.kind) || unit.kind == kDigit || unit.kind == kStop ||
                       unit.c == U'\'' || unit.c == 0x2019 || unit.c == U'-' || unit.c == 0x2011 ||
                       unit.c == U'&' || unit.c == U'_' || unit.c == U',' || unit.c == 0xB0 ||
                       unit.c == 0xBA;
    if (!inner || limit - i > kLongestWord) break;
    --i;
  }
  while (i < limit && !is_letter(u_[i].kind) && u_[i].kind != kDigit) ++i;
  return i;
}

std::size_t Cutter::word_before(std::size_t i) const {
  while (i > begin_ && is_blank(u_[i - 1].kind)) --i;
  return word_start(i, begin_);
}

std::u32string Cutter::folded(std::size_t from, std::size_t limit) const {
  std::u32string out;
  while (limit > from && is_blank(u_[limit - 1].kind)) --limit;
  for (; from < limit; ++from) {
    char32_t c = u_[from].c;
    c = c < 0x80 ? (c >= 'A' && c <= 'Z' ? c + 32 : c)
                 : static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    if (c == 0x15F) c = 0x219;
    if (c == 0x163) c = 0x21B;
    if (c == 0x2019) c = '\'';
    out += c;
  }
  while (!out.empty() && out.back() == '.') out.pop_back();
  return out;
}

std::u32string Cutter::next_word(std::size_t from) const {
  std::size_t limit = from;
  while (limit < u_.size() && limit - from < kLongestWord &&
         (is_letter(u_[limit].kind) || u_[limit].c == U'\'' || u_[limit].c == 0x2019)) {
    ++limit;
  }
  return folded(from, limit);
}

Marker Cutter::marker_at(std::size_t i) const {
  Marker marker;
  if (i > 0 && !is_blank(u_[i - 1].kind) && u_[i - 1].kind != kBullet) return marker;
  if (at(i) == U'(') {
    marker.opened = true;
    ++i;
  }
  std::size_t limit = i;
  while (limit < u_.size() && limit - i < 5 &&
         (u_[limit].kind == kDigit || (u_[limit].c < 0x80 && is_letter(u_[limit].kind)))) {
    ++limit;
  }
  if (limit == i || limit - i == 5) return {};
  std::u32string name = folded(i, limit);
  marker.upper = u_[i].kind == kUpper;
  if (u_[i].kind == kDigit) {
    if (name.size() > 3) return {};
    for (const char32_t c : name) {
      if (c < U'0' || c > U'9') return {};
      marker.value = marker.value * 10 + static_cast<int>(c - U'0');
    }
    marker.shape = Marker::kNumber;
  } else if (name.size() == 1 && !(list_.shape == Marker::kRoman && roman_value(name) > 0) &&
             !(name[0] == U'i' && list_.value != 8)) {
    marker.shape = Marker::kLetterShape;
    marker.value = static_cast<int>(name[0] - U'a') + 1;
  } else {
    marker.shape = Marker::kRoman;
    marker.value = roman_value(name);
    // "Mm." and "Di." are words.
    const Kind first = kind(i);
    const bool mixed = std::any_of(u_.begin() + static_cast<std::ptrdiff_t>(i),
                                   u_.begin() + static_cast<std::ptrdiff_t>(limit),
                                   [first](const Unit& unit) { return unit.kind != first; });
    if (marker.value == 0 || marker.value > kLongestList || mixed) return {};
  }
  if (at(limit) == U'.' && at(limit + 1) == U')') {
    marker.closer = 0x100 + U')';
    marker.limit = limit + 2;
  } else if (at(limit) == U')' || at(limit) == U'.') {
    marker.closer = at(limit);
    marker.limit = limit + 1;
  } else {
    return {};
  }
  if (marker.opened && marker.closer != U')') return {};
  if (!is_blank(kind(marker.limit))) return {};
  if (skip_blanks(marker.limit) >= u_.size()) return {};
  return marker;
}

/// True if the first item of a list, or one in brackets, begins here: "a. …", "(b) …", "e. Next".
bool Cutter::begins_item(std::size_t i) const {
  const Marker marker = marker_at(i);
  if (marker.shape == Marker::kNone || marker.shape == Marker::kNumber) return false;
  if (marker.opened) return true;
  const Kind behind = kind(skip_blanks(marker.limit));
  if (marker.upper) return false;
  return behind == kUpper || (marker.value == 1 && behind == kLower);
}

/// True if a number, in digits or Roman, stands before the word at `i`.
bool Cutter::behind_number(std::size_t i) const {
  std::size_t lead = i;
  while (lead > begin_ && is_blank(u_[lead - 1].kind)) --lead;
  if (lead == begin_) return false;
  if (u_[lead - 1].kind == kDigit) return true;
  if (u_[lead - 1].kind == kStop) {  // "3 mil. lei"
    const std::size_t word = word_before(i);
    if (word < lead && (data_.flags_of(folded(word, lead)) & kCutShort) != 0) {
      std::size_t before = word;
      while (before > begin_ && is_blank(u_[before - 1].kind)) --before;
      return before > begin_ && before < word && u_[before - 1].kind == kDigit;
    }
  }
  const std::size_t roman = word_before(i);
  return roman < lead && u_[roman].kind == kUpper && roman_value(folded(roman, lead)) > 0;
}

/// True if the dotted word at `from` is the end of a mail or web address: its parts are no
/// abbreviations then.
bool Cutter::is_address(std::size_t from, const std::u32string& word) const {
  if (word.starts_with(U"www.")) return true;
  return from > begin_ && (at(from - 1) == U'@' || at(from - 1) == U'/');
}

/// Where an abbreviation begins that is spaced out, "т. д.", "z. B.", whose last letter stands at
/// `from`; `from` if it is none of the lists.
std::size_t Cutter::spaced_start(std::size_t from) const {
  std::size_t out = from;
  std::size_t start = from;
  for (int parts = 1; parts < 4; ++parts) {
    std::size_t i = start;
    while (i > begin_ && u_[i - 1].kind == kSpace) --i;
    if (i == start || i < begin_ + 2 || u_[i - 1].kind != kStop || !is_letter(u_[i - 2].kind))
      break;
    if (i - 2 > begin_ && !is_blank(u_[i - 3].kind) && u_[i - 3].kind != kOpen) break;
    start = i - 2;
    std::u32string joined;
    for (std::size_t k = start; k <= from; ++k) {
      if (u_[k].kind != kSpace) joined += u_[k].c;
    }
    for (char32_t& c : joined) c = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    if (data_.flags_of(joined) != 0) out = start;
  }
  return out;
}

/// What is known of the word behind. "L'esame" begins a sentence as "l'" does.
std::uint16_t Cutter::next_flags(std::size_t n, const std::u32string& following) const {
  const std::uint16_t flags = data_.flags_of(following);
  const std::size_t mark = following.find(U'\'');
  if (flags != 0 || mark == std::u32string::npos || mark > 6 || kind(n) != kUpper) return flags;
  return data_.flags_of(following.substr(0, mark + 1));
}

/// True if a short bracket begins here that takes its full stop from the sentence before:
/// "“…” (Smith 55)."
bool Cutter::is_citation(std::size_t i) const {
  if (at(i) != U'(') return false;
  for (std::size_t k = i + 1; k < u_.size() && k - i < kLongestWord; ++k) {
    if (at(k) == U')') return kind(k + 1) == kStop;
    if (is_terminator(kind(k)) || kind(k) == kNewline) return false;
  }
  return false;
}

/// Behind what belongs to the end of a sentence though it is no bracket or quotation mark: notes
/// ("martyr.[1]", "word. [12]") and faces (":-)").
std::size_t Cutter::behind_signs(std::size_t i) const {
  while (true) {
    std::size_t k = skip_blanks(i);
    if (k > i && has_newline(i, k)) return i;
    if (at(k) == U'[') {
      std::size_t close = k + 1;
      while (close < u_.size() && close - k < 5 && u_[close].kind == kDigit) ++close;
      if (close == k + 1 || at(close) != U']') return i;
      i = close + 1;
      continue;
    }
    if (at(k) == U':' || at(k) == U';') {
      ++k;
      if (at(k) == U'-') ++k;
      const char32_t mouth = at(k);
      const bool face = mouth == U')' || mouth == U'(' || mouth == U'D' || mouth == U'P';
      if (!face || !(is_blank(kind(k + 1)) || k + 1 >= u_.size())) return i;
      i = k + 1;
      continue;
    }
    return i;
  }
}

/// A dot with the next word right behind it: "world.Today".
bool Cutter::joined_stop_ends(std::size_t stop, std::size_t next) const {
  if (kind(next) != kUpper) return false;
  const Kind before = stop > begin_ ? u_[stop - 1].kind : kOther;
  if (before != kLower && before != kDigit) return false;
  // Both words must look like words of a text, not like an address, a name of a file or a method.
  std::size_t from = stop;
  while (from > begin_ && !is_blank(u_[from - 1].kind)) {
    --from;
    const char32_t c = u_[from].c;
    const bool plain = is_letter(u_[from].kind) || u_[from].kind == kDigit || c == U',' ||
                       c == U'\'' || c == 0x2019 || c == U'-' || u_[from].kind == kOpen ||
                       u_[from].kind == kQuote;
    if (!plain && !(before == kDigit && c == U'.')) return false;
  }
  if (stop - from < 3) return false;
  if (before == kDigit && is_letter(u_[from].kind)) return false;  // "v2.Next"
  if (data_.flags_of(folded(from, stop)) != 0) return false;
  std::size_t limit = next;
  while (limit < u_.size() && is_letter(u_[limit].kind)) ++limit;
  const std::u32string following = folded(next, limit);
  if (following == U"com" || following == U"org" || following == U"net") return false;
  const Kind behind = kind(limit);
  // "end.A", "end.Next", "end.XIX"
  if (limit - next < 2 ? !is_blank(behind)
                       : kind(next + 1) != kLower && (before != kLower || !is_blank(behind))) {
    return false;
  }
  return is_blank(behind) || at(limit) == U',' || at(limit) == U'\'' || at(limit) == 0x2019 ||
         (behind == kStop && is_blank(kind(limit + 1)));
}

/// A dot with a blank behind it. `next`: first unit of what follows; `closed`: a closing bracket or
/// quotation mark stands between.
bool Cutter::stop_ends(std::size_t stop, std::size_t next, bool closed) const {
  // The first letter or digit of what follows.
  std::size_t n = next;
  while (n < u_.size() && n - next < 4 &&
         (kind(n) == kOpen || kind(n) == kQuote || kind(n) == kDash || at(n) == U',' ||
          at(n) == U'`' || (is_blank(kind(n)) && n > next))) {
    ++n;
  }
  const Kind after = kind(n);
  if (kind(next) == kStop) {  // "…then. ...and so": what was left out begins a sentence
    return at(next + 1) == U'.' && at(next + 2) == U'.' && is_letter(kind(next + 3));
  }
  if (at(next) == U';' || at(next) == U':' || at(next) == U'/' || kind(next) == kClose ||
      at(next) == 0x2116 || at(next) == U'§' || (at(next) == U',' && at(next + 1) != U',')) {
    return false;
  }
  const bool item = begins_item(next);
  std::size_t from = word_start(stop, begin_);
  if (from >= stop) return after != kLower || item || begins_address(n);  // no word: "3 %.", "(…)."
  std::u32string word = folded(from, stop);
  if (word.size() == 1 && is_letter(u_[from].kind)) {
    const std::size_t start = spaced_start(from);
    if (start < from) {
      from = start;
      word = folded(from, stop);
      std::erase_if(word, [](char32_t c) { return is_space(c); });
    }
  }
  const std::uint16_t flags = data_.flags_of(word);
  const std::u32string following = next_word(n);
  const std::uint16_t behind_flags = data_.flags_of(following);
  // "i" begins sentences in Swedish, but not in "A. I. Rabin".
  const bool starter =
      (behind_flags & internal::kStarter) != 0 && !(following.size() == 1 && kind(n + 1) == kStop);
  const bool number_follows = after == kDigit;

  if (after == kLower && !item) {
    // An unknown abbreviation, or a text that begins sentences in lower case: long words are
    // hardly ever cut short.
    const bool letters_only = std::all_of(u_.begin() + static_cast<std::ptrdiff_t>(from),
                                          u_.begin() + static_cast<std::ptrdiff_t>(stop),
                                          [](const Unit& unit) { return unit.kind == kLower; });
    if (flags == 0 && begins_address(n)) return true;
    const std::size_t shortest =
        kind(begin_) == kLower && has_vowel(word) ? kLongWord - 2 : kLongWord;
    return flags == 0 && !closed && word.size() >= shortest && letters_only;
  }

  // Numbers: items of lists, ordinals.
  const bool all_digits = std::all_of(
      word.begin(), word.end(), [](char32_t c) { return u_isdigit(static_cast<UChar32>(c)) != 0; });
  if (all_digits && !closed) {
    if (from == begin_ && word.size() <= 3) return false;
    if (item) return true;
    if (at(begin_) == U'§' && skip_blanks(begin_ + 1) == from) return false;  // "§ 12. The tenant"
    const std::size_t before = word_before(from);
    if (before == begin_ && before < from &&
        (data_.flags_of(folded(before, from)) & internal::kBeforeNumber) != 0) {
      return false;  // "Art. 1. This law"
    }
    if (data_.ordinals && word.size() <= 2) {
      if ((behind_flags & internal::kMonth) != 0) return false;
      if ((data_.flags_of(folded(before, from)) & internal::kOrdinalLead) != 0 && !starter) {
        return false;
      }
    }
    return true;
  }
  if (!closed && std::all_of(word.begin(), word.end(), [](char32_t c) {
        return c == U'.' || u_isdigit(static_cast<UChar32>(c)) != 0;
      })) {
    // "3.4.2. Tests", "Chapter 3.2. Tests"
    if (from == begin_ || (kind(begin_) == kUpper && word_before(from) == begin_)) return false;
  }
  if (closed && ((flags & internal::kAbbreviation) == 0 || starter)) return true;

  const std::size_t letters = static_cast<std::size_t>(std::count_if(
      word.begin(), word.end(), [](char32_t c) { return u_isalpha(static_cast<UChar32>(c)); }));
  const bool dotted = word.find(U'.') != std::u32string::npos;
  const bool capital = u_[from].kind == kUpper;

  if (from == begin_ && (dotted || (flags & kWholeWord) != 0)) return false;  // "P.S. Do come."
  if (dotted && is_address(from, word)) return true;
  if (letters <= 2 && from > begin_ &&
      (at(from - 1) == U'/' || at(from - 1) == 0xB0 || at(from - 1) == 0xBA)) {
    return true;  // units: "12 g/l.", "38 °C."
  }

  // The part behind a hyphen, apostrophe or inner dot decides too: "l'Ing.", "18:30-20.Uhr".
  std::uint16_t part_flags = flags;
  if (flags == 0) {
    const std::size_t cut = word.find_last_of(U"'-");
    if (cut != std::u32string::npos && word.size() - cut > 2)
      part_flags = data_.flags_of(word.substr(cut + 1));
  }
  if ((part_flags & internal::kMayEnd) != 0) {
    if (number_follows || at(next) == U'(') return false;  // "10 a.m. (CDT)"
    const bool title =
        (behind_flags & internal::kAbbreviation) != 0 && kind(n + following.size()) == kStop;
    // "GmbH & Co. KG"
    if (word == U"co" && behind_ampersand(from) && kind(n) == kUpper && kind(n + 1) == kUpper) {
      return false;
    }
    if (title && dotted) return from - begin_ > kShortSentence;  // "At 5 a.m. Mr. Smith left."
    if (starter || (next_flags(n, following) & internal::kStarter) != 0 ||
        (behind_number(from) && !title)) {
      return true;  // "1998 г. Однако", but "г. Москва"
    }
    if ((part_flags & internal::kAbbreviation) != 0) return false;
    return dotted ? !capital : letters > 1 || capital;
  }
  if ((part_flags & internal::kAbbreviation) != 0) return false;
  if ((part_flags & internal::kBeforeNumber) != 0) {
    const std::u32string roman = following;
    if (number_follows) return false;
    if (!roman.empty() && kind(n) == kUpper && roman_value(roman) > 0) return false;
    return true;
  }

  if (letters == 1 && word.size() == 1) {  // an initial
    if (u_[from].kind == kLetter || number_follows) return false;
    if (!capital) {  // "1 n. Chr."
      return (behind_flags & internal::kAbbreviation) == 0 || kind(n + following.size()) != kStop;
    }
    return starter && from > begin_;
  }
  if (dotted) {
    // U.S. · S.R.L. · е.g.: letters and dots by turns, or "Ph.D", "т.е".
    bool acronym = true;
    std::size_t run = 0;
    for (const char32_t c : word) {
      if (c == U'.') {
        run = 0;
      } else if (++run > 2 || u_isdigit(static_cast<UChar32>(c)) != 0) {
        acronym = false;
      }
    }
    if (acronym) return starter;
    // "Pop.I.": the last part is an initial.
    const std::size_t dot = word.rfind(U'.');
    if (word.size() - dot - 1 == 1 && u_isalpha(static_cast<UChar32>(word.back()))) return starter;
    const std::uint16_t last = data_.flags_of(word.substr(dot + 1));
    if ((last & internal::kAbbreviation) != 0) return false;
    return true;
  }
  // Scripts of India: an initial is a letter and its vowel sign.
  if (word.size() <= 2 && u_[from].c >= 0x900 && u_[from].c < 0xE00) return false;
  // Roman ordinals: "im XIX. Jahrhundert".
  if (data_.ordinals && capital && word.size() >= 2 && roman_value(word) > 0 &&
      kind(from + 1) == kUpper && !starter) {
    return false;
  }
  if (number_follows && word.ends_with(U"str")) return false;  // "Hauptstr. 5"
  // No language has words without vowels of such length: "bldg. 4", "гг. Москва".
  if (letters == word.size() && letters <= 4 && !capital && number_follows) {
    if (!has_vowel(word)) return false;
  }
  return true;
}

bool Cutter::newline_ends(std::size_t before, std::size_t next) const {
  if (line_breaks_ == LineBreaks::kSpace) return false;
  if (line_breaks_ == LineBreaks::kAlways) return true;
  std::size_t lines = 0;
  for (std::size_t i = before; i < next; ++i) lines += u_[i].kind == kNewline ? 1 : 0;
  if (lines >= 2) return true;
  if (is_terminator(kind(next))) return false;
  if (kind(next) == kLower && marker_at(next).shape == Marker::kNone) return false;
  return true;
}

void Cutter::track(std::size_t i) {
  const char32_t c = u_[i].c;
  if (c == U'(' || c == U'[' || c == 0xFF08 || c == 0x3010) {
    if (depth_ == 0) bracket_ = i + 1;
    ++depth_;
  } else if ((c == U')' || c == U']' || c == 0xFF09 || c == 0x3011) && depth_ > 0) {
    --depth_;
  } else if (c == 0xAB || c == 0x300C || c == 0x300E || c == 0x300A) {
    guillemet_ = i + 1;
  } else if (c == 0xBB || c == 0x300D || c == 0x300F || c == 0x300B) {
    guillemet_ = 0;
  } else if (c == U'"') {
    straight_ = !straight_;
  }
}

void Cutter::begin_segment(std::size_t i) {
  begin_ = i;
  depth_ = 0;
  guillemet_ = 0;
  const Marker marker = marker_at(i);
  list_limit_ = marker.shape != Marker::kNone ? marker.limit : 0;
  if (marker.shape != Marker::kNone) {
    list_ = marker;
  } else if (kind(i) == kBullet) {
    const Marker behind = marker_at(skip_blanks(i + 1));
    if (behind.shape != Marker::kNone) {
      list_ = behind;
      list_limit_ = behind.limit;
    }
  }
}

std::vector<std::size_t> Cutter::cut() {
  std::vector<std::size_t> out;
  const auto border = [&](std::size_t i) {
    if (i > begin_ && i < u_.size()) out.push_back(i);
    begin_segment(i);
  };
  begin_segment(skip_blanks(0));
  std::size_t i = begin_;
  while (i < u_.size()) {
    const Kind now = u_[i].kind;
    if (is_letter(now) || now == kDigit) {  // most of any text
      ++i;
      continue;
    }
    if (is_blank(now)) {
      const std::size_t next = skip_blanks(i);
      if (next >= u_.size()) break;
      bool ends = has_newline(i, next) && newline_ends(i, next);
      if (!ends && kind(next) == kBullet) {
        ends = is_blank(kind(next + 1)) || kind(next + 1) == kDigit;
      }
      if (!ends && list_.shape != Marker::kNone) {
        const Marker marker = marker_at(next);
        const std::size_t word = word_start(u_[i - 1].kind == kStop ? i - 1 : i, begin_);
        ends = marker.shape != Marker::kNone && marker.continues(list_) &&
               (data_.flags_of(folded(word, i)) & kCutShort) == 0 &&
               (marker.closer != U'.' || !data_.ordinals || marker.shape != Marker::kNumber ||
                is_terminator(u_[i - 1].kind) || kind(skip_blanks(marker.limit)) == kUpper) &&
               kind(skip_blanks(marker.limit)) != kDigit;
      }
      if (ends) border(next);
      i = next;
      continue;
    }
    const bool armenian_stop = armenian_ && u_[i].c == U':' && is_blank(kind(i + 1));
    const bool greek_question = greek_ && (u_[i].c == U';' || u_[i].c == 0x37E);
    if (!is_terminator(now) && !armenian_stop && !greek_question) {
      track(i);
      ++i;
      continue;
    }
    // The run of terminators, spaced dots included: "...", "?!", ". . .".
    const std::size_t first = i;
    std::size_t last = i;  // the last terminator
    bool strong = now != kStop && now != kEllipsis;
    bool full = now == kFullStop;
    std::size_t stops = now == kStop ? 1 : now == kEllipsis ? 3 : 0;
    for (std::size_t j = i + 1; j < u_.size(); ++j) {
      if (is_terminator(u_[j].kind)) {
        if (u_[j].kind == kStop) ++stops;
        if (u_[j].kind == kEllipsis) stops += 3;
        strong = strong || u_[j].kind == kStrong || u_[j].kind == kFullStop;
        full = full || u_[j].kind == kFullStop;
        last = j;
      } else if (!(u_[j].kind == kSpace && kind(j + 1) == kStop && u_[last].kind == kStop &&
                   (is_blank(kind(j + 2)) || j + 2 >= u_.size() ||
                    (kind(j + 2) == kStop && !is_letter(kind(j + 4)))))) {
        break;
      }
    }
    // "compounds. . . . The": the first dot ends a sentence, the next begins with an omission.
    const bool omission = stops == 4 && last == first + 6 && first > begin_ &&
                          is_letter(u_[first - 1].kind) && skip_blanks(last + 1) < u_.size();
    if (omission) {
      last = first;
      stops = 1;
    }
    const bool ellipsis = stops >= 2 && !strong;
    // What closes: marks right behind, or behind a blank where the quotation was opened.
    std::size_t k = last + 1;
    bool closed = false;
    while (k < u_.size()) {
      const char32_t c = u_[k].c;
      if (u_[k].kind == kClose || u_[k].kind == kQuote || c == 0x201C || c == 0x2018) {
        // A straight mark behind a blank may open; right behind a terminator it closes, as does “.
        const bool apostrophe = c == 0x2019 && is_letter(kind(k + 1));
        if (apostrophe) break;
        if ((c == 0x201C || c == 0x2018) && !(is_blank(kind(k + 1)) || k + 1 >= u_.size())) break;
        track(k);
        closed = true;
        ++k;
        continue;
      }
      if (u_[k].kind == kSpace) {
        const std::size_t mark = skip_blanks(k);
        const char32_t m = at(mark);
        // '' stands for ” in some texts.
        const std::size_t width = m == U'\'' && at(mark + 1) == U'\'' ? 2 : 1;
        const bool alone = is_blank(kind(mark + width)) || mark + width >= u_.size();
        const bool closes = (m == 0xBB && guillemet_ != 0) || (m == U'"' && straight_ && alone) ||
                            (m == 0x201D && alone) || (width == 2 && alone);
        if (closes && !has_newline(k, mark)) {
          track(mark);
          closed = true;
          k = mark + width;
          continue;
        }
      }
      break;
    }
    if (now != kFullStop) k = behind_signs(k);
    // Numbers of notes: "efficiency.10 This", "(1987).1 According".
    if (now == kStop && last == first && kind(k) == kDigit && first > begin_ &&
        (u_[first - 1].kind == kLower || u_[first - 1].kind == kClose)) {
      std::size_t limit = k;
      while (
          limit < u_.size() && limit - k < 8 &&
          (u_[limit].kind == kDigit || (u_[limit].kind == kSpace && kind(limit + 1) == kDigit))) {
        ++limit;
      }
      const std::size_t word = word_start(first, begin_);
      if (is_blank(kind(limit)) && kind(skip_blanks(limit)) == kUpper &&
          (u_[first - 1].kind == kClose || first - word >= kLongWord)) {
        k = limit;
      }
    }
    if (k >= u_.size()) break;

    bool ends = false;
    const std::size_t next = skip_blanks(k);
    if (next >= u_.size()) break;
    const bool blank = next > k;
    // A bracket or quotation that is open, did not begin the segment and closes soon, holds
    // together.
    bool inside = false;
    if (depth_ > 0 && bracket_ > begin_ + 1) {
      for (std::size_t j = k; j < u_.size() && j - bracket_ < kMaxBracket; ++j) {
        if (u_[j].c == U')' || u_[j].c == U']' || u_[j].c == 0xFF09 || u_[j].c == 0x3011) {
          inside = true;
          break;
        }
      }
    }
    if (guillemet_ != 0 && u_[guillemet_ - 1].c >= 0x3000) {
      for (std::size_t j = k; j < u_.size() && j - guillemet_ < kMaxBracket; ++j) {
        if (u_[j].c == 0x300D || u_[j].c == 0x300F || u_[j].c == 0x300B) {
          inside = true;
          break;
        }
      }
    }

    // What the next sentence begins with, marks before it left aside.
    std::size_t n = next;
    while (n < u_.size() && n - next < 4 &&
           (kind(n) == kOpen || kind(n) == kQuote || kind(n) == kDash || at(n) == U',' ||
            at(n) == U'`' || (is_blank(kind(n)) && n > next))) {
      ++n;
    }
    if (guillemet_ != 0 && kind(next) == kDash && guillemet_ > begin_) {
      ends = false;  // «К чему? – спросила мама. – Завтра выходной»
    } else if (list_limit_ != 0 && k == list_limit_) {
      ends = false;  // "1.) The first item"
    } else if (armenian_stop) {
      ends = kind(n) == kUpper;
    } else if (inside) {
      ends = false;
    } else if (full) {
      ends = kind(next) != kClose && at(next) != U',' && at(next) != 0x3001 && at(next) != 0xFF0C;
      // 「…。」と: what was quoted goes on.
      if (closed && !blank && kind(next) == kLetter && u_[last].c >= 0x3000 &&
          u_[k - 1].c != 0xFF09 && at(next) >= 0x3041 && at(next) <= 0x309F) {
        ends = false;
      }
    } else if (!blank) {
      if (now == kStop && stops == 1 && !strong && !closed) {
        ends = joined_stop_ends(first, next);
        if (!ends && u_[first].c == 0xFF0E) ends = kind(next) != kDigit;
      } else if (strong) {
        // "Yes!No" and, in scripts without case, "吗?他".
        ends = (kind(next) == kUpper && kind(next + 1) == kLower && first > begin_ &&
                u_[first - 1].kind == kLower) ||
               (kind(next) == kLetter && at(next) >= 0x3000 && first > begin_ &&
                u_[first - 1].kind == kLetter);
      } else if (ellipsis && u_[first].kind == kEllipsis) {
        ends = closed && kind(next) == kUpper;
      }
    } else if ((at(next) == U',' && at(next + 1) != U',') || at(next) == U';' ||
               kind(next) == kClose) {
      ends = false;
    } else if (strong || greek_question) {
      std::size_t word = n;  // behind "..", which goes on
      while (kind(word) == kStop && word - n < 3) ++word;
      ends = kind(word) != kLower || begins_item(next) || begins_address(n) ||
             (!closed && n == next && kind(begin_) == kLower);
      if (ends && first > begin_ && !closed && last == first) {
        const std::size_t from = word_start(first, begin_);
        ends = from >= first || (data_.flags_of(folded(from, first)) & internal::kProtected) == 0 ||
               (data_.flags_of(next_word(n)) & internal::kStarter) != 0;
      }
    } else if (ellipsis) {
      ends = kind(n) == kUpper || begins_address(n) ||
             (kind(n) == kDigit && !is_blank(kind(first - 1)));
      // ". . . I": spaced out and between blanks, it is a pause.
      if (last - first > stops && stops == 3 && first > 0 && is_blank(u_[first - 1].kind)) {
        ends = false;
      }
      if (first <= begin_) ends = false;  // "... and then"
    } else {
      ends = omission || stop_ends(first, next, closed);
    }
    if (ends && is_citation(next)) ends = false;
    if (ends) {
      border(next);
      i = next;
    } else {
      i = k;
    }
  }
  return out;
}

}  // namespace

Segmenter::Segmenter(std::string_view tag, const SegmentOptions& options)
    : rules_(std::make_unique<Rules>()) {
  rules_->data = internal::load_segment_data(tag);
  rules_->line_breaks = options.line_breaks;
  for (const std::string& word : options.abbreviations) {
    rules_->data.words[internal::fold_word(word)] |= internal::kAbbreviation;
  }
  const std::string_view primary = tag.substr(0, tag.find('-'));
  rules_->greek = primary == "el";
  rules_->armenian = primary == "hy";
}

Segmenter::Segmenter(Segmenter&&) noexcept = default;
Segmenter& Segmenter::operator=(Segmenter&&) noexcept = default;
Segmenter::~Segmenter() = default;

std::vector<Span> Segmenter::segment(std::string_view text) const {
  std::vector<Span> out;
  std::vector<Unit> units;
  units.reserve(std::min(text.size(), kMaxUnits) + 1);
  std::size_t at = 0;
  const auto add = [&](std::size_t start, std::size_t limit) {
    const std::string_view kept = trim(text.substr(start, limit - start));
    if (kept.empty()) return;
    const auto begin = static_cast<std::size_t>(kept.data() - text.data());
    out.push_back({begin, begin + kept.size()});
  };
  while (at < text.size()) {
    units.clear();
    std::size_t next = at;
    while (next < text.size() && units.size() < kMaxUnits) {
      const std::size_t start = next;
      const auto byte = static_cast<unsigned char>(text[next]);
      char32_t c = byte;
      if (byte < 0x80) {
        ++next;
      } else {
        c = next_code_point(text, next);
      }
      // A line feed ends the line with the carriage return before it.
      const bool old_line = c == U'\r' && (next >= text.size() || text[next] != '\n');
      units.push_back(
          {c, static_cast<std::uint32_t>(start - at), old_line ? kNewline : kind_of(c)});
    }
    const std::vector<std::size_t> borders =
        Cutter(rules_->data, rules_->line_breaks, rules_->greek, rules_->armenian, units).cut();
    std::size_t start = at;
    for (const std::size_t border : borders) {
      add(start, at + units[border].start);
      start = at + units[border].start;
    }
    if (next >= text.size()) {
      add(start, text.size());
      break;
    }
    // More follows: what is open is decided with it; without any border, cut at the last blank.
    if (start == at) {
      std::size_t blank = units.size();
      while (blank > units.size() / 2 && !is_blank(units[blank - 1].kind)) --blank;
      start = blank > units.size() / 2 ? at + units[blank - 1].start : next;
      add(at, start);
    }
    at = start;
  }
  return out;
}

std::vector<std::string> segment_languages() {
  std::vector<std::string> out;
  for (const internal::SegmentFile& file : internal::segment_files()) out.emplace_back(file.tag);
  return out;
}

}  // namespace punte::language
