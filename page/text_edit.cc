#include "page/text_edit.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "base/escape.h"
#include "language/text.h"
#include "page/block_place.h"
#include "page/markdown.h"
#include "page/paragraphs.h"

namespace punte::page::internal {
namespace {

using language::CodeKind;
using language::InlineCode;
using language::MarkedText;
using language::Span;

/// A blank at which no line may be broken: in the marks of a link, before what would begin a list.
constexpr char kFirmBlank = '\x01';

std::string with_firm_blanks(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return base::is_blank(c); }, kFirmBlank);
  return text;
}

std::string one_line(std::string_view text) {
  std::string out(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return base::is_blank(c) || c == kFirmBlank; }, ' ');
  return out;
}

/// Text of reStructuredText, with a backslash before what would be a mark.
std::string escape_restructured(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char next = i + 1 < text.size() ? text[i + 1] : ' ';
    const bool reference = c == '_' && !base::is_alnum(next) && next != '_';
    if (c == '\\' || c == '*' || c == '`' || c == '|' || reference) out += '\\';
    out += c;
  }
  return out;
}

/// Text as it is written in a markup; one that stands at the very start could begin another block.
/// AsciiDoc has no way to take the meaning from any sign, so that none is tried.
std::string escaped_text(std::string_view text, Syntax syntax, bool at_start) {
  if (syntax == Syntax::kMarkdown) return escape_markdown(text, at_start);
  return syntax == Syntax::kReStructuredText ? escape_restructured(text) : std::string(text);
}

/// Text and codes in a markup; blanks of codes are firm.
std::string marked_up(const MarkedText& text, Syntax syntax, bool in_table) {
  std::string out;
  std::size_t place = 0;
  bool in_code = false;
  const auto add = [&](std::size_t limit) {
    const std::string part = one_line(std::string_view(text.text).substr(place, limit - place));
    // What stands at the very start could begin another block.
    std::string escaped = in_code ? part : escaped_text(part, syntax, out.empty());
    for (std::size_t at = 0; in_table && (at = escaped.find('|', at)) != std::string::npos;
         at += 2) {
      escaped.insert(at, "\\");
    }
    out += escaped;
    place = limit;
  };
  for (const InlineCode& code : text.codes) {
    add(std::min(code.offset, text.text.size()));
    out += with_firm_blanks(code.content);
    if (code.type == "code") in_code = code.kind == CodeKind::kOpen;
  }
  add(text.text.size());
  return out;
}

std::string json(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += kDigits[byte >> 4U];
      out += kDigits[byte & 0xFU];
    } else {
      out += c;
    }
  }
  return out;
}

bool is_in_cdata(std::string_view source, std::size_t place) {
  const std::string_view before = source.substr(0, place);
  const std::size_t start = before.rfind("<![CDATA[");
  return start != std::string_view::npos && before.find("]]>", start) == std::string_view::npos;
}

/// As the content of a CDATA section, which its own end would end.
std::string in_cdata(std::string text) {
  for (std::size_t at = text.find("]]>"); at != std::string::npos; at = text.find("]]>", at + 15)) {
    text.replace(at, 3, "]]]]><![CDATA[>");
  }
  return text;
}

/// A word that would begin another block at the start of a line.
bool begins_block(std::string_view word) {
  if (is_rule(word) || word.starts_with('>') || word.starts_with('|')) return true;
  if (word.find_first_not_of("#=.") == std::string_view::npos) return true;
  if (word == "-" || word == "+" || word == "*" || word == "•") return true;
  const std::size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
  return digits > 0 && digits + 1 == word.size() && (word.back() == '.' || word.back() == ')');
}

/// A hyphen at the end of a line would join the next to it.
bool ends_in_hyphen(std::string_view word) {
  return word.size() > 1 && word.ends_with('-') && base::is_alpha(word[word.size() - 2]);
}

std::size_t columns(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++count) {
    static_cast<void>(language::next_code_point(text, i));
  }
  return count;
}

/// Breaks lines at blanks; the first begins in column `first`, the others with `prefix`.
std::string wrapped(std::string_view text, std::size_t first, const std::string& prefix,
                    std::string_view line_end, std::size_t width) {
  std::string out;
  std::size_t column = first;
  std::string_view before;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t size = columns(word);
    const bool may_break = !out.empty() && !begins_block(word) && !ends_in_hyphen(before);
    if (may_break && column + 1 + size > width) {
      out.append(line_end).append(prefix).append(word);
      column = columns(prefix) + size;
    } else {
      if (!out.empty()) {
        out += ' ';
        ++column;
      }
      out += word;
      column += size;
    }
    before = word;
  }
  return out;
}

/// What lines after the first begin with: as they did, or as deep as the text of the first.
std::string prefix_of(std::string_view source, Span range) {
  const std::size_t line = source.find_last_of("\r\n", range.start == 0 ? 0 : range.start - 1);
  const std::size_t from = line == std::string_view::npos || line >= range.start ? 0 : line + 1;
  const std::size_t second = source.substr(0, range.limit).find_first_of("\r\n", range.start);
  if (second != std::string_view::npos) {
    std::size_t start = second;
    while (start < range.limit && (source[start] == '\r' || source[start] == '\n')) ++start;
    const std::size_t end = std::min(source.find_first_not_of(" \t>", start), range.limit);
    return std::string(source.substr(start, end - start));
  }
  std::string out;
  for (const char c : source.substr(from, range.start - from)) {
    if ((static_cast<unsigned char>(c) & 0xC0U) == 0x80) continue;
    out += c == '>' || c == '\t' ? c : ' ';
  }
  return out;
}

/// The line after the one that ends at `at`, without its end; and the one before that begins at it.
Span line_after(std::string_view source, std::size_t at) {
  std::size_t start = std::min(source.find('\n', at), source.size());
  if (start < source.size()) ++start;
  return {start, std::min(source.find_first_of("\r\n", start), source.size())};
}
Span line_before(std::string_view source, std::size_t at) {
  const std::size_t end = source.substr(0, at).find_last_of('\n');
  if (end == std::string_view::npos) return {0, 0};
  const std::size_t before = source.substr(0, end).find_last_of('\n');
  const std::size_t limit = end > 0 && source[end - 1] == '\r' ? end - 1 : end;
  return {before == std::string_view::npos ? 0 : before + 1, limit};
}

/// A line of one sign as long as a title of `width` columns, or nearly so.
bool is_adornment(std::string_view line, std::size_t width) {
  constexpr std::string_view kSigns = "=-`:.'\"~^_*+#";
  return line.size() >= 3 && line.size() + 1 >= width &&
         kSigns.find(line[0]) != std::string_view::npos &&
         line.find_first_not_of(line[0]) == std::string_view::npos;
}

/// A title whose underline, and line above, are as long as the new one.
std::optional<TextEdit> title_edit(std::string_view source, Span range, const std::string& text) {
  const Span below = line_after(source, range.limit);
  const std::size_t old_width =
      language::display_width(source.substr(range.start, range.limit - range.start));
  const std::string_view under = source.substr(below.start, below.limit - below.start);
  if (!is_adornment(under, old_width)) return std::nullopt;
  const std::size_t width = language::display_width(text);
  TextEdit edit{{range.start, below.limit}, {}};
  const std::string_view between = source.substr(range.limit, below.start - range.limit);
  edit.text = text + std::string(between) + std::string(width, under[0]);
  const Span above = line_before(source, range.start);
  const std::string_view over = source.substr(above.start, above.limit - above.start);
  if (is_adornment(over, old_width) && over[0] == under[0]) {
    edit.span.start = above.start;
    edit.text = std::string(std::max(width, over.size()), over[0]) +
                std::string(source.substr(above.limit, range.start - above.limit)) + edit.text;
  }
  return edit;
}

/// Headings and cells are one line, whatever their length.
bool may_wrap(std::string_view source, const Block& block, Span range) {
  if (block.path.find("/td[") != std::string::npos) return false;
  const std::size_t line = source.find_last_of("\r\n", range.start == 0 ? 0 : range.start - 1);
  const std::size_t from = line == std::string_view::npos || line >= range.start ? 0 : line + 1;
  return source.substr(from, range.start - from).find_first_of("#=") == std::string_view::npos;
}

TextEdit lines_edit(std::string_view source, const Block& block, Span range, std::string text,
                    std::size_t width) {
  if (width > 0 && may_wrap(source, block, range)) {
    const std::string_view before = source.substr(0, range.start);
    const std::size_t line = before.find_last_of("\r\n");
    const std::size_t from = line == std::string_view::npos ? 0 : line + 1;
    const std::string_view end = source.find("\r\n") != std::string_view::npos ? "\r\n" : "\n";
    text = wrapped(text, columns(before.substr(from)), prefix_of(source, range), end, width);
  }
  std::replace(text.begin(), text.end(), kFirmBlank, ' ');
  return {range, std::move(text)};
}

/// The codes of HTML in a feed are escaped once more.
std::optional<TextEdit> feed_edit(std::string_view source, Block block, const MarkedText& text) {
  if (block.pieces.empty()) return std::nullopt;
  const bool cdata = is_in_cdata(source, block.pieces.front().source.start);
  if (!cdata) {
    for (InlineCode& code : block.text.codes) code.content = base::escaped(code.content);
  }
  const auto place = place_of(source, block);
  if (!place) return std::nullopt;
  std::string inner = block.syntax == Syntax::kXml ? text.text : as_html(text);
  inner = cdata ? in_cdata(std::move(inner)) : base::escaped(inner);
  return TextEdit{place->range, std::move(inner)};
}

}  // namespace

std::string as_html(const MarkedText& text) {
  std::string out;
  std::size_t place = 0;
  for (const InlineCode& code : text.codes) {
    const std::size_t offset = std::min(code.offset, text.text.size());
    base::append_escaped(out, std::string_view(text.text).substr(place, offset - place));
    out += code.content;
    place = offset;
  }
  base::append_escaped(out, std::string_view(text.text).substr(place));
  return out;
}

std::optional<TextEdit> text_edit(std::string_view source, const Block& block,
                                  const MarkedText& text, std::size_t line_width) {
  if (block.syntax == Syntax::kXml || block.syntax == Syntax::kHtmlInXml) {
    return feed_edit(source, block, text);
  }
  if (block.pieces.empty() || block.pieces.back().source.limit > source.size()) {
    return std::nullopt;
  }
  const Span range{block.pieces.front().source.start, block.pieces.back().source.limit};
  if (block.syntax == Syntax::kJson) return TextEdit{range, json(text.text)};
  if (block.syntax == Syntax::kPlain) {
    return lines_edit(source, block, range, one_line(text.text), line_width);
  }
  const auto place = place_of(source, block);
  if (!place) return std::nullopt;
  const bool in_table = block.path.find("/td[") != std::string::npos;
  if (block.syntax == Syntax::kAsciiDoc || block.syntax == Syntax::kReStructuredText) {
    std::string title = one_line(marked_up(text, block.syntax, false));
    if (auto edit = title_edit(source, place->range, title)) return edit;
  }
  return lines_edit(source, block, place->range, marked_up(text, block.syntax, in_table),
                    line_width);
}

}  // namespace punte::page::internal
