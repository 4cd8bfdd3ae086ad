#include "qa/tokens.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>

#include "language/text.h"

namespace punte::qa::internal {
namespace {

using language::next_code_point;
using language::Span;

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_name(char c) { return is_letter_or_digit(c) || c == '_'; }

bool is_address(char c) {
  return is_letter_or_digit(c) || static_cast<unsigned char>(c) >= 0x80 ||
         std::string_view("-._~:/?#[]@!$&'()*+,;=%").find(c) != std::string_view::npos;
}

/// The address that begins at `start`, or an empty span.
Span address_at(std::string_view text, std::size_t start) {
  if (start > 0 && is_letter_or_digit(text[start - 1])) return {start, start};
  const std::string_view rest = text.substr(start);
  std::size_t end = start;
  if (rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("ftp://") ||
      rest.starts_with("www.")) {
    while (end < text.size() && is_address(text[end])) ++end;
  } else {
    // An e-mail address: name@host.domain in ASCII.
    const auto is_local = [](char c) {
      return is_letter_or_digit(c) || std::string_view("._%+-").find(c) != std::string_view::npos;
    };
    std::size_t at = start;
    while (at < text.size() && at - start < 64 && is_local(text[at])) ++at;
    if (at == start || at == text.size() || text[at] != '@') return {start, start};
    end = at + 1;
    while (end < text.size() &&
           (is_letter_or_digit(text[end]) || text[end] == '-' || text[end] == '.')) {
      ++end;
    }
    while (end > at + 1 && !is_letter_or_digit(text[end - 1])) --end;
    if (text.substr(at, end - at).find('.') == std::string_view::npos) return {start, start};
    return {start, end};
  }
  while (end > start && std::string_view(".,;:!?'").find(text[end - 1]) != std::string_view::npos) {
    --end;
  }
  const std::string_view found = text.substr(start, end - start);
  if (found.ends_with(')') && found.find('(') == std::string_view::npos) --end;
  return {start, end};
}

std::vector<Span> address_spans(std::string_view text) {
  std::vector<Span> out;
  std::size_t i = 0;
  while (i < text.size()) {
    const Span span = is_letter_or_digit(text[i]) ? address_at(text, i) : Span{i, i};
    if (span.limit > span.start) {
      out.push_back(span);
      i = span.limit;
      continue;
    }
    ++i;
    // Only the beginning of a word can begin an address; the rest of it is skipped in one go.
    while (i < text.size() && is_letter_or_digit(text[i]) && is_letter_or_digit(text[i - 1])) ++i;
  }
  return out;
}

/// Where a run of name characters that starts at `i` ends.
std::size_t name_end(std::string_view text, std::size_t i) {
  while (i < text.size() && (is_name(text[i]) || text[i] == '.' || text[i] == '-')) ++i;
  return i;
}

std::size_t printf_end(std::string_view text, std::size_t start) {
  std::size_t i = start + 1;
  if (i < text.size() && text[i] == '(') {
    i = name_end(text, i + 1);
    if (i >= text.size() || text[i] != ')') return start;
    ++i;
  }
  const std::size_t flags = i;
  while (i < text.size() && i - flags < 12 &&
         std::string_view("0123456789$.+-#*").find(text[i]) != std::string_view::npos) {
    ++i;
  }
  while (i < text.size() && (text[i] == 'l' || text[i] == 'h' || text[i] == 'z')) ++i;
  if (i >= text.size() ||
      std::string_view("sdiufFeEgGxXoc@").find(text[i]) == std::string_view::npos) {
    return start;
  }
  // "50 %de" is a percentage: a letter behind makes a word of it.
  if (std::size_t behind = i + 1; behind < text.size()) {
    if (text[behind] == '_' ||
        u_isalnum(static_cast<UChar32>(next_code_point(text, behind))) != 0) {
      return start;
    }
  }
  if (start > 0 && text[start - 1] >= '0' && text[start - 1] <= '9') return start;
  return i + 1;
}

std::vector<Span> placeholder_spans(std::string_view text) {
  std::vector<Span> out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    switch (text[i]) {
      case '%': {
        end = printf_end(text, i);
        if (end == i) {
          const std::size_t name = name_end(text, i + 1);
          if (name > i + 1 && name < text.size() && text[name] == '%') end = name + 1;
        }
        break;
      }
      case '$':
      case '{': {
        std::size_t open = i;
        if (text[i] == '$') ++open;
        std::size_t braces = 0;
        while (open + braces < text.size() && braces < 2 && text[open + braces] == '{') ++braces;
        if (braces == 0) break;
        const std::size_t start = open + braces;
        std::size_t name = start;
        while (name < text.size() && name - start < 64 &&
               (is_name(text[name]) ||
                std::string_view(".- :,#").find(text[name]) != std::string_view::npos)) {
          ++name;
        }
        const std::string_view close = std::string_view("}}").substr(0, braces);
        if (text.substr(name).starts_with(close)) end = name + braces;
        break;
      }
      case '&': {
        const std::size_t name = name_end(text, i + 1);
        if (name > i + 1 && name - i < 12 && name < text.size() && text[name] == ';')
          end = name + 1;
        break;
      }
      default:
        break;
    }
    if (end > i) {
      out.push_back({i, end});
      i = end;
    } else {
      ++i;
    }
  }
  return out;
}

std::vector<std::string> texts_of(std::string_view text, const std::vector<Span>& spans) {
  std::vector<std::string> out;
  out.reserve(spans.size());
  for (const Span span : spans) out.emplace_back(text.substr(span.start, span.limit - span.start));
  return out;
}

bool joins_digits(char32_t c) {
  switch (c) {
    case '.':
    case ',':
    case '\'':
    case U'’':
    case U'\u00A0':
    case U'\u202F':
    case U'\u066B':
    case U'\u066C':
      return true;
    default:
      return false;
  }
}

}  // namespace

std::vector<std::string> addresses(std::string_view text) {
  return texts_of(text, address_spans(text));
}

std::vector<std::string> placeholders(std::string_view text) {
  return texts_of(text, placeholder_spans(text));
}

std::vector<std::string> numbers(std::string_view text) {
  std::vector<Span> left_out = address_spans(text);
  const std::vector<Span> more = placeholder_spans(text);
  left_out.insert(left_out.end(), more.begin(), more.end());
  std::sort(left_out.begin(), left_out.end(), [](Span a, Span b) { return a.start < b.start; });
  std::vector<std::string> out;
  std::string digits;
  bool separator = false;  // one stands behind the digits so far
  const auto finish = [&] {
    if (!digits.empty()) out.push_back(std::move(digits));
    digits.clear();
    separator = false;
  };
  std::size_t skip = 0;
  for (std::size_t i = 0; i < text.size();) {
    while (skip < left_out.size() && left_out[skip].limit <= i) ++skip;
    if (skip < left_out.size() && left_out[skip].start <= i) {
      finish();
      i = left_out[skip].limit;
      continue;
    }
    const char32_t c = next_code_point(text, i);
    const int value = u_charDigitValue(static_cast<UChar32>(c));
    if (value >= 0 && value <= 9) {
      digits += static_cast<char>('0' + value);
      separator = false;
    } else if (!digits.empty() && !separator && joins_digits(c)) {
      separator = true;
    } else {
      finish();
    }
  }
  finish();
  return out;
}

std::string plain_words(std::string_view text) {
  std::vector<Span> left_out = address_spans(text);
  const std::vector<Span> more = placeholder_spans(text);
  left_out.insert(left_out.end(), more.begin(), more.end());
  for (std::size_t open = text.find('<'); open != std::string_view::npos;
       open = text.find('<', open + 1)) {
    const std::size_t close = text.find('>', open);
    if (close == std::string_view::npos) break;
    left_out.push_back({open, close + 1});
  }
  std::sort(left_out.begin(), left_out.end(), [](Span a, Span b) { return a.start < b.start; });
  std::string out;
  std::size_t place = 0;
  for (const Span span : left_out) {
    if (span.limit <= place) continue;
    if (span.start > place) out.append(text.substr(place, span.start - place));
    out += ' ';
    place = span.limit;
  }
  return out.append(text.substr(place));
}

std::vector<std::string> missing(std::vector<std::string> a, std::vector<std::string> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  std::vector<std::string> out;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  return out;
}

char32_t ending(std::string_view text) {
  // Only the last few characters matter; the rest of a long text is not read.
  std::string_view tail = language::trim(text);
  if (tail.size() > 64) {
    tail.remove_prefix(tail.size() - 64);
    while (!tail.empty() && (static_cast<unsigned char>(tail.front()) & 0xC0U) == 0x80U) {
      tail.remove_prefix(1);
    }
  }
  std::u32string points;
  for (std::size_t i = 0; i < tail.size();) points += next_code_point(tail, i);
  while (!points.empty()) {
    const auto type = u_charType(static_cast<UChar32>(points.back()));
    // Brackets stay: what ends inside them is often an abbreviation, as in "(tax excl.)".
    const bool closes = type == U_FINAL_PUNCTUATION || type == U_INITIAL_PUNCTUATION ||
                        points.back() == '"' || points.back() == '\'' || points.back() == U'」' ||
                        points.back() == U'』' || language::is_space(points.back());
    if (!closes) break;
    points.pop_back();
  }
  if (points.empty()) return 0;
  if (points.size() >= 3 && points.ends_with(U"...")) return U'…';
  switch (points.back()) {
    case '.':
    case U'。':
    case U'।':
    case U'۔':
    case U'։':
    case U'．':
      return '.';
    case '!':
    case U'！':
      return '!';
    case '?':
    case U'？':
    case U'؟':
    case U'\u037E':
      return '?';
    case ':':
    case U'：':
      return ':';
    case ';':
    case U'；':
    case U'؛':
      return ';';
    case ',':
    case U'，':
    case U'、':
    case U'،':
      return ',';
    case U'…':
      return U'…';
    default:
      return 0;
  }
}

}  // namespace punte::qa::internal
