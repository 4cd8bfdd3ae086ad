#include "page/guard.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace punte::page::internal {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

bool is(std::string_view name, std::string_view wanted) {
  return name.size() == wanted.size() &&
         std::equal(name.begin(), name.end(), wanted.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
         });
}

template <std::size_t n>
bool is_one_of(std::string_view name, const std::array<std::string_view, n>& names) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view wanted) { return is(name, wanted); });
}

constexpr std::array<std::string_view, 14> kVoid = {"area",  "base", "br",    "col",   "embed",
                                                    "hr",    "img",  "input", "link",  "meta",
                                                    "param", "wbr",  "track", "source"};
// A start tag of these closes an open one before it: they do not nest by being left open.
constexpr std::array<std::string_view, 12> kSelfClosing = {
    "p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody", "html", "body"};
constexpr std::array<std::string_view, 8> kRawText = {"script",   "style",   "textarea", "title",
                                                      "noframes", "noembed", "xmp",      "iframe"};

}  // namespace

void tame(std::string& html, std::size_t max_depth, std::size_t max_attributes) {
  std::size_t depth = 0;
  std::size_t blanked = 0;
  std::size_t i = 0;
  const auto blank = [&](std::size_t start, std::size_t limit) {
    std::fill(html.begin() + static_cast<std::ptrdiff_t>(start),
              html.begin() + static_cast<std::ptrdiff_t>(limit), ' ');
  };
  while (true) {
    i = html.find('<', i);
    if (i == std::string::npos || i + 1 >= html.size()) return;
    const std::size_t start = i;
    if (html.compare(i, 4, "<!--") == 0) {
      const std::size_t end = html.find("-->", i + 4);
      if (end == std::string::npos) return;
      i = end + 3;
      continue;
    }
    const bool closes = html[i + 1] == '/';
    std::size_t name_start = i + 1 + (closes ? 1 : 0);
    if (name_start >= html.size() || !is_letter(html[name_start])) {
      ++i;
      continue;
    }
    std::size_t at = name_start;
    while (at < html.size() && !is_blank(html[at]) && html[at] != '>' && html[at] != '/') ++at;
    const std::string_view name(html.data() + name_start, at - name_start);
    // To the end of the tag; quotes hide '>'.
    std::size_t attributes = 0;
    std::size_t cut = 0;
    while (at < html.size() && html[at] != '>') {
      if (is_blank(html[at]) || html[at] == '/') {
        ++at;
        continue;
      }
      if (++attributes > max_attributes && cut == 0) cut = at;
      while (at < html.size() && !is_blank(html[at]) && html[at] != '>' && html[at] != '=') ++at;
      std::size_t value = at;
      while (value < html.size() && is_blank(html[value])) ++value;
      if (value < html.size() && html[value] == '=') {
        at = value + 1;
        while (at < html.size() && is_blank(html[at])) ++at;
        if (at < html.size() && (html[at] == '"' || html[at] == '\'')) {
          at = html.find(html[at], at + 1);
          if (at == std::string::npos) return;
          ++at;
        } else {
          while (at < html.size() && !is_blank(html[at]) && html[at] != '>') ++at;
        }
      }
    }
    if (at >= html.size()) return;
    if (cut != 0) blank(cut, at);
    i = at + 1;
    if (is_one_of(name, kVoid)) continue;
    if (!closes && is_one_of(name, kRawText)) {
      const std::string end_tag = "</" + std::string(name);
      const auto end =
          std::search(html.begin() + static_cast<std::ptrdiff_t>(i), html.end(), end_tag.begin(),
                      end_tag.end(), [](char a, char b) {
                        const auto low = [](char c) {
                          return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
                        };
                        return low(a) == low(b);
                      });
      if (end == html.end()) return;
      i = static_cast<std::size_t>(end - html.begin()) + end_tag.size();
      continue;
    }
    // Nested tables and lists open and close them in turn; a pile of them can only come from
    // elements between, which are counted.
    if (is_one_of(name, kSelfClosing)) continue;
    if (closes) {
      if (blanked > 0) {
        --blanked;
        blank(start, i);
      } else if (depth > 0) {
        --depth;
      }
    } else if (depth >= max_depth) {
      ++blanked;
      blank(start, i);
    } else {
      ++depth;
    }
  }
}

}  // namespace punte::page::internal
