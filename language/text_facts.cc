#include "language/text_facts.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/ascii.h"
#include "language/placeholder.h"

namespace punte::language {
namespace {

constexpr std::size_t kLongestScheme = 20;

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

/// The end of a character reference such as "&amp;", or `start`.
std::size_t reference_end(std::string_view text, std::size_t start) {
  std::size_t i = start + 1;
  while (i < text.size() && (base::is_alnum(text[i]) || text[i] == '_')) ++i;
  const std::size_t name = i - start;
  return name > 1 && name < 12 && i < text.size() && text[i] == ';' ? i + 1 : start;
}

std::vector<Span> placeholder_spans(std::string_view text) {
  std::vector<Span> out;
  PlaceholderReader<char> reader(text);
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = text[i] == '&' ? reference_end(text, i) : reader.end_at(i);
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
