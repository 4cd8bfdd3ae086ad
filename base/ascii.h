#ifndef PUNTE_BASE_ASCII_H_
#define PUNTE_BASE_ASCII_H_

#include <algorithm>
#include <string>
#include <string_view>

// Letters, digits and blanks of ASCII, whatever the locale. Every other byte is left as it is, so
// these are safe on UTF-8. Format names, tags and keywords need no more; texts of people do
// (language/text.h).
namespace punte::base {

[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
[[nodiscard]] constexpr bool is_alpha(char c) { return is_upper(c) || is_lower(c); }
[[nodiscard]] constexpr bool is_alnum(char c) { return is_alpha(c) || is_digit(c); }

/// Space, tab, line feed, carriage return, form feed, vertical tab.
[[nodiscard]] constexpr bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

[[nodiscard]] constexpr char lower(char c) {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] constexpr char upper(char c) {
  return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
}

[[nodiscard]] inline std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return lower(c); });
  return out;
}

/// True if the texts differ in the case of ASCII letters at most.
[[nodiscard]] constexpr bool same_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return lower(x) == lower(y); });
}

/// The text without blanks at its ends; a view into it.
[[nodiscard]] constexpr std::string_view trim_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// True if there is nothing but blanks.
[[nodiscard]] constexpr bool is_blank(std::string_view text) { return trim_blanks(text).empty(); }

}  // namespace punte::base

#endif  // PUNTE_BASE_ASCII_H_
