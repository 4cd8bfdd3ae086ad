#include "page/main_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "page/markdown.h"
#include "page/url.h"

namespace punte::page {
namespace {

using language::CodeKind;
using language::InlineCode;
using language::MarkedText;

/// A step of a path: "li[3]" is {"li", 3}.
struct Step {
  std::string_view name;
  std::string_view number;
};

std::vector<Step> steps_of(std::string_view path) {
  std::vector<Step> out;
  for (std::size_t start = 0; start < path.size();) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    const std::string_view one = path.substr(start, end - start);
    const std::size_t bracket = std::min(one.find('['), one.size());
    std::string_view number = one.substr(bracket);
    if (number.size() > 2) number = number.substr(1, number.size() - 2);
    out.push_back({one.substr(0, bracket), number});
    start = end + 1;
  }
  return out;
}

/// The path up to its last step of a name; empty if it has none.
std::string_view path_to(std::string_view path, std::string_view name) {
  const std::string wanted = "/" + std::string(name) + "[";
  const std::size_t at = path.rfind(wanted);
  if (at == std::string_view::npos) return {};
  return path.substr(0, std::min(path.find('/', at + 1), path.size()));
}

/// The value of an attribute in a start tag as it stands, with its commonest references undone.
std::string value_in(std::string_view tag, std::string_view name) {
  const std::string lower = base::lower(tag);
  for (std::size_t at = lower.find(name); at != std::string::npos; at = lower.find(name, at + 1)) {
    if (at == 0 || !base::is_blank(lower[at - 1])) continue;
    std::size_t start = at + name.size();
    while (start < tag.size() && base::is_blank(tag[start])) ++start;
    if (start >= tag.size() || tag[start] != '=') continue;
    ++start;
    while (start < tag.size() && base::is_blank(tag[start])) ++start;
    if (start >= tag.size()) break;
    const bool quoted = tag[start] == '"' || tag[start] == '\'';
    const std::size_t end =
        quoted ? tag.find(tag[start], start + 1) : tag.find_first_of(" \t\r\n>", start);
    if (end == std::string_view::npos) break;
    std::string value(tag.substr(start + (quoted ? 1 : 0), end - start - (quoted ? 1 : 0)));
    for (std::size_t sign = value.find("&amp;"); sign != std::string::npos;
         sign = value.find("&amp;", sign + 1)) {
      value.erase(sign + 1, 4);
    }
    return std::string(base::trim_blanks(value));
  }
  return {};
}

std::string_view tag_name(std::string_view content) {
  std::size_t start = 1;
  if (content.size() > 1 && content[1] == '/') ++start;
  std::size_t end = start;
  while (end < content.size() && base::is_alnum(content[end])) ++end;
  return content.substr(start, end - start);
}

/// An address as the target of a link in Markdown.
std::string link_target(const std::string& address) {
  std::string out;
  for (const char c : address) {
    if (base::is_blank(c) || c == '<' || c == '>') {
      constexpr std::string_view kDigits = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kDigits[byte >> 4U];
      out += kDigits[byte & 0xFU];
    } else if (c == '(' || c == ')') {
      out += '\\';
      out += c;
    } else {
      out += c;
    }
  }
  return out;
}

class Writer {
 public:
  explicit Writer(const Page& page) : page_(page) {
    is_markdown_ = page.format == Format::kMarkdown;
  }

  std::string write() {
    for (const Block& block : page_.blocks) {
      const bool is_main = block.role == Role::kBody || block.role == Role::kTitle;
      if (is_main && !block.hidden && block.attribute.empty() && block.path != "html/head/title") {
        add(block);
      }
    }
    end_table();
    end_code();
    return std::move(out_);
  }

 private:
  void add(const Block& block) {
    const std::string_view table = path_to(block.path, "table");
    const std::string_view cell =
        std::max(path_to(block.path, "td"), path_to(block.path, "th"),
                 [](std::string_view a, std::string_view b) { return a.size() < b.size(); });
    if (!cell.empty() && cell.size() > path_to(block.path, "li").size()) {
      add_cell(block, table, cell);
      return;
    }
    end_table();
    const std::string_view pre = path_to(block.path, "pre");
    if (!pre.empty()) {
      add_code(block, pre);
      return;
    }
    end_code();
    add_text(block);
  }

  // Tables: rows are collected until another block comes.
  void add_cell(const Block& block, std::string_view table, std::string_view cell) {
    end_code();
    if (table != table_) end_table();
    table_ = table;
    const std::string_view row = path_to(cell, "tr");
    if (row != row_ || rows_.empty()) rows_.emplace_back();
    row_ = row;
    std::string text = inline_text(block, false);
    for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2)) {
      text.insert(at, 1, '\\');
    }
    if (cell == cell_ && !rows_.back().empty()) {
      rows_.back().back() += "<br>" + text;
    } else {
      rows_.back().push_back(std::move(text));
    }
    cell_ = cell;
  }

  void end_table() {
    std::size_t columns = 0;
    for (const auto& row : rows_) columns = std::max(columns, row.size());
    if (columns > 1 && rows_.size() > 1) {
      begin_block("");
      for (std::size_t i = 0; i < rows_.size(); ++i) {
        rows_[i].resize(columns);
        out_ += '|';
        for (const std::string& cell : rows_[i]) out_ += " " + cell + " |";
        out_ += '\n';
        if (i > 0) continue;
        out_ += '|';
        for (std::size_t k = 0; k < columns; ++k) out_ += " --- |";
        out_ += '\n';
      }
    } else {
      // One row or column is layout, not a table.
      for (const auto& row : rows_) {
        for (const std::string& cell : row) {
          begin_block("");
          out_ += cell + "\n";
        }
      }
    }
    rows_.clear();
    table_ = row_ = cell_ = {};
  }

  void add_code(const Block& block, std::string_view pre) {
    if (pre != pre_) {
      end_code();
      begin_block("");
      std::size_t run = 0;
      for (std::size_t i = 0, ticks = 0; i < block.text.text.size(); ++i) {
        ticks = block.text.text[i] == '`' ? ticks + 1 : 0;
        run = std::max(run, ticks);
      }
      fence_ = std::string(std::max<std::size_t>(3, run + 1), '`');
      out_ += fence_ + "\n";
      pre_ = pre;
    }
    out_ += block.text.text + "\n";
  }

  void end_code() {
    if (pre_.empty()) return;
    out_ += fence_ + "\n";
    pre_ = {};
    last_path_ = {};
  }

  void add_text(const Block& block) {
    const std::vector<Step> steps = steps_of(block.path);
    const std::string_view last = steps.empty() ? std::string_view() : steps.back().name;
    const bool is_line = block.path == last_path_ && !out_.empty();
    const Prefixes prefixes = prefixes_of(block.path, steps);
    std::string text = inline_text(block, true);
    if (last.size() == 2 && last[0] == 'h' && last[1] >= '1' && last[1] <= '6') {
      text.insert(0, std::string(static_cast<std::size_t>(last[1] - '0'), '#') + " ");
    } else if (block.role == Role::kTitle) {
      text.insert(0, "# ");
    } else if (last == "dt") {
      text = "**" + text + "**";
    } else if (last == "dd") {
      text.insert(0, ": ");
    }
    if (is_line && prefixes.first == prefixes.rest) {
      // A line that <br> ends.
      if (out_.ends_with('\n')) out_.pop_back();
      out_ += "  \n" + prefixes.rest + text + "\n";
    } else {
      begin_block(prefixes.list);
      out_ += prefixes.first + text + "\n";
    }
    last_path_ = block.path;
  }

  struct Prefixes {
    std::string first;  // of the line
    std::string rest;   // of lines after it in the same block
    std::string list;   // the list that the block is an item of; items stand close together
  };

  /// Marks of quotes and lists before a block.
  Prefixes prefixes_of(const std::string& path, const std::vector<Step>& steps) {
    Prefixes out;
    bool ordered = false;
    std::string here;
    for (const Step& step : steps) {
      here +=
          (here.empty() ? "" : "/") + std::string(step.name) + "[" + std::string(step.number) + "]";
      if (step.name == "blockquote") {
        out.first += "> ";
        out.rest += "> ";
      } else if (step.name == "ul" || step.name == "ol" || step.name == "menu") {
        ordered = step.name == "ol";
        out.list = here;
      } else if (step.name == "li" && !out.list.empty()) {
        const std::string mark = ordered ? std::string(step.number) + ". " : "- ";
        const bool begun = last_path_ == path || items_.contains(here);
        items_[here] = true;
        out.first = out.rest + (begun ? std::string(mark.size(), ' ') : mark);
        out.rest += std::string(mark.size(), ' ');
        if (begun) out.first = out.rest;
      }
    }
    return out;
  }

  /// Begins a paragraph; items of one list follow one another without a blank line.
  void begin_block(const std::string& list) {
    const bool close =
        !list.empty() && !list_.empty() && (list.starts_with(list_) || list_.starts_with(list));
    if (!out_.empty() && !close) out_ += '\n';
    list_ = list;
  }

  // Text and codes of a block.
  std::string inline_text(const Block& block, bool starts_line) {
    std::string out;
    std::vector<std::pair<std::string, std::string>> open;  // id, mark that ends it
    const std::string& text = block.text.text;
    std::size_t place = 0;
    bool in_code = false;
    const auto copy_to = [&](std::size_t limit) {
      limit = std::min(limit, text.size());
      const std::string part = text.substr(place, limit - place);
      out += in_code ? part : internal::escape_markdown(part, out.empty() && starts_line);
      place = limit;
    };
    for (const InlineCode& code : block.text.codes) {
      copy_to(code.offset);
      if (is_markdown_) {
        out += code.content;
      } else if (code.kind == CodeKind::kOpen) {
        auto [begin, end] = marks_of(code);
        if (in_code) begin = end = "";
        in_code = in_code || begin == "`";
        out += begin;
        open.emplace_back(code.id, end);
      } else if (code.kind == CodeKind::kClose && !open.empty() && open.back().first == code.id) {
        if (open.back().second == "`") in_code = false;
        close(out, open.back().second);
        open.pop_back();
      } else if (code.kind == CodeKind::kSingle && base::lower(tag_name(code.content)) == "img") {
        const std::string source = value_in(code.content, "src");
        if (!source.empty() && !source.starts_with("data:")) {
          out += "![" + internal::escape_markdown(value_in(code.content, "alt"), false) + "](" +
                 link_target(resolve_url(source, page_.address)) + ")";
        }
      }
    }
    copy_to(text.size());
    for (; !open.empty(); open.pop_back()) close(out, open.back().second);
    std::replace(out.begin(), out.end(), '\n', ' ');
    const std::string address = address_around(block);
    if (!address.empty() && out.find("](") == std::string::npos) {
      out = "[" + out + "](" + link_target(address) + ")";
    }
    return out;
  }

  /// Marks of emphasis must touch the text.
  static void close(std::string& out, const std::string& mark) {
    std::size_t blanks = 0;
    while (mark.starts_with('*') && blanks < out.size() && out[out.size() - 1 - blanks] == ' ') {
      ++blanks;
    }
    out.insert(out.size() - blanks, mark);
  }

  std::pair<std::string, std::string> marks_of(const InlineCode& code) const {
    const std::string name = base::lower(tag_name(code.content));
    if (name == "b" || name == "strong") return {"**", "**"};
    if (name == "i" || name == "em") return {"*", "*"};
    if (name == "code" || name == "kbd" || name == "samp" || name == "tt") return {"`", "`"};
    if (name == "a") {
      const std::string address = value_in(code.content, "href");
      if (!is_followed(address)) return {};
      return {"[", "](" + link_target(resolve_url(address, page_.address)) + ")"};
    }
    return {};
  }

  static bool is_followed(std::string_view address) {
    return !address.empty() && address[0] != '#' &&
           !base::lower(address).starts_with("javascript:");
  }

  /// Where a link leads that is around the whole block, and so no code of it; or empty.
  [[nodiscard]] std::string address_around(const Block& block) const {
    if (page_.source.empty() || block.pieces.empty() || block.syntax != Syntax::kHtml) return {};
    std::string_view before =
        std::string_view(page_.source).substr(0, block.pieces.front().source.start);
    constexpr int kMostTags = 4;
    for (int i = 0; i < kMostTags; ++i) {
      while (!before.empty() && base::is_blank(before.back())) before.remove_suffix(1);
      const std::size_t start = before.ends_with('>') ? before.rfind('<') : std::string_view::npos;
      if (start == std::string_view::npos) return {};
      const std::string_view tag = before.substr(start);
      before = before.substr(0, start);
      const std::string name = base::lower(tag_name(tag));
      if (tag.starts_with("</") || start == block.tag.start) return {};
      if (name != "a") continue;
      const std::string address = value_in(tag, "href");
      return is_followed(address) ? resolve_url(address, page_.address) : std::string();
    }
    return {};
  }

  const Page& page_;
  bool is_markdown_ = false;
  std::string out_;
  std::string_view table_;
  std::string_view row_;
  std::string_view cell_;
  std::vector<std::vector<std::string>> rows_;
  std::string_view pre_;
  std::string fence_;
  std::string_view last_path_;
  std::string list_;
  std::map<std::string, bool> items_;  // begun, by path
};

}  // namespace

std::string main_markdown(const Page& page) { return Writer(page).write(); }

std::vector<std::string> main_languages(const Page& page) {
  std::map<std::string, std::size_t> letters;
  for (const Block& block : page.blocks) {
    if (block.role == Role::kBody && block.language != "und") {
      letters[block.language] += block.text.text.size();
    }
  }
  std::vector<std::string> out;
  for (const auto& [tag, count] : letters) out.push_back(tag);
  std::stable_sort(out.begin(), out.end(), [&](const std::string& a, const std::string& b) {
    return letters[a] > letters[b];
  });
  return out;
}

}  // namespace punte::page
