#include "qa/tokens.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>

#include "language/text.h"
#include "language/text_facts.h"

namespace punte::qa::internal {
using language::next_code_point;
using language::Span;

std::string plain_words(std::string_view text) {
  std::vector<Span> left_out;
  for (const language::TextFact& fact : language::text_facts(text)) {
    if (fact.kind != language::TextFactKind::kNumber) left_out.push_back(fact.span);
  }
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

std::vector<std::u32string> words_of(std::u32string_view text) {
  std::vector<std::u32string> out;
  for (std::size_t i = 0; i < text.size();) {
    if (u_isalnum(static_cast<UChar32>(text[i])) == 0) {
      ++i;
      continue;
    }
    const std::size_t start = i;
    while (i < text.size() && u_isalnum(static_cast<UChar32>(text[i])) != 0) ++i;
    out.emplace_back(text.substr(start, i - start));
  }
  return out;
}

}  // namespace punte::qa::internal
