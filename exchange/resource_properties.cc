#include "exchange/resource_properties.h"

#include <unicode/unistr.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "exchange/resource_text.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

using base::ErrorCode;
using base::fail;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

/// Cuts the first line off; its end is '\n', '\r' or both.
std::string_view cut_line(std::string_view& rest) {
  const std::size_t limit = std::min(rest.find_first_of("\r\n"), rest.size());
  const std::string_view line = rest.substr(0, limit);
  const bool both = rest.substr(limit).starts_with("\r\n");
  rest.remove_prefix(std::min(rest.size(), limit + (both ? 2 : 1)));
  return line;
}

std::string_view without_indent(std::string_view line) {
  while (!line.empty() && is_blank(line[0])) line.remove_prefix(1);
  return line;
}

/// True if the line goes on in the next: it ends in a backslash that is not itself escaped.
bool goes_on(std::string_view line) {
  const std::size_t last = line.find_last_not_of('\\');
  return (line.size() - (last == std::string_view::npos ? 0 : last + 1)) % 2 == 1;
}

/// False at an escape of a code that is none.
bool unescape(std::string_view text, std::string& out) {
  Utf16Units units;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      units.finish(out);
      out += text[i];
      continue;
    }
    const char c = text[++i];
    if (c == 'u') {
      const auto unit = hexadecimal(text.substr(i + 1, 4));
      if (!unit || text.size() - i < 5) return false;
      units.add(out, static_cast<char16_t>(*unit));
      i += 4;
      continue;
    }
    units.finish(out);
    switch (c) {
      case 't':
        out += '\t';
        break;
      case 'n':
        out += '\n';
        break;
      case 'r':
        out += '\r';
        break;
      case 'f':
        out += '\f';
        break;
      default:
        out += c;
    }
  }
  units.finish(out);
  return true;
}

std::string decode(std::string bytes) {
  std::string text = decode_resource(std::move(bytes));
  if (language::is_valid_utf8(text)) return text;
  std::string out;
  icu::UnicodeString(text.data(), static_cast<std::int32_t>(text.size()), "ISO-8859-1")
      .toUTF8String(out);
  return out;
}

}  // namespace

Result<ResourceFile> read_properties(ByteSource& source, const ReadOptions& options) {
  auto bytes = read_whole(source);
  if (!bytes) return tl::unexpected(bytes.error());
  const std::string text = decode(std::move(*bytes));
  ResourceTexts out(options.max_segment_bytes);
  std::string comment;
  std::string_view rest = text;
  std::int64_t line_number = 0;
  while (!rest.empty()) {
    std::string_view line = without_indent(cut_line(rest));
    const std::int64_t first_line = ++line_number;
    if (line.empty()) {
      comment.clear();
      continue;
    }
    if (line[0] == '#' || line[0] == '!') {
      if (!comment.empty()) comment += '\n';
      comment += language::trim(line.substr(1));
      continue;
    }
    std::string logical(line);
    while (goes_on(logical)) {
      logical.pop_back();
      if (rest.empty()) break;
      logical += without_indent(cut_line(rest));
      ++line_number;
    }
    std::size_t key_limit = 0;
    while (key_limit < logical.size()) {
      const char c = logical[key_limit];
      if (c == '=' || c == ':' || is_blank(c)) break;
      key_limit += c == '\\' ? 2 : 1;
    }
    key_limit = std::min(key_limit, logical.size());
    std::string_view value = without_indent(std::string_view(logical).substr(key_limit));
    if (!value.empty() && (value[0] == '=' || value[0] == ':')) {
      value = without_indent(value.substr(1));
    }
    const std::string where = source.name() + ":" + std::to_string(first_line) + ":1";
    ResourceText one{{}, {}, std::exchange(comment, {})};
    if (!unescape(std::string_view(logical).substr(0, key_limit), one.key) ||
        !unescape(value, one.text.text)) {
      return fail(ErrorCode::kSyntax, PUNTE_MSG("“\\u” is not followed by four hexadecimal digits"),
                  {}, where);
    }
    if (const auto added = out.add(std::move(one), first_line, where); !added) {
      return tl::unexpected(added.error());
    }
  }
  return out.take();
}

}  // namespace punte::exchange
