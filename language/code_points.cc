#include "language/code_points.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "language/text.h"

namespace punte::language::internal {
namespace {

constexpr std::size_t kTableSize = 0x3100;  // up to kana; ICU knows the rest

/// Signs whose category does not say what they are.
struct Signs {
  Kind kind;
  std::u32string_view signs;
};
constexpr std::array kSigns = {
    Signs{kStop, U".\uFF0E\u2024"},
    Signs{kStrong, U"!?\u203C\u203D\u2047\u2048\u2049\u061F\u055C\u055E"},
    Signs{kEllipsis, U"\u2026\u2025"},
    Signs{kFullStop,
          U"\u3002\uFF01\uFF1F\uFF61\u0964\u0965\u06D4\u0589\u1362\u1367\u1368\u104A\u104B\u17D4"
          U"\u17D5\u0F0D\u0F0E\u1803\u1809\uA60E\u2E3C\uFE52\uFE56\uFE57"},
    Signs{kQuote, U"\"'\uFF02\uFF07\u05F4"},
    Signs{kOpen, U"«‹“‘„‚¿¡"},
    Signs{kClose, U"»›”’"},
    Signs{kDash, U"-\u2010\u2011\u2012\u2013\u2014\u2015"},
    Signs{kBullet, U"\u2022\u25CF\u25AA\u25E6\u25A0\u25BA\u25C6\u2023\u2043"},
    Signs{kNewline, U"\n\u2028\u2029\v\f\x85"},
};

/// By sign.
using KindOfSign = std::pair<char32_t, Kind>;
std::vector<KindOfSign> sorted_signs() {
  std::vector<KindOfSign> out;
  for (const Signs& row : kSigns) {
    for (const char32_t c : row.signs) out.emplace_back(c, row.kind);
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// Lower case to Unicode, but no text begins its sentences with the capitals.
bool is_georgian(char32_t c) { return c >= 0x10D0 && c <= 0x10FF && c != 0x10FB; }

Kind kind_of_slow(char32_t c) {
  static const std::vector<KindOfSign> kSorted = sorted_signs();
  const auto found = std::lower_bound(kSorted.begin(), kSorted.end(), KindOfSign{c, kOther});
  if (found != kSorted.end() && found->first == c) return found->second;
  if (is_space(c)) return kSpace;
  if (is_georgian(c)) return kLetter;
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

/// True for what may stand after a closing quotation mark without a blank.
bool goes_on_after_quotation(const CodePoint& point) {
  return is_terminator(point.kind) || point.kind == kClose || point.c == U',' || point.c == U';' ||
         point.c == U':';
}

constexpr char32_t kEthiopicWordSpace = 0x1361;

}  // namespace

void settle_kind(std::span<CodePoint> text, std::size_t i) {
  CodePoint& point = text[i];
  if (point.c == kEthiopicWordSpace) {  // two of them are typed for the full stop ።
    if (i == 0 || text[i - 1].c != kEthiopicWordSpace) return;
    text[i - 1].kind = point.kind = kFullStop;
    return;
  }
  const bool blank_before = i == 0 || is_blank(text[i - 1].kind);
  const bool blank_after = i + 1 >= text.size() || is_blank(text[i + 1].kind);
  if (blank_before && blank_after) return;
  const bool opens = blank_before || text[i - 1].kind == kOpen || text[i - 1].kind == kDash;
  const bool closes = blank_after || goes_on_after_quotation(text[i + 1]);
  if (opens != closes) point.kind = opens ? kOpen : kClose;
}

Kind kind_of(char32_t c) {
  static const std::array<std::uint8_t, kTableSize> kTable = [] {
    std::array<std::uint8_t, kTableSize> table{};
    for (char32_t i = 0; i < table.size(); ++i) table[i] = kind_of_slow(i);
    return table;
  }();
  return c < kTable.size() ? static_cast<Kind>(kTable[c]) : kind_of_slow(c);
}

}  // namespace punte::language::internal
