#include "page/markdown.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"

namespace punte::page::internal {
namespace {

using language::CodeKind;
using language::Span;

std::string_view part_of(std::string_view text, Span span) {
  return text.substr(span.start, span.limit - span.start);
}

bool is_word(char c) { return base::is_alnum(c) || static_cast<unsigned char>(c) >= 0x80; }

/// Level of "## Heading"; 0 for other lines.
std::size_t heading_level(std::string_view line) {
  std::size_t level = 0;
  while (level < line.size() && line[level] == '#') ++level;
  return level <= 6 && level > 0 && level < line.size() && base::is_blank(line[level]) ? level : 0;
}

/// Without the marks of a heading at both ends.
Span heading_text(std::string_view text, Span line, std::size_t level) {
  line.start += level;
  while (line.start < line.limit && base::is_blank(text[line.start])) ++line.start;
  std::size_t end = line.limit;
  while (end > line.start && text[end - 1] == '#') --end;
  if (end == line.start || base::is_blank(text[end - 1])) line.limit = end;
  while (line.limit > line.start && base::is_blank(text[line.limit - 1])) --line.limit;
  return line;
}

/// "===" or "---" under a line makes it a heading.
std::size_t underline_level(std::string_view line) {
  if (line.empty() || (line[0] != '=' && line[0] != '-')) return 0;
  if (line.find_first_not_of(line[0]) != std::string_view::npos) return 0;
  return line[0] == '=' ? 1 : 2;
}

/// The sign and length of a code fence; "" for other lines.
std::string_view fence_of(std::string_view line) {
  const char sign = line.empty() ? '\0' : line[0];
  if (sign != '`' && sign != '~') return {};
  const std::size_t size = std::min(line.find_first_not_of(sign), line.size());
  if (size < 3) return {};
  if (sign == '`' && line.find('`', size) != std::string_view::npos) return {};
  return line.substr(0, size);
}

bool is_link_definition(std::string_view line) {
  const std::size_t end = line.find("]:");
  return line.starts_with('[') && end != std::string_view::npos && end > 1 && line.find(']') == end;
}

/// A line of tags and comments alone.
bool is_tags_alone(std::string_view line) {
  if (!line.starts_with('<')) return false;
  bool in_tag = false;
  for (const char c : line) {
    if (c == '<') in_tag = true;
    if (!in_tag && !base::is_blank(c)) return false;
    if (c == '>') in_tag = false;
  }
  return true;
}

bool is_table_rule(std::string_view line) {
  return line.find('-') != std::string_view::npos && line.find('|') != std::string_view::npos &&
         line.find_first_not_of("|-: ") == std::string_view::npos;
}

/// "12." or "3)" and its blanks taken off.
Span after_number(std::string_view text, Span span) {
  std::size_t at = span.start;
  while (at < span.limit && base::is_digit(text[at])) ++at;
  if (at == span.start || at - span.start > 9 || at + 1 >= span.limit) return span;
  if ((text[at] != '.' && text[at] != ')') || !base::is_blank(text[at + 1])) return span;
  while (++at < span.limit && base::is_blank(text[at])) {
  }
  return {at, span.limit};
}

/// "[ ]" and "[x]" of a list of tasks taken off.
Span after_box(std::string_view text, Span span) {
  const std::string_view line = part_of(text, span);
  if (line.starts_with("[ ] ") || line.starts_with("[x] ") || line.starts_with("[X] ")) {
    span.start += 4;
  }
  return span;
}

class Blocks {
 public:
  Blocks(std::string_view text, const std::vector<Line>& lines) : text_(text), lines_(lines) {}

  std::vector<Paragraph> read() {
    for (std::size_t i = front_matter(); i < lines_.size(); ++i) read_line(i);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string_view line(std::size_t i) const {
    return part_of(text_, lines_[i].span);
  }

  /// The first line after "---", keys, "---" at the top.
  [[nodiscard]] std::size_t front_matter() const {
    if (lines_.empty() || line(0) != "---") return 0;
    for (std::size_t i = 1; i < lines_.size(); ++i) {
      if (lines_[i].empty()) return 0;
      if (line(i) == "---" || line(i) == "...") return i + 1;
    }
    return 0;
  }

  void read_line(std::size_t i) {
    Span span = lines_[i].span;
    if (!fence_.empty()) {
      const std::string_view end = fence_of(line(i));
      if (end.starts_with(fence_) && end.size() == line(i).size()) fence_ = {};
      return;
    }
    bool quoted = false;
    while (span.start < span.limit && text_[span.start] == '>') {
      quoted = true;
      do {
        ++span.start;
      } while (span.start < span.limit && base::is_blank(text_[span.start]));
    }
    const std::string_view content = part_of(text_, span);
    if (const std::string_view fence = fence_of(content); !fence.empty()) {
      fence_ = fence;
      open_ = false;
      return;
    }
    const std::size_t underline = underline_level(content);
    if (open_ && underline > 0 && out_.back().name == "p") {
      out_.back().name = "h" + std::to_string(underline);
      open_ = false;
      return;
    }
    if (content.empty() || is_rule(content) || is_link_definition(content) ||
        is_tags_alone(content) || is_table_rule(content)) {
      open_ = false;
      return;
    }
    read_content(i, span, quoted);
  }

  void read_content(std::size_t i, Span span, bool quoted) {
    const std::string_view content = part_of(text_, span);
    if (const std::size_t level = heading_level(content); level > 0) {
      add(i, heading_text(text_, span, level), "h" + std::to_string(level));
      open_ = false;
      return;
    }
    if (content.starts_with('|') && content.ends_with('|') && content.size() > 2) {
      cells(i, span);
      open_ = false;
      return;
    }
    Span item = after_bullet(text_, span);
    if (item == span) item = after_number(text_, span);
    if (item != span) {
      add(i, after_box(text_, item), "li");
    } else if (open_) {
      out_.back().lines.push_back(span);
    } else {
      add(i, span, quoted ? "blockquote" : "p");
    }
    // Two blanks at its end, or a backslash, break a line.
    const std::size_t limit = lines_[i].span.limit;
    open_ = !(text_.substr(limit, 2) == "  " || text_[limit - 1] == '\\');
    if (text_[limit - 1] == '\\') --out_.back().lines.back().limit;
  }

  void cells(std::size_t i, Span row) {
    std::size_t number = 0;
    for (std::size_t at = row.start + 1; at < row.limit;) {
      std::size_t end = at;
      while (end < row.limit && (text_[end] != '|' || text_[end - 1] == '\\')) ++end;
      Span cell{at, end};
      while (cell.start < cell.limit && base::is_blank(text_[cell.start])) ++cell.start;
      while (cell.limit > cell.start && base::is_blank(text_[cell.limit - 1])) --cell.limit;
      ++number;
      if (cell.start < cell.limit) {
        add(i, cell, "td");
        out_.back().cell = number;
      }
      at = end + 1;
    }
  }

  void add(std::size_t i, Span span, std::string name) {
    Paragraph paragraph;
    paragraph.lines.push_back(span);
    paragraph.name = std::move(name);
    paragraph.line = i;
    out_.push_back(std::move(paragraph));
  }

  std::string_view text_;
  const std::vector<Line>& lines_;
  std::vector<Paragraph> out_;
  std::string_view fence_;  // of the code that is being skipped
  bool open_ = false;       // the next line may go on with the last paragraph
};

/// Reads one block from left to right.
class Inline : public InlineReader {
 public:
  explicit Inline(std::string_view text) : InlineReader(text) { find_brackets(); }

 private:
  /// Bytes that the mark here takes; 0 where there is none.
  std::size_t read_mark() override {
    const char c = text_[at_];
    switch (c) {
      case '\\':
        return escape();
      case '`':
        return code_span();
      case '<':
        return tag();
      case '!':
        return text_.substr(at_).starts_with("![") ? link(true) : 0;
      case '[':
        return link(false);
      case ']':
        return close_link();
      case '*':
      case '_':
      case '~':
        return emphasis(c);
      default:
        return 0;
    }
  }

  std::size_t escape() {
    if (at_ + 1 >= text_.size()) return 0;
    const char next = text_[at_ + 1];
    if (base::is_alnum(next) || base::is_blank(next) || static_cast<unsigned char>(next) >= 0x80) {
      return 0;
    }
    tokens_.skip({at_, at_ + 1});
    return 2;  // the sign after it is text, whatever it is
  }

  std::size_t code_span() {
    const std::size_t size = std::min(text_.find_first_not_of('`', at_), text_.size()) - at_;
    const std::string_view mark = text_.substr(at_, size);
    const std::string_view near = text_.substr(0, at_ + kLongestCode);
    std::size_t end = near.find(mark, at_ + size);
    while (end != std::string_view::npos && end + size < near.size() && near[end + size] == '`') {
      end = near.find(mark, std::min(near.find_first_not_of('`', end), near.size()));
    }
    if (end == std::string_view::npos) {
      at_ += size - 1;
      return 0;
    }
    tokens_.pair({at_, at_ + size}, {end, end + size}, "code");
    return end + size - at_;
  }

  std::size_t tag() {
    const std::size_t end = text_.substr(0, at_ + kLongestTag).find('>', at_);
    if (end == std::string_view::npos || end - at_ < 2) return 0;
    const char next = text_[at_ + 1];
    const bool closes = next == '/';
    if (!base::is_alpha(next) && next != '!' && !(closes && base::is_alpha(text_[at_ + 2]))) {
      return 0;
    }
    tokens_.single({at_, end + 1}, "tag");
    return end + 1 - at_;
  }

  /// A link's text is read on; its address is part of the closing code.
  std::size_t link(bool image) {
    const std::size_t start = at_ + (image ? 2 : 1);
    const std::size_t end = closing(start - 1);
    if (end == 0) return 0;
    const std::size_t tail = link_tail(end + 1);
    if (!image && text_.substr(at_).starts_with("[^")) {
      tokens_.single({at_, end + 1}, "note");
      return end + 1 - at_;
    }
    if (tail == end + 1) return 0;
    if (image) {
      tokens_.single({at_, tail}, "image");
      return tail - at_;
    }
    if (!links_.empty()) return 0;  // no links in links
    links_.push_back({end, tail, tokens_.new_number()});
    tokens_.code(CodeKind::kOpen, {at_, start}, links_.back().number, "link");
    return 1;
  }

  std::size_t close_link() {
    if (links_.empty() || links_.back().end != at_) return 0;
    const Link link = links_.back();
    links_.pop_back();
    tokens_.code(CodeKind::kClose, {at_, link.tail}, link.number, "link");
    return link.tail - at_;
  }

  /// The bracket that closes the one at `at`; 0 if there is none.
  [[nodiscard]] std::size_t closing(std::size_t at) const {
    const auto found =
        std::lower_bound(brackets_.begin(), brackets_.end(), Span{at, 0}, starts_before);
    return found != brackets_.end() && found->start == at ? found->limit : 0;
  }

  /// After "(address)" or "[name]" at `at`; `at` if there is neither.
  [[nodiscard]] std::size_t link_tail(std::size_t at) const {
    const std::size_t end = closing(at);
    return end == 0 ? at : end + 1;
  }

  static bool starts_before(Span a, Span b) { return a.start < b.start; }

  /// Pairs of brackets of either kind, each kind by itself.
  void find_brackets() {
    std::array<std::vector<std::size_t>, 2> open;
    for (std::size_t i = 0; i < text_.size(); ++i) {
      const char c = text_[i];
      if (c == '\\') {
        ++i;
        continue;
      }
      const std::size_t kind = c == '(' || c == ')' ? 1 : 0;
      if (c == '[' || c == '(') open[kind].push_back(i);
      if ((c != ']' && c != ')') || open[kind].empty()) continue;
      brackets_.push_back({open[kind].back(), i});
      open[kind].pop_back();
    }
    std::sort(brackets_.begin(), brackets_.end(), starts_before);
  }

  /// Runs of signs that stand before a letter open, those after one close. "_" inside of words does
  /// neither.
  std::size_t emphasis(char sign) {
    const std::size_t size = std::min(text_.find_first_not_of(sign, at_), text_.size()) - at_;
    if (size > 3 || (sign == '~' && size != 2)) {
      at_ += size - 1;
      return 0;
    }
    const char before = at_ == 0 ? ' ' : text_[at_ - 1];
    const char after = at_ + size < text_.size() ? text_[at_ + size] : ' ';
    const bool word_before = is_word(before);
    const bool word_after = is_word(after);
    const bool opens =
        !base::is_blank(after) && !(sign == '_' && word_before) && (word_after || !word_before);
    const bool closes =
        !base::is_blank(before) && !(sign == '_' && word_after) && (word_before || !word_after);
    const std::string type = sign == '~' ? "strikethrough" : size == 1 ? "italic" : "bold";
    if (tokens_.emphasis({at_, at_ + size}, type, opens, closes)) return size;
    at_ += size - 1;
    return 0;
  }

  static constexpr std::size_t kLongestTag = 1000;
  static constexpr std::size_t kLongestCode = 10'000;

  struct Link {
    std::size_t end = 0;   // of its text
    std::size_t tail = 0;  // after its address
    std::size_t number = 0;
  };

  std::vector<Link> links_;
  std::vector<Span> brackets_;  // from the opening one to the closing one, by the opening one
};

}  // namespace

std::vector<Paragraph> markdown_paragraphs(std::string_view text, const std::vector<Line>& lines) {
  return Blocks(text, lines).read();
}

std::vector<InlineToken> markdown_tokens(std::string_view block) { return Inline(block).read(); }

std::string escape_markdown(std::string_view text, bool starts_block) {
  constexpr std::string_view kMarks = "\\`*[]<";
  constexpr std::string_view kStarts = "#>+-=|~";
  std::string out;
  const std::size_t number = std::min(text.find_first_not_of("0123456789"), text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool in_word =
        i > 0 && i + 1 < text.size() && is_word(text[i - 1]) && is_word(text[i + 1]);
    const bool first = starts_block && i == 0 && kStarts.find(c) != std::string_view::npos;
    // "12. " at the start of a block would be a list's number.
    const bool after_number = starts_block && i > 0 && i == number && (c == '.' || c == ')');
    if (first || after_number || kMarks.find(c) != std::string_view::npos ||
        (c == '_' && !in_word)) {
      out += '\\';
    }
    out += c;
  }
  return out;
}

bool looks_like_markdown(std::string_view text) {
  bool heading = false;
  bool fence = false;
  for (const Line& line : split_lines(text)) {
    const std::string_view content = part_of(text, line.span);
    heading |= heading_level(content) > 0;
    fence |= content.starts_with("```") && !fence_of(content).empty();
  }
  const std::size_t address = text.find("](");
  const bool link = address != std::string_view::npos &&
                    text.rfind('[', address) != std::string_view::npos &&
                    text.find(')', address) != std::string_view::npos;
  const std::size_t bold = text.find("**");
  const bool emphasis =
      bold != std::string_view::npos && text.find("**", bold + 2) != std::string_view::npos;
  return int{heading} + int{fence} + int{link} + int{emphasis} >= 2;
}

}  // namespace punte::page::internal
