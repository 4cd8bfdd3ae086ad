#include "language/text_facts.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/ascii.h"

namespace punte::language {
namespace {

constexpr std::size_t kLongestScheme = 20;

bool is_name(char c) { return base::is_alnum(c) || c == '_'; }

bool is_address(char c) {
  return base::is_alnum(c) || static_cast<unsigned char>(c) >= 0x80 ||
         std::string_view("-._~:/?#[]@!$&'()*+,;=%").find(c) != std::string_view::npos;
}

/// "https://" and the like, as RFC 3986 (3.1) writes schemes.
bool has_scheme(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && at < kLongestScheme &&
         (base::is_alnum(text[at]) || (at > 0 && (text[at] == '+' || text[at] == '-')))) {
    ++at;
  }
  return at > 1 && base::is_alpha(text[0]) && text.substr(at).starts_with("://");
}

/// The address that begins at `start`, or an empty span.
Span address_at(std::string_view text, std::size_t start) {
  if (start > 0 && base::is_alnum(text[start - 1])) return {start, start};
  const std::string_view rest = text.substr(start);
  std::size_t end = start;
  if (has_scheme(rest) || rest.starts_with("www.")) {
    while (end < text.size() && is_address(text[end])) ++end;
  } else {
    // An e-mail address: name@host.domain in ASCII.
    const auto is_local = [](char c) {
      return base::is_alnum(c) || std::string_view("._%+-").find(c) != std::string_view::npos;
    };
    std::size_t at = start;
    while (at < text.size() && at - start < 64 && is_local(text[at])) ++at;
    if (at == start || at == text.size() || text[at] != '@') return {start, start};
    end = at + 1;
    while (end < text.size() &&
           (base::is_alnum(text[end]) || text[end] == '-' || text[end] == '.')) {
      ++end;
    }
    while (end > at + 1 && !base::is_alnum(text[end - 1])) --end;
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
    const Span span = base::is_alnum(text[i]) ? address_at(text, i) : Span{i, i};
    if (span.limit > span.start) {
      out.push_back(span);
      i = span.limit;
      continue;
    }
    ++i;
    // Only the beginning of a word can begin an address; the rest of it is skipped in one go.
    while (i < text.size() && base::is_alnum(text[i]) && base::is_alnum(text[i - 1])) ++i;
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
  // "50 %de" is a percentage: a letter after it makes a word of it.
  if (std::size_t after = i + 1; after < text.size()) {
    if (text[after] == '_' || u_isalnum(static_cast<UChar32>(next_code_point(text, after))) != 0) {
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

/// Adds the numbers outside of the facts so far, which are in order.
void add_numbers(std::string_view text, std::vector<TextFact>& facts) {
  const std::size_t others = facts.size();
  TextFact number;
  bool separator = false;  // one comes after the digits so far
  const auto finish = [&] {
    if (!number.value.empty()) facts.push_back(std::move(number));
    number = {};
    separator = false;
  };
  std::size_t skip = 0;
  for (std::size_t i = 0; i < text.size();) {
    while (skip < others && facts[skip].span.limit <= i) ++skip;
    if (skip < others && facts[skip].span.start <= i) {
      finish();
      i = facts[skip].span.limit;
      continue;
    }
    const std::size_t start = i;
    const char32_t c = next_code_point(text, i);
    const int value = u_charDigitValue(static_cast<UChar32>(c));
    if (value >= 0 && value <= 9) {
      if (number.value.empty()) number.span.start = start;
      number.value += static_cast<char>('0' + value);
      number.span.limit = i;
      separator = false;
    } else if (!number.value.empty() && !separator && joins_digits(c)) {
      separator = true;
    } else {
      finish();
    }
  }
  finish();
}

void add_spans(std::string_view text, TextFactKind kind, const std::vector<Span>& spans,
               std::vector<TextFact>& facts) {
  for (const Span span : spans) {
    facts.push_back({kind, span, std::string(text.substr(span.start, span.limit - span.start))});
  }
}

}  // namespace

std::vector<TextFact> text_facts(std::string_view text) {
  const auto by_place = [](const TextFact& a, const TextFact& b) {
    return a.span.start < b.span.start;
  };
  std::vector<TextFact> out;
  add_spans(text, TextFactKind::kAddress, address_spans(text), out);
  add_spans(text, TextFactKind::kPlaceholder, placeholder_spans(text), out);
  std::stable_sort(out.begin(), out.end(), by_place);
  add_numbers(text, out);
  std::stable_sort(out.begin(), out.end(), by_place);
  return out;
}

std::vector<std::string> values_of(const std::vector<TextFact>& facts, TextFactKind kind) {
  std::vector<std::string> out;
  for (const TextFact& fact : facts) {
    if (fact.kind == kind) out.push_back(fact.value);
  }
  return out;
}

}  // namespace punte::language
