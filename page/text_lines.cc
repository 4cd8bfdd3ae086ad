#include "page/text_lines.h"

#include <algorithm>
#include <functional>

#include "base/ascii.h"
#include "page/constants.h"

namespace punte::page::internal {
namespace {

bool ends_line(char c) { return c == '\n' || c == '\r' || c == '\f'; }

Line line_of(std::string_view text, std::size_t start, std::size_t limit) {
  Line line;
  std::size_t first = start;
  for (; first < limit && base::is_blank(text[first]); ++first) {
    line.indent = text[first] == '\t' ? (line.indent / 4 + 1) * 4 : line.indent + 1;
  }
  std::size_t last = limit;
  while (last > first && base::is_blank(text[last - 1])) --last;
  line.span = {first, last};
  line.width = line.indent;
  bool in_word = true;
  for (std::size_t i = first; i < last;) {
    const char32_t c = language::next_code_point(text, i);
    ++line.width;
    in_word &= !language::is_space(c);
    if (in_word) ++line.first_word;
  }
  return line;
}

/// A letter that only goes on with a sentence begins the line.
bool begins_in_lower_case(std::string_view text, const Line& line) {
  return !line.empty() && base::is_lower(text[line.span.start]);
}

/// Columns that all or nearly all lines with blanks keep to, the most first; none if they are too
/// long for a wrapped text.
std::vector<std::size_t> possible_widths(std::string_view text, const std::vector<Line>& lines) {
  std::vector<std::size_t> widths;
  for (const Line& line : lines) {
    const std::string_view content =
        text.substr(line.span.start, line.span.limit - line.span.start);
    if (content.find(' ') != std::string_view::npos) widths.push_back(line.width);
  }
  const std::size_t over =
      1 + static_cast<std::size_t>(kLinesBeyondWidth * static_cast<double>(widths.size()));
  const auto top = widths.begin() + static_cast<std::ptrdiff_t>(std::min(over, widths.size()));
  std::partial_sort(widths.begin(), top, widths.end(), std::greater<>());
  widths.erase(std::unique(widths.begin(), top), widths.end());
  std::erase_if(widths, [](std::size_t w) { return w < kNarrowestWrap || w > kWidestWrap; });
  if (widths.size() > kMostWidths) widths.resize(kMostWidths);
  return widths;
}

/// Pairs of lines that follow one another.
struct Pairs {
  std::size_t all = 0;
  std::size_t wrapped = 0;   ///< the second's first word had no room in the first
  std::size_t of_long = 0;   ///< the first is long enough to be of running text
  std::size_t going_on = 0;  ///< wrapped, in the midst of a sentence

  [[nodiscard]] bool is_wrapped() const {
    if (wrapped == 0) return false;
    const bool most = 2 * wrapped >= all || static_cast<double>(wrapped) >=
                                                kWrappedLongLines * static_cast<double>(of_long);
    // A handful of lines may end alike by chance, unless sentences run over them.
    return most && (wrapped >= kEnoughWrappedLines || going_on > 0);
  }
};

Pairs count_pairs(std::string_view text, const std::vector<Line>& lines, std::size_t width) {
  Pairs pairs;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i].empty() || lines[i + 1].empty()) continue;
    ++pairs.all;
    const bool is_wrapped = is_wrapped_break(lines[i], lines[i + 1], width);
    pairs.wrapped += is_wrapped ? 1 : 0;
    pairs.going_on += is_wrapped && begins_in_lower_case(text, lines[i + 1]) ? 1 : 0;
    pairs.of_long += 2 * lines[i].width > width ? 1 : 0;
  }
  return pairs;
}

}  // namespace

std::vector<Line> split_lines(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t start = 0; start < text.size();) {
    std::size_t limit = start;
    while (limit < text.size() && !ends_line(text[limit])) ++limit;
    lines.push_back(line_of(text, start, limit));
    if (limit + 1 < text.size() && text[limit] == '\r' && text[limit + 1] == '\n') ++limit;
    start = limit + 1;
  }
  return lines;
}

bool is_wrapped_break(const Line& before, const Line& after, std::size_t width) {
  return before.width <= width && before.width + 1 + after.first_word > width;
}

std::size_t wrapped_width(std::string_view text, const std::vector<Line>& lines) {
  std::size_t best = 0;
  std::size_t most = 0;
  for (const std::size_t width : possible_widths(text, lines)) {
    const Pairs pairs = count_pairs(text, lines, width);
    if (!pairs.is_wrapped() || pairs.wrapped <= most) continue;
    best = width;
    most = pairs.wrapped;
  }
  return best;
}

}  // namespace punte::page::internal
