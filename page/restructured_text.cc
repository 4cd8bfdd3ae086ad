#include "page/restructured_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "page/markup_lines.h"

namespace punte::page::internal {
namespace {

using language::Span;

bool is_word(char c) { return base::is_alnum(c) || static_cast<unsigned char>(c) >= 0x80; }

std::size_t run_of(std::string_view text, char sign) {
  return std::min(text.find_first_not_of(sign), text.size());
}

/// A line of one sign, as over and under titles.
bool is_adornment(std::string_view line) {
  constexpr std::string_view kSigns = "=-`:.'\"~^_*+#";
  return line.size() >= 2 && kSigns.find(line[0]) != std::string_view::npos &&
         run_of(line, line[0]) == line.size();
}

/// The rule of a simple table: "=====  ===".
bool is_column_rule(std::string_view line) {
  return line.size() > 4 && line.starts_with("==") && line.find("  ") != std::string_view::npos &&
         line.find_first_not_of("= ") == std::string_view::npos;
}

bool is_grid_rule(std::string_view line) {
  return line.size() > 2 && line.starts_with('+') && line.ends_with('+') &&
         line.find_first_not_of("+-=") == std::string_view::npos;
}

/// Directives whose contents are prose.
constexpr std::array<std::string_view, 27> kProse = {
    "note",     "warning",    "tip",        "important",  "caution",      "danger",         "error",
    "hint",     "attention",  "seealso",    "deprecated", "versionadded", "versionchanged", "topic",
    "sidebar",  "figure",     "admonition", "container",  "rubric",       "centered",       "only",
    "epigraph", "pull-quote", "highlights", "compound",   "table",        "list-table"};
/// Of these, those whose line itself is prose: the others have a name or a version there.
constexpr std::array<std::string_view, 17> kProseArgument = {
    "note",   "warning",  "tip",        "important", "caution",   "danger",
    "error",  "hint",     "attention",  "seealso",   "topic",     "sidebar",
    "rubric", "centered", "admonition", "table",     "list-table"};

template <std::size_t n>
bool is_one_of(const std::array<std::string_view, n>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Bytes of "* ", "1. ", "#. ", "(a) ", "iv) "; 0 for other lines.
std::size_t item_mark(std::string_view line) {
  for (const std::string_view bullet : {"*", "-", "+", "•", "‣", "⁃"}) {
    if (!line.starts_with(bullet)) continue;
    return line.size() > bullet.size() && line[bullet.size()] == ' ' ? bullet.size() + 1 : 0;
  }
  const std::size_t start = line.starts_with('(') ? 1 : 0;
  std::size_t at = start;
  while (at < line.size() && base::is_digit(line[at])) ++at;
  if (at == start && at < line.size() && (line[at] == '#' || base::is_alpha(line[at]))) ++at;
  if (at == start || at - start > 3 || at + 1 >= line.size()) return 0;
  const bool ends = line[at] == ')' || (line[at] == '.' && start == 0);
  return ends && line[at + 1] == ' ' ? at + 2 : 0;
}

/// Bytes of ":name: "; 0 for other lines.
std::size_t field_mark(std::string_view line) {
  if (!line.starts_with(':')) return 0;
  const std::size_t end = line.find(':', 1);
  if (end == std::string_view::npos || end == 1 || line[1] == ' ') return 0;
  if (end + 1 < line.size() && line[end + 1] != ' ') return 0;  // a role: ":ref:`name`"
  return std::min(line.size(), end + 2);
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
    if (content.empty()) {
      end_paragraph();
      doctest_ = in_grid_ = false;
      return;
    }
    const std::size_t indent = lines_[i].indent;
    if (skipped_) {
      if (indent > *skipped_) return;
      skipped_.reset();
    }
    if (directive_ && indent <= *directive_) directive_.reset();
    if (doctest_) return;
    if (content.starts_with(">>> ")) {
      doctest_ = true;
      return end_paragraph();
    }
    if (!columns_.empty() || is_column_rule(content)) return simple_table(i);
    if (is_grid_rule(content)) {
      in_grid_ = true;
      row_.clear();
      return end_paragraph();
    }
    if (in_grid_ && content.starts_with('|')) return grid_row(i);
    in_grid_ = false;
    if (content == ".." || content.starts_with(".. ")) return explicit_markup(i);
    if (is_adornment(content)) return adornment(content);
    if (content.starts_with("__ ")) return end_paragraph();
    read_content(i);
  }

  void adornment(std::string_view content) {
    const bool is_title = open_ && out_.back().lines.size() == 1 && out_.back().name == "p" &&
                          content.size() >= language::display_width(part(out_.back().lines[0]));
    if (is_title) {
      auto level = std::find(levels_.begin(), levels_.end(), content[0]);
      if (level == levels_.end()) level = levels_.insert(levels_.end(), content[0]);
      out_.back().name =
          "h" + std::to_string(std::min<std::ptrdiff_t>(6, level - levels_.begin() + 1));
      open_ = false;
      return;
    }
    // "::" alone says that what follows is literal.
    if (content == "::") literal_next_ = true;
    end_paragraph();
  }

  /// What begins with two dots: directives, comments, targets, footnotes, substitutions.
  void explicit_markup(std::size_t i) {
    end_paragraph();
    const std::size_t indent = lines_[i].indent;
    Span rest = trimmed({lines_[i].span.start + 2, lines_[i].span.limit});
    const std::string_view said = part(rest);
    if (said.starts_with('[')) {  // a footnote
      const std::size_t end = said.find("] ");
      if (end == std::string_view::npos) return;
      return open(i, trimmed({rest.start + end + 1, rest.limit}), "p");
    }
    std::size_t colons = said.find("::");
    if (said.starts_with('|') && colons != std::string_view::npos) {
      if (said.substr(0, colons).ends_with("replace")) {
        return open(i, trimmed({rest.start + colons + 2, rest.limit}), "p");
      }
      colons = std::string_view::npos;
    }
    if (colons == std::string_view::npos ||
        said.substr(0, colons).find(' ') != std::string_view::npos) {
      skipped_ = indent;  // a comment, a target
      return;
    }
    const std::string_view name = said.substr(0, colons);
    if (!is_one_of(kProse, name)) {
      skipped_ = indent;
      return;
    }
    directive_ = indent;
    rest = trimmed({rest.start + colons + 2, rest.limit});
    if (rest.start == rest.limit) return;
    if (is_one_of(kProseArgument, name)) {
      open(i, rest, name == "rubric" || name == "centered" ? "h4" : "p");
    } else if (name == "versionadded" || name == "versionchanged" || name == "deprecated") {
      const std::size_t blank = part(rest).find(' ');
      if (blank != std::string_view::npos) {
        open(i, trimmed({rest.start + blank, rest.limit}), "p");
      }
    }
  }

  void read_content(std::size_t i) {
    const Span span = lines_[i].span;
    const std::string_view content = part(span);
    const std::size_t indent = lines_[i].indent;
    if (open_) {
      // A term is one line that an indented one follows.
      const std::string& name = out_.back().name;
      const bool is_definition = out_.back().lines.size() == 1 && indent > indent_ &&
                                 (name == "p" || name == "li") && !directive_;
      if (is_definition) {
        out_.back().name = "dt";
        return begin(i, span, "dd");
      }
      const bool item = item_mark(content) > 0 && name == "li" && indent < indent_;
      if (!item && field_mark(content) == 0 && !content.starts_with("| ")) return go_on(span);
    }
    if (const std::size_t mark = field_mark(content); mark > 0) {
      end_paragraph();
      // Options of a directive, and what a file says of itself at its top.
      if (directive_ || mark >= content.size() || out_.empty()) return;
      return begin(i, trimmed({span.start + mark, span.limit}), "dd");
    }
    if (content.starts_with("| ")) {
      add(i, trimmed({span.start + 2, span.limit}), "p");
      return;
    }
    if (const std::size_t mark = item_mark(content); mark > 0) return list_item(i, mark);
    begin(i, span, indent > 0 && !directive_ && !in_item(indent) ? "blockquote" : "p");
  }

  /// "- - cell" is the first cell of a row in a list that is a table.
  void list_item(std::size_t i, std::size_t mark) {
    Span span = trimmed({lines_[i].span.start + mark, lines_[i].span.limit});
    const std::size_t inner = item_mark(part(span));
    if (directive_ && inner > 0) span = trimmed({span.start + inner, span.limit});
    item_indent_ = lines_[i].indent;
    begin(i, span, "li");
    indent_ = lines_[i].indent + mark;
  }

  [[nodiscard]] bool in_item(std::size_t indent) const {
    return item_indent_ && indent > *item_indent_;
  }

  void begin(std::size_t i, Span span, std::string name) {
    if (item_indent_ && lines_[i].indent < *item_indent_) item_indent_.reset();
    indent_ = lines_[i].indent;
    open(i, span, std::move(name));
  }

  /// "::" at its end says that an indented literal block follows.
  void end_paragraph() {
    if (open_) {
      Span& last = out_.back().lines.back();
      if (part(last).ends_with("::")) {
        // One colon is text, but for "text ::".
        --last.limit;
        if (part(last).ends_with(" :")) last = trimmed({last.start, last.limit - 1});
        literal_next_ = true;
      }
    }
    if (literal_next_) skipped_ = open_ ? indent_ : 0;
    literal_next_ = open_ = false;
  }

  /// Cells of one row, whose lines are joined, until the next rule.
  void grid_row(std::size_t i) {
    const Span row = lines_[i].span;
    std::size_t number = 0;
    std::size_t at = row.start + 1;
    for (std::size_t end = at; end < row.limit; ++end) {
      if (text_[end] != '|') continue;
      put_cell(i, trimmed({at, end}), number);
      ++number;
      at = end + 1;
    }
  }

  void put_cell(std::size_t i, Span cell, std::size_t number) {
    if (row_.size() <= number) row_.resize(number + 1);
    if (cell.start >= cell.limit) return;
    if (row_[number]) {
      out_[*row_[number]].lines.push_back(cell);
      return;
    }
    add(i, cell, "td");
    out_.back().cell = number + 1;
    row_[number] = out_.size() - 1;
  }

  /// Columns are where the rule has signs; a line whose first column is empty goes on.
  void simple_table(std::size_t i) {
    const std::string_view content = line(i);
    if (is_column_rule(content) || (!columns_.empty() && is_adornment(content))) {
      const bool ends = !columns_.empty() && (i + 1 >= lines_.size() || lines_[i + 1].empty());
      end_paragraph();
      row_.clear();
      columns_.clear();
      if (ends) return;
      table_indent_ = lines_[i].indent;
      for (std::size_t at = 0; at < content.size();) {
        const std::size_t end = std::min(content.find(' ', at), content.size());
        columns_.push_back(at);
        at = std::min(content.find('=', end), content.size());
      }
      return;
    }
    if (content.find_first_not_of("- ") == std::string_view::npos) return row_.clear();
    for (std::size_t k = 0; k < columns_.size(); ++k) {
      const std::size_t start = column_at(i, columns_[k]);
      const std::size_t limit =
          k + 1 < columns_.size() ? column_at(i, columns_[k + 1]) : lines_[i].span.limit;
      const Span cell = trimmed({start, limit});
      if (k == 0 && cell.start < cell.limit) row_.clear();
      put_cell(i, cell, k);
    }
  }

  /// The byte of a line at a column of the table; letters count as one.
  [[nodiscard]] std::size_t column_at(std::size_t i, std::size_t column) const {
    const Span span = lines_[i].span;
    std::size_t at = span.start;
    for (std::size_t k = lines_[i].indent; k < table_indent_ + column && at < span.limit; ++k) {
      (void)language::next_code_point(text_, at);
    }
    return at;
  }

  std::optional<std::size_t> skipped_;    // lines indented deeper than this are no prose
  std::optional<std::size_t> directive_;  // indent of the one whose contents are read
  std::optional<std::size_t> item_indent_;
  std::size_t indent_ = 0;  // of the text of the paragraph that is open
  std::size_t table_indent_ = 0;
  std::vector<char> levels_;
  std::vector<std::size_t> columns_;             // of a simple table
  std::vector<std::optional<std::size_t>> row_;  // [column] index of its paragraph
  bool in_grid_ = false;
  bool doctest_ = false;
  bool literal_next_ = false;
};

/// Reads one block from left to right.
class Inline : public InlineReader {
 public:
  using InlineReader::InlineReader;

 private:
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
  [[nodiscard]] char before() const { return at_ == 0 ? ' ' : text_[at_ - 1]; }
  /// The next `mark` after `from`; npos if there is none near.
  [[nodiscard]] std::size_t closing(std::string_view mark, std::size_t from) const {
    const std::size_t end = text_.substr(0, from + kLongest).find(mark, from);
    return end == from ? std::string_view::npos : end;
  }

  std::size_t read_mark() override {
    switch (text_[at_]) {
      case '\\':
        return escape();
      case '`':
        return rest().starts_with("``") ? literal() : interpreted(at_);
      case ':':
        return role();
      case '*':
        return emphasis();
      case '|':
        return enclosed("|", "variable");
      case '[':
        return footnote();
      case '_':
        return reference();
      default:
        return 0;
    }
  }

  /// A backslash and a blank are nothing: they part a mark from a word.
  std::size_t escape() {
    const bool blank = at_ + 1 < text_.size() && base::is_blank(text_[at_ + 1]);
    tokens_.skip({at_, at_ + (blank ? 2 : 1)});
    return 2;
  }

  std::size_t literal() {
    const std::size_t end = closing("``", at_ + 2);
    if (end == std::string_view::npos) return 2;
    tokens_.pair({at_, at_ + 2}, {end, end + 2}, "code");
    return end + 2 - at_;
  }

  /// "`text`", "`text <address>`_", with a role in front from `start` on.
  std::size_t interpreted(std::size_t start) {
    const std::size_t open = text_.find('`', start);
    const std::size_t end = closing("`", open + 1);
    if (end == std::string_view::npos) return open + 1 - at_;
    std::size_t limit = end + 1;
    while (limit < text_.size() && text_[limit] == '_' && limit - end < 3) ++limit;
    std::size_t text_limit = end;
    if (text_[end - 1] == '>') {
      const std::size_t address = text_.rfind('<', end);
      if (address != std::string_view::npos && address > open + 1) text_limit = address;
    }
    while (text_limit > open + 1 && base::is_blank(text_[text_limit - 1])) --text_limit;
    tokens_.pair({start, open + 1}, {text_limit, limit},
                 start == open && limit == end + 1 ? "code" : "link");
    return limit - at_;
  }

  /// ":ref:`text <target>`".
  std::size_t role() {
    std::size_t end = at_ + 1;
    while (end < text_.size() && (base::is_alnum(text_[end]) || text_[end] == ':' ||
                                  text_[end] == '-' || text_[end] == '_')) {
      ++end;
    }
    if (end >= text_.size() || text_[end] != '`' || text_[end - 1] != ':' || end - at_ < 3)
      return 0;
    return interpreted(at_);
  }

  std::size_t emphasis() {
    const std::size_t size = std::min<std::size_t>(run_of(rest(), '*'), 2);
    const char after = at_ + size < text_.size() ? text_[at_ + size] : ' ';
    const bool opens = !base::is_blank(after) && !is_word(before());
    const bool closes = !base::is_blank(before()) && !is_word(after);
    (void)tokens_.emphasis({at_, at_ + size}, size == 2 ? "bold" : "italic", opens, closes);
    return size;
  }

  std::size_t enclosed(std::string_view mark, const char* type) {
    const std::size_t end = closing(mark, at_ + 1);
    if (end == std::string_view::npos || is_word(before()) || base::is_blank(text_[at_ + 1]) ||
        base::is_blank(text_[end - 1])) {
      return 0;
    }
    tokens_.single({at_, end + 1}, type);
    return end + 1 - at_;
  }

  /// "[1]_", "[#note]_".
  std::size_t footnote() {
    const std::size_t end = rest().find("]_");
    if (end == std::string_view::npos ||
        rest().substr(0, end).find(' ') != std::string_view::npos) {
      return 0;
    }
    tokens_.single({at_, at_ + end + 2}, "note");
    return end + 2;
  }

  /// The mark after "word_" and "word__".
  std::size_t reference() {
    const std::size_t size = run_of(rest(), '_');
    const char after = at_ + size < text_.size() ? text_[at_ + size] : ' ';
    if (size <= 2 && is_word(before()) && !is_word(after)) {
      tokens_.single({at_, at_ + size}, "link");
    }
    return size;
  }

  static constexpr std::size_t kLongest = 10'000;  // a mark that is not closed by then is none
};

}  // namespace

std::vector<Paragraph> restructured_paragraphs(std::string_view text,
                                               const std::vector<Line>& lines) {
  return Blocks(text, lines).read();
}

std::vector<InlineToken> restructured_tokens(std::string_view block) {
  return Inline(block).read();
}

}  // namespace punte::page::internal
