#include "tm/text/text_damage.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "language/text.h"

namespace punte::tm::internal {
namespace {

using language::append_utf8;
using language::next_code_point;

/// What Windows-1252 makes of the bytes 0x80 to 0x9F; 0 where it leaves them undefined.
constexpr std::array<char32_t, 32> kWindows = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/// The byte that was read as this character, or -1.
int byte_of(char32_t c) {
  if (c >= 0x80 && c <= 0xFF) return static_cast<int>(c);
  const auto* found = std::find(kWindows.begin(), kWindows.end(), c);
  return c == 0 || found == kWindows.end() ? -1 : 0x80 + static_cast<int>(found - kWindows.begin());
}

/// Characters that somebody may have written: letters and marks of a text, or its usual signs.
bool is_plausible(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<UChar32>(next_code_point(text, i));
    const bool sign = (c >= 0x2010 && c <= 0x2044) || (c >= 0xA0 && c <= 0xBF) || c == 0x20AC ||
                      c == 0x2122 || c == 0xD7 || c == 0xF7;
    if (!sign && u_isalpha(c) == 0 && u_charType(c) != U_NON_SPACING_MARK &&
        byte_of(static_cast<char32_t>(c)) < 0) {
      return false;
    }
  }
  return true;
}

/// One turn back; empty where nothing was turned.
std::string turn_back(std::string_view text) {
  std::string out;
  bool turned = false;
  for (std::size_t i = 0; i < text.size();) {
    std::string bytes;
    std::size_t at = i;
    while (at < text.size()) {
      std::size_t next = at;
      const int byte = byte_of(next_code_point(text, next));
      if (byte < 0) break;
      bytes += static_cast<char>(byte);
      at = next;
    }
    if (bytes.empty()) {
      append_utf8(out, next_code_point(text, i));
      continue;
    }
    const bool damaged = bytes.size() > 1 && language::is_valid_utf8(bytes) && is_plausible(bytes);
    out += damaged ? std::string_view(bytes) : text.substr(i, at - i);
    turned = turned || damaged;
    i = at;
  }
  return turned ? out : std::string();
}

}  // namespace

std::optional<std::string> undo_mojibake(std::string_view text) {
  std::optional<std::string> out;
  // Nobody reads a text wrongly more than a few times.
  for (int times = 0; times < 4; ++times) {
    std::string better = turn_back(out ? std::string_view(*out) : text);
    if (better.empty()) break;
    out = std::move(better);
  }
  return out;
}

bool has_lost_characters(std::string_view text) {
  std::array<char32_t, 3> last{};
  bool address = false;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    if (c == 0xFFFD || (c < 0x20 && c != '\t' && c != '\n' && c != '\r') ||
        (c >= 0x7F && c < 0xA0)) {
      return true;
    }
    if (language::is_space(c)) address = false;
    if (c == '/' || c == '=' || c == '&') address = true;
    last = {last[1], last[2], c};
    if (!address && last[1] == '?' && u_islower(static_cast<UChar32>(last[0])) != 0 &&
        u_islower(static_cast<UChar32>(last[2])) != 0) {
      return true;
    }
  }
  return false;
}

std::vector<std::string> numbers_of(std::string_view text) {
  std::vector<std::string> out;
  std::string digits;
  bool separator = false;
  const auto end = [&] {
    if (digits.size() > 1) out.push_back(digits);
    digits.clear();
    separator = false;
  };
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    const int digit = u_charDigitValue(static_cast<UChar32>(c));
    if (digit >= 0) {
      digits += static_cast<char>('0' + digit);
      separator = false;
    } else if (!digits.empty() && !separator &&
               (c == '.' || c == ',' || c == '\'' || c == 0x2019 || c == 0xA0 || c == 0x202F ||
                c == 0x66B || c == 0x66C)) {
      separator = true;  // inside of a number, if a digit follows
    } else {
      end();
    }
  }
  end();
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace punte::tm::internal
