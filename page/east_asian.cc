#include "page/east_asian.h"

#include <algorithm>

#include "base/ascii.h"
#include "language/text.h"

namespace punte::page::internal {

EastAsianLetters east_asian_letters(std::string_view text) {
  EastAsianLetters out;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = language::next_code_point(text, i);
    if (c < 0x80) {
      out.others += base::is_alpha(static_cast<char>(c)) ? 1 : 0;
    } else if ((c >= 0x3041 && c <= 0x30FF && c != 0x30FB && c != 0x30FC) ||
               (c >= 0x31F0 && c <= 0x31FF) || (c >= 0xFF66 && c <= 0xFF9D)) {
      ++out.kana;
    } else if ((c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
               (c >= 0x20000 && c <= 0x3FFFF)) {
      ++out.han;
    } else if ((c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x1100 && c <= 0x11FF)) {
      ++out.hangul;
    } else if (c >= 0xC0 && !(c >= 0x2000 && c < 0x2C00) && !(c >= 0x3000 && c < 0x3100) &&
               !(c >= 0xFE00 && c < 0x10000)) {
      ++out.others;
    }
  }
  return out;
}

bool is_east_asian(std::string_view tag) {
  const std::string_view primary = tag.substr(0, tag.find('-'));
  return primary == "zh" || primary == "yue" || primary == "wuu" || primary == "ja" ||
         primary == "ko";
}

bool may_be_in(const EastAsianLetters& letters, std::string_view tag) {
  if (letters.east_asian() == 0) return !is_east_asian(tag);
  if (!is_east_asian(tag)) return letters.others > 0;
  if (letters.kana > 0) return tag == "ja";
  if (letters.hangul > 0) return tag == "ko";
  return tag != "ko";
}

bool looks_like_code(std::string_view text) {
  if (std::none_of(text.begin(), text.end(), base::is_digit)) return false;
  std::size_t small = 0;
  for (const char c : text) {
    small = base::is_lower(c) || static_cast<unsigned char>(c) >= 0x80 ? small + 1 : 0;
    if (small >= 2) return false;
  }
  return true;
}

}  // namespace punte::page::internal
