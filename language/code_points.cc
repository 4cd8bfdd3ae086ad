#include "language/code_points.h"

#include <unicode/uchar.h>

#include <array>

#include "language/text.h"

namespace punte::language::internal {
namespace {

constexpr std::size_t kTableSize = 0x3100;  // up to kana; ICU knows the rest

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

}  // namespace

Kind kind_of(char32_t c) {
  static const std::array<std::uint8_t, kTableSize> kTable = [] {
    std::array<std::uint8_t, kTableSize> table{};
    for (char32_t i = 0; i < table.size(); ++i) table[i] = kind_of_slow(i);
    return table;
  }();
  return c < kTable.size() ? static_cast<Kind>(kTable[c]) : kind_of_slow(c);
}

}  // namespace punte::language::internal
