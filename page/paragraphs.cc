#include "page/paragraphs.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "language/identify.h"
#include "page/block_measures.h"
#include "page/constants.h"

namespace punte::page::internal {
namespace {

using language::Span;

constexpr std::array<std::string_view, 8> kBullets = {"-", "*", "+", "•", "◦", "▪", "‣", "·"};

std::string_view part_of(std::string_view text, Span span) {
  return text.substr(span.start, span.limit - span.start);
}

/// "12." or "3)": its bytes; 0 if the line begins with no number of a list.
std::size_t list_number(std::string_view line) {
  std::size_t digits = 0;
  while (digits < line.size() && base::is_digit(line[digits])) ++digits;
  if (digits == 0 || digits > 3 || digits + 1 >= line.size()) return 0;
  return (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ' ? digits : 0;
}

/// Whether `after` goes on with the paragraph that `before` is a line of.
bool goes_on(std::string_view text, const Line& first, const Line& before, const Line& after,
             std::size_t width) {
  if (width == 0 || !is_wrapped_break(before, after, width)) return false;
  if (after_bullet(text, after.span) != after.span) return false;
  if (list_number(part_of(text, after.span)) > 0) return false;
  // A first line that is indented begins a paragraph, as in books; the lines of a list's item are
  // indented alike but for the first.
  return after.indent <= before.indent || before.span == first.span;
}

const language::Identifier& identifier() {
  static const language::Identifier kEveryLanguage;
  return kEveryLanguage;
}

std::string joined(std::string_view text, const std::vector<Span>& lines, std::size_t start,
                   std::size_t limit) {
  std::string out;
  for (std::size_t i = start; i < limit; ++i) {
    if (i > start) out += ' ';
    out += part_of(text, lines[i]);
  }
  return out;
}

/// Both are surely of a language that the other is surely not of.
bool are_of_two_languages(std::string_view above, std::string_view below) {
  std::vector<float> a;
  std::vector<float> b;
  identifier().score(above, a);
  identifier().score(below, b);
  const auto best = [](const std::vector<float>& scores) {
    return static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) -
                                    scores.begin());
  };
  const std::size_t of_a = best(a);
  const std::size_t of_b = best(b);
  return a[of_a] - a[of_b] > kSureOfChange && b[of_b] - b[of_a] > kSureOfChange;
}

/// A new sentence may begin here: the language of one does not change in its midst.
bool may_begin(std::string_view text, Span before, Span after) {
  return ends_a_sentence(part_of(text, before)) || !base::is_lower(text[after.start]);
}

}  // namespace

Span after_bullet(std::string_view text, Span span) {
  const std::string_view line = part_of(text, span);
  for (const std::string_view bullet : kBullets) {
    if (!line.starts_with(bullet)) continue;
    std::size_t at = bullet.size();
    if (at >= line.size() || !base::is_blank(line[at])) return span;
    while (at < line.size() && base::is_blank(line[at])) ++at;
    // "- Advertisement -" is set between dashes.
    if (at == line.size() || line.ends_with(bullet)) return span;
    return {span.start + at, span.limit};
  }
  return span;
}

bool is_rule(std::string_view line) {
  constexpr std::string_view kSigns = "-=_*~#+.";
  const auto sign = std::find_if(line.begin(), line.end(), [](char c) { return c != ' '; });
  if (sign == line.end() || kSigns.find(*sign) == std::string_view::npos) return false;
  if (!std::all_of(line.begin(), line.end(), [&](char c) { return c == *sign || c == ' '; })) {
    return false;
  }
  return std::count(line.begin(), line.end(), *sign) >= 3;
}

std::vector<Paragraph> plain_paragraphs(std::string_view text, const std::vector<Line>& lines,
                                        std::size_t width) {
  std::vector<Paragraph> out;
  const Line* first = nullptr;
  const Line* before = nullptr;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    if (line.empty() || is_rule(part_of(text, line.span))) {
      before = nullptr;
      continue;
    }
    if (before != nullptr && goes_on(text, *first, *before, line, width)) {
      out.back().lines.push_back(line.span);
    } else {
      Paragraph paragraph;
      paragraph.lines.push_back(after_bullet(text, line.span));
      if (paragraph.lines.front() != line.span) paragraph.name = "li";
      paragraph.line = i;
      out.push_back(std::move(paragraph));
      first = &line;
    }
    before = &line;
  }
  return out;
}

std::vector<Paragraph> cut_by_language(std::string_view text, std::vector<Paragraph> paragraphs) {
  // So many lines beside a break tell the language before and after it.
  constexpr std::size_t kNear = 3;
  std::vector<Paragraph> out;
  for (Paragraph& paragraph : paragraphs) {
    const std::vector<Span>& lines = paragraph.lines;
    std::size_t start = 0;
    for (std::size_t i = 1; i < lines.size(); ++i) {
      if (!may_begin(text, lines[i - 1], lines[i])) continue;
      const std::size_t above = std::max(start, i < kNear ? 0 : i - kNear);
      const std::size_t below = std::min(lines.size(), i + kNear);
      if (!are_of_two_languages(joined(text, lines, above, i), joined(text, lines, i, below))) {
        continue;
      }
      Paragraph part = paragraph;
      part.lines.assign(lines.begin() + static_cast<std::ptrdiff_t>(start),
                        lines.begin() + static_cast<std::ptrdiff_t>(i));
      part.line = paragraph.line + start;
      out.push_back(std::move(part));
      start = i;
    }
    paragraph.line += start;
    paragraph.lines.erase(paragraph.lines.begin(),
                          paragraph.lines.begin() + static_cast<std::ptrdiff_t>(start));
    out.push_back(std::move(paragraph));
  }
  return out;
}

}  // namespace punte::page::internal
