#include "page/asciidoc.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "page/markup_lines.h"

namespace punte::page::internal {
namespace {

using language::CodeKind;
using language::Span;

bool is_word(char c) { return base::is_alnum(c) || static_cast<unsigned char>(c) >= 0x80; }

std::size_t run_of(std::string_view text, char sign) {
  return std::min(text.find_first_not_of(sign), text.size());
}

/// A line of one sign that opens or closes a block: at least four, but for "--" and "```".
bool is_delimiter(std::string_view line) {
  if (line == "--" || line.starts_with("```")) return true;
  constexpr std::string_view kSigns = "-.+/=*_";
  return line.size() >= 4 && kSigns.find(line[0]) != std::string_view::npos &&
         run_of(line, line[0]) == line.size();
}

/// What is in such a block is no prose: listings, literals, passthroughs, comments.
bool is_verbatim(std::string_view delimiter) {
  constexpr std::string_view kSigns = "-.+/`";
  return delimiter != "--" && kSigns.find(delimiter[0]) != std::string_view::npos;
}

/// "[source,ruby]", "[[anchor]]", "[#id.role]": about the block that follows.
bool is_attribute_list(std::string_view line) {
  return line.size() > 1 && line.starts_with('[') && line.ends_with(']');
}

bool says_code(std::string_view attributes) {
  for (const std::string_view style :
       {"[source", "[listing", "[literal", "[,", "[stem", "[latexmath", "[asciimath", "[plantuml",
        "[mermaid", "[ditaa", "[pass", "[comment"}) {
    if (attributes.starts_with(style)) return true;
  }
  return false;
}

/// ":name: value" and ":!name:".
bool is_attribute_entry(std::string_view line) {
  if (line.size() < 3 || line[0] != ':') return false;
  const std::size_t end = line.find(':', 1);
  if (end == std::string_view::npos || end == 1) return false;
  const std::string_view name = line.substr(1, end - 1);
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return base::is_alnum(c) || c == '-' || c == '_' || c == '!'; });
}

/// "image::a.png[]", "include::b.adoc[]", "ifdef::c[]".
bool is_block_macro(std::string_view line) {
  const std::size_t end = line.find("::");
  if (end == std::string_view::npos || end == 0 || !line.ends_with(']')) return false;
  return std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(end),
                     [](char c) { return base::is_alnum(c) || c == '_' || c == '-'; }) &&
         line.find('[', end) != std::string_view::npos &&
         line.substr(0, line.find('[', end)).find(' ') == std::string_view::npos;
}

/// Level of "== Heading"; 0 for other lines.
std::size_t heading_level(std::string_view line) {
  for (const char sign : {'=', '#'}) {
    const std::size_t level = run_of(line, sign);
    if (level > 0 && level <= 6 && level < line.size() && line[level] == ' ') return level;
  }
  return 0;
}

/// Level of a title that is underlined, in the older writing; 0 for other lines.
std::size_t underline_level(std::string_view title, std::string_view line) {
  constexpr std::string_view kSigns = "=-~^+";
  if (line.size() < 3 || run_of(line, line[0]) != line.size()) return 0;
  const std::size_t level = kSigns.find(line[0]);
  if (level == std::string_view::npos) return 0;
  const std::size_t length = language::display_width(title);
  return length + 1 >= line.size() && line.size() + 1 >= length ? level + 1 : 0;
}

/// Bytes of "* ", ".. ", "- ", "1. ", "a. ", "<1> "; 0 for other lines.
std::size_t item_mark(std::string_view line) {
  std::size_t size = 0;
  for (const char sign : {'*', '.', '-'}) {
    if (size == 0) size = run_of(line, sign);
  }
  if (size > 5 || (size > 1 && line[0] == '-')) return 0;
  if (size == 0) {
    const bool callout = line.starts_with('<');
    std::size_t at = callout ? 1 : 0;
    while (at < line.size() && base::is_digit(line[at])) ++at;
    if (at == (callout ? 1U : 0U)) return 0;
    if (at >= line.size() || line[at] != (callout ? '>' : '.')) return 0;
    size = at + 1;
  }
  if (size >= line.size() || line[size] != ' ') return 0;
  const std::string_view rest = line.substr(size);
  for (const std::string_view box : {" [ ] ", " [x] ", " [*] "}) {
    if (rest.starts_with(box)) return size + box.size();
  }
  return size + 1;
}

/// Where "::", ":::" or ";;" ends a term; npos for other lines.
std::size_t term_end(std::string_view line) {
  for (std::size_t at = line.find("::"); at != std::string_view::npos; at = line.find("::", at)) {
    const std::size_t end = at + run_of(line.substr(at), ':');
    if (at > 0 && (end == line.size() || line[end] == ' ')) return at;
    at = end;
  }
  return line.size() > 2 && line.ends_with(";;") ? line.size() - 2 : std::string_view::npos;
}

class Blocks : public MarkupLines {
 public:
  using MarkupLines::MarkupLines;

  std::vector<Paragraph> read() {
    for (std::size_t i = 0; i < lines_.size(); ++i) read_line(i);
    return std::move(out_);
  }

 private:
  void read_line(std::size_t i) {
    const std::string_view content = line(i);
    if (!verbatim_.empty()) {
      if (content == verbatim_) verbatim_ = {};
      return;
    }
    if (content.empty()) {
      open_ = literal_ = code_next_ = false;
      return;
    }
    if (literal_) return;
    if (open_ && out_.back().lines.size() == 1 && out_.back().name == "p") {
      if (const std::size_t level = underline_level(part(out_.back().lines[0]), content)) {
        out_.back().name = "h" + std::to_string(level);
        open_ = false;
        return;
      }
    }
    if (is_delimiter(content)) return delimiter(content);
    if (content.starts_with("|===") || content.starts_with("!===")) {
      in_table_ = !in_table_;
      open_ = false;
      return;
    }
    if (is_beside(content)) {
      code_next_ = code_next_ || (is_attribute_list(content) && says_code(content));
      open_ = false;
      return;
    }
    if (code_next_) {
      // A paragraph that an attribute says is code.
      literal_ = true;
      return;
    }
    if (in_table_) return cells(i);
    read_content(i, content);
  }

  void delimiter(std::string_view content) {
    if (is_verbatim(content) || code_next_) {
      verbatim_ = content.starts_with("```") ? content.substr(0, 3) : content;
    }
    open_ = in_list_ = code_next_ = false;
  }

  /// What is about the text, and no text itself.
  [[nodiscard]] static bool is_beside(std::string_view content) {
    return content.starts_with("//") || is_attribute_list(content) || is_attribute_entry(content) ||
           is_block_macro(content) || content == "+" || content == "'''" || content == "<<<";
  }

  void read_content(std::size_t i, std::string_view content) {
    const Span span = lines_[i].span;
    if (const std::size_t level = heading_level(content); level > 0) {
      in_list_ = false;
      return add(i, trimmed({span.start + level, span.limit}), "h" + std::to_string(level));
    }
    if (const std::size_t mark = item_mark(content); mark > 0) {
      in_list_ = true;
      return open(i, trimmed({span.start + mark, span.limit}), "li");
    }
    if (const std::size_t end = term_end(content); end != std::string_view::npos) {
      in_list_ = true;
      add(i, trimmed({span.start, span.start + end}), "dt");
      const Span rest = trimmed({span.start + content.find_first_not_of(":;", end), span.limit});
      if (content.find_first_not_of(":;", end) != std::string_view::npos) open(i, rest, "dd");
      return;
    }
    if (open_) return go_on(without_break(span));
    if (lines_[i].indent > 0 && !in_list_) {
      literal_ = true;
      return;
    }
    if (content.size() > 1 && content[0] == '.' && content[1] != '.' && content[1] != ' ') {
      return add(i, {span.start + 1, span.limit}, "p");
    }
    in_list_ = in_list_ && lines_[i].indent > 0;
    open(i, without_break(trimmed({span.start + label(content), span.limit})), "p");
  }

  /// Bytes of "NOTE: " and its like.
  [[nodiscard]] static std::size_t label(std::string_view content) {
    for (const std::string_view word :
         {"NOTE: ", "TIP: ", "WARNING: ", "IMPORTANT: ", "CAUTION: "}) {
      if (content.starts_with(word)) return word.size();
    }
    return 0;
  }

  /// " +" at its end breaks a line.
  [[nodiscard]] Span without_break(Span span) const {
    if (part(span).ends_with(" +")) span.limit -= 2;
    return trimmed(span);
  }

  void cells(std::size_t i) {
    const Span row = lines_[i].span;
    std::size_t at = row.start;
    std::size_t number = 0;
    for (std::size_t end = row.start; end <= row.limit; ++end) {
      const bool bar =
          end < row.limit && text_[end] == '|' && (end == row.start || text_[end - 1] != '\\');
      if (!bar && end < row.limit) continue;
      Span cell = trimmed({at, end});
      if (bar) cell.limit = without_spec(cell);
      if (cell.start < cell.limit) {
        if (number == 0 && open_) {
          go_on(cell);
        } else {
          open(i, cell, "td");
          out_.back().cell = std::max<std::size_t>(number, 1);
        }
      }
      ++number;
      at = end + 1;
    }
    // A cell goes on in the next line if that does not begin with a bar.
    open_ = open_ || number == 1;
  }

  /// The end of a cell without what is said of the next one: "2+", ".3+^", "a".
  [[nodiscard]] std::size_t without_spec(Span cell) const {
    std::size_t at = cell.limit;
    while (at > cell.start && !base::is_blank(text_[at - 1])) --at;
    const std::string_view word = part({at, cell.limit});
    const bool is_spec = !word.empty() &&
                         word.find_first_not_of("0123456789.+*^<>adehlmsv") == std::string::npos &&
                         (word.size() == 1 ? word.find_first_of("adehlmsv^<>") == 0
                                           : word.find_first_of("+*^<>") != std::string_view::npos);
    // What precedes the first bar of a line is such a thing alone.
    if (!is_spec || (word.size() == 1 && at > cell.start)) return cell.limit;
    while (at > cell.start && base::is_blank(text_[at - 1])) --at;
    return at;
  }

  std::string_view verbatim_;  // the delimiter that ends what is being skipped
  bool literal_ = false;       // in a paragraph that is skipped
  bool code_next_ = false;     // an attribute said that code follows
  bool in_list_ = false;
  bool in_table_ = false;
};

/// Reads one block from left to right.
class Inline : public InlineReader {
 public:
  using InlineReader::InlineReader;

 private:
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
  [[nodiscard]] char before() const { return at_ == 0 ? ' ' : text_[at_ - 1]; }

  std::size_t read_mark() override {
    switch (text_[at_]) {
      case '\\':
        return escape();
      case '`':
      case '+':
        return verbatim(text_[at_]);
      case '<':
        return reference();
      case '{':
        return attribute();
      case '(':
        return index_term();
      case ']':
        return close_link();
      case '*':
      case '_':
      case '#':
        return emphasis(text_[at_]);
      default:
        return base::is_alpha(text_[at_]) && !is_word(before()) ? macro() : 0;
    }
  }

  std::size_t escape() {
    if (at_ + 1 >= text_.size() ||
        std::string_view("`+<{(*_#[").find(text_[at_ + 1]) == std::string_view::npos) {
      return 0;
    }
    tokens_.skip({at_, at_ + 1});
    return 2;
  }

  std::size_t verbatim(char sign) {
    const std::size_t size = std::min<std::size_t>(run_of(rest(), sign), 2);
    if (size == 1 && is_word(before())) return 0;
    const std::string_view near = text_.substr(0, at_ + kLongest);
    const std::size_t end = near.find(text_.substr(at_, size), at_ + size + 1);
    if (end == std::string_view::npos) return size;
    if (base::is_blank(text_[at_ + size]) || base::is_blank(text_[end - 1])) return size;
    tokens_.pair({at_, at_ + size}, {end, end + size}, "code");
    return end + size - at_;
  }

  /// "<<id>>", "<<id,text>>".
  std::size_t reference() {
    if (!rest().starts_with("<<")) return 0;
    const std::size_t end = text_.substr(0, at_ + kLongest).find(">>", at_);
    if (end == std::string_view::npos) return 0;
    const std::size_t comma = text_.substr(0, end).find(',', at_);
    if (comma == std::string_view::npos) {
      tokens_.single({at_, end + 2}, "link");
    } else {
      std::size_t start = comma + 1;
      while (start < end && base::is_blank(text_[start])) ++start;
      tokens_.pair({at_, start}, {end, end + 2}, "link");
    }
    return end + 2 - at_;
  }

  /// "{version}".
  std::size_t attribute() {
    const std::size_t end = rest().find('}');
    if (end == std::string_view::npos || end < 2) return 0;
    const std::string_view name = rest().substr(1, end - 1);
    if (!std::all_of(name.begin(), name.end(), [](char c) {
          return base::is_alnum(c) || c == '-' || c == '_' || c == ':';
        })) {
      return 0;
    }
    tokens_.single({at_, at_ + end + 1}, "variable");
    return end + 1;
  }

  /// "(((a, b)))" is for the index alone; "((a))" is text too.
  std::size_t index_term() {
    if (!rest().starts_with("((")) return 0;
    const bool hidden = rest().starts_with("(((");
    const std::string_view mark = hidden ? ")))" : "))";
    const std::size_t end = text_.substr(0, at_ + kLongest).find(mark, at_);
    if (end == std::string_view::npos) return 0;
    if (hidden) {
      tokens_.single({at_, end + 3}, "index");
    } else {
      tokens_.pair({at_, at_ + 2}, {end, end + 2}, "index");
    }
    return end + mark.size() - at_;
  }

  /// "https://a.b[text]", "link:a[text]", "xref:a[text]", "image:a[alt]", "kbd:[F1]".
  std::size_t macro() {
    std::size_t end = at_;
    while (end < text_.size() && base::is_alpha(text_[end])) ++end;
    if (end >= text_.size() || text_[end] != ':') return end - at_;
    const std::string_view name = text_.substr(at_, end - at_);
    const bool is_address = text_.substr(end).starts_with("://");
    std::size_t bracket = end + 1;
    while (bracket < text_.size() && text_[bracket] != '[' && !base::is_blank(text_[bracket])) {
      ++bracket;
    }
    if (bracket >= text_.size() || text_[bracket] != '[') {
      // An address in running text; marks of sentences after it are not of it.
      if (!is_address) return end - at_;
      while (bracket > end &&
             std::string_view(".,;:!?)").find(text_[bracket - 1]) != std::string_view::npos) {
        --bracket;
      }
      return bracket - at_;
    }
    const std::size_t close = text_.substr(0, bracket + kLongest).find(']', bracket);
    if (close == std::string_view::npos) return end - at_;
    const bool has_text = is_address || name == "link" || name == "xref" || name == "mailto";
    if (!has_text || close == bracket + 1) {
      tokens_.single({at_, close + 1}, name == "image" ? "image" : "macro");
      return close + 1 - at_;
    }
    if (link_end_ > 0) return end - at_;
    link_ = tokens_.new_number();
    link_end_ = close;
    tokens_.code(CodeKind::kOpen, {at_, bracket + 1}, link_, "link");
    return bracket + 1 - at_;
  }

  std::size_t close_link() {
    if (link_end_ != at_ || link_end_ == 0) return 0;
    link_end_ = 0;
    tokens_.code(CodeKind::kClose, {at_, at_ + 1}, link_, "link");
    return 1;
  }

  std::size_t emphasis(char sign) {
    const std::size_t size = run_of(rest(), sign);
    if (size > 2) return size;
    const char after = at_ + size < text_.size() ? text_[at_ + size] : ' ';
    const bool anywhere = size == 2;
    const bool opens = !base::is_blank(after) && (anywhere || !is_word(before()));
    const bool closes = !base::is_blank(before()) && (anywhere || !is_word(after));
    const std::string type = sign == '*' ? "bold" : sign == '_' ? "italic" : "mark";
    (void)tokens_.emphasis({at_, at_ + size}, type, opens, closes);
    return size;
  }

  static constexpr std::size_t kLongest = 10'000;  // a mark that is not closed by then is none

  std::size_t link_ = 0;
  std::size_t link_end_ = 0;  // of its text; 0: in none
};

}  // namespace

std::vector<Paragraph> asciidoc_paragraphs(std::string_view text, const std::vector<Line>& lines) {
  return Blocks(text, lines).read();
}

std::vector<InlineToken> asciidoc_tokens(std::string_view block) { return Inline(block).read(); }

}  // namespace punte::page::internal
