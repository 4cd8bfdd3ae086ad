#include "language/written_number.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "language/text.h"

namespace punte::language::internal {
namespace {

constexpr std::size_t kGroup = 3;        // digits, in nearly every language
constexpr std::size_t kIndianGroup = 2;  // in India, but for the last

struct Part {
  char32_t separator;  // before it; 0 for the first
  std::string digits;
};

std::string utf8(char32_t c) {
  std::string out;
  append_utf8(out, c);
  return out;
}

bool is_minus(char32_t c) {
  return c == U'-' || (c >= 0x2010 && c <= 0x2013) || c == 0x2212 || c == 0xFE63 || c == 0xFF0D;
}
bool is_apostrophe(char32_t c) { return c == U'\'' || c == 0x2019 || c == 0x2018; }
bool only_groups(char32_t c) { return is_space(c) || is_apostrophe(c) || c == 0x66C; }
bool is_separator(char32_t c) {
  return c == U'.' || c == U',' || c == 0x66B || c == 0xFF0E || c == 0xFF0C || only_groups(c);
}

/// Whether parts [1, limit) are the groups of one number.
bool are_groups(const std::vector<Part>& parts, std::size_t limit, bool& indian) {
  const std::size_t first = parts.front().digits.size();
  if (limit < 2 || first == 0 || first > kGroup) return false;
  if (parts[limit - 1].digits.size() != kGroup) return false;
  indian = limit > 2 && first <= kIndianGroup && parts[1].digits.size() == kIndianGroup;
  for (std::size_t i = 1; i < limit; ++i) {
    if (parts[i].separator != parts[1].separator) return false;
    const std::size_t size = i + 1 < limit && indian ? kIndianGroup : kGroup;
    if (parts[i].digits.size() != size) return false;
  }
  return true;
}

/// How many of the parts belong to the integer; 0: it is no number.
std::size_t integer_parts(const std::vector<Part>& parts, const NumberMarks& marks, bool& indian) {
  if (parts.size() == 1) return 1;
  const char32_t last = parts.back().separator;
  const bool alone = std::count_if(parts.begin(), parts.end(),
                                   [&](const Part& part) { return part.separator == last; }) == 1;
  if (parts.size() == 2) {
    const bool grouped = are_groups(parts, 2, indian);
    if (only_groups(last)) return grouped ? 2 : 0;
    return grouped && last != marks.decimal && last != 0x66B ? 2 : 1;
  }
  if (!alone) return are_groups(parts, parts.size(), indian) ? parts.size() : 0;
  if (only_groups(last)) return 0;
  return are_groups(parts, parts.size() - 1, indian) ? parts.size() - 1 : 0;
}

/// The digits and separators of a text; false if there is anything else.
bool read_parts(std::string_view text, std::vector<Part>& parts, char32_t& zero) {
  parts.push_back({0, {}});
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    const std::int32_t digit = u_charDigitValue(static_cast<UChar32>(c));
    if (digit >= 0 && digit <= 9 && u_isdigit(static_cast<UChar32>(c))) {
      const char32_t own = c - static_cast<char32_t>(digit);
      if (zero != 0 && zero != own) return false;
      zero = own;
      parts.back().digits += static_cast<char>('0' + digit);
    } else if (is_separator(c) && !parts.back().digits.empty()) {
      parts.push_back({c, {}});
    } else {
      return false;
    }
  }
  return !parts.back().digits.empty();
}

}  // namespace

char sign_of(const WrittenNumber& number) {
  if (number.sign.empty()) return '\0';
  std::size_t at = 0;
  const char32_t c = next_code_point(number.sign, at);
  return is_minus(c) ? '-' : c == 0xB1 ? '~' : '+';
}

bool same_value(const WrittenNumber& a, const WrittenNumber& b) {
  return sign_of(a) == sign_of(b) && a.integer == b.integer && a.decimals == b.decimals;
}

std::optional<WrittenNumber> read_number(std::string_view text, const NumberMarks& marks) {
  WrittenNumber out;
  std::size_t start = 0;
  if (text.empty()) return std::nullopt;
  const char32_t first = next_code_point(text, start);
  if (is_minus(first) || first == U'+' || first == 0xFF0B || first == 0xB1) {
    out.sign = text.substr(0, start);
    std::size_t digits = start;
    if (start < text.size() &&
        u_charType(static_cast<UChar32>(next_code_point(text, digits))) == U_CURRENCY_SYMBOL) {
      out.currency = text.substr(start, digits - start);
      start = digits;
    }
  } else {
    start = 0;
  }
  std::vector<Part> parts;
  out.zero = 0;
  if (!read_parts(text.substr(start), parts, out.zero)) return std::nullopt;
  const std::size_t integers = integer_parts(parts, marks, out.indian);
  if (integers == 0) return std::nullopt;
  for (std::size_t i = 0; i < integers; ++i) out.integer += parts[i].digits;
  if (integers > 1) out.group = utf8(parts[1].separator);
  if (integers < parts.size()) {
    out.mark = utf8(parts.back().separator);
    out.decimals = parts.back().digits;
  }
  return out;
}

std::string write_number(const WrittenNumber& value, const WrittenNumber& manner,
                         const NumberMarks& marks) {
  std::string out;
  if (sign_of(value) != '\0') out = sign_of(value) == sign_of(manner) ? manner.sign : value.sign;
  out += manner.currency;
  const auto add = [&](char digit) {
    append_utf8(out, manner.zero + static_cast<char32_t>(digit - '0'));
  };
  // A number of four digits says of itself whether thousands are grouped; a shorter one does not.
  std::string group = manner.group;
  if (group.empty() && manner.integer.size() <= kGroup && !value.group.empty()) {
    group = utf8(marks.group);
  }
  const bool manner_groups_thousands = !manner.group.empty() && manner.integer.size() == kGroup + 1;
  if (value.integer.size() == kGroup + 1 && !marks.groups_thousands && !manner_groups_thousands) {
    group.clear();
  }
  const std::size_t size = value.integer.size();
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t rest = size - i;
    const bool at_group =
        manner.indian ? rest == kGroup || (rest > kGroup && (rest - kGroup) % kIndianGroup == 0)
                      : rest % kGroup == 0;
    if (i > 0 && at_group) out += group;
    add(value.integer[i]);
  }
  if (!value.decimals.empty()) {
    out += manner.mark.empty() ? utf8(marks.decimal) : manner.mark;
    for (const char digit : value.decimals) add(digit);
  }
  return out;
}

}  // namespace punte::language::internal
