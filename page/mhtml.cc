#include "page/mhtml.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "page/headers.h"

namespace punte::page {
namespace {

using internal::header;
using internal::Headers;
using internal::parameter;
using internal::plain_value;
using internal::read_headers;

constexpr int kMaxDepth = 8;

int hex_digit(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return -1;
}

std::string undo_quoted_printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      out += text[i];
      continue;
    }
    if (i + 1 < text.size() && text[i + 1] == '\n') {
      ++i;
    } else if (text.substr(i + 1, 2) == "\r\n") {
      i += 2;
    } else if (i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      out += '=';
    }
  }
  return out;
}

std::string undo_base64(std::string_view text) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  int count = 0;
  for (const char letter : text) {
    if (letter == '=') break;
    const std::size_t value = kAlphabet.find(letter);
    if (value == std::string_view::npos) continue;
    bits = (bits << 6U) | static_cast<std::uint32_t>(value);
    if (++count == 4) {
      out += static_cast<char>((bits >> 16U) & 0xFFU);
      out += static_cast<char>((bits >> 8U) & 0xFFU);
      out += static_cast<char>(bits & 0xFFU);
      bits = 0;
      count = 0;
    }
  }
  if (count >= 2) out += static_cast<char>((bits << 6U * static_cast<unsigned>(4 - count)) >> 16U);
  if (count == 3) out += static_cast<char>(((bits << 6U) >> 8U) & 0xFFU);
  return out;
}

/// The next line that is the delimiter, from `from` on: its start, and behind it; npos: none.
std::pair<std::size_t, std::size_t> find_delimiter(std::string_view text,
                                                   std::string_view delimiter, std::size_t from) {
  while (true) {
    const std::size_t place = text.find(delimiter, from);
    if (place == std::string_view::npos) return {place, place};
    if (place == 0 || text[place - 1] == '\n') return {place, place + delimiter.size()};
    from = place + 1;
  }
}

struct Part {
  Headers headers;
  std::string_view body;
};

/// The best HTML part at or below `part`: the wanted one, else the first.
std::optional<ArchivedPage> find_page(const Part& part, std::string_view wanted_id, int depth) {
  const std::string_view type = header(part.headers, "content-type");
  const std::string plain = plain_value(type);
  if (!plain.starts_with("multipart/")) {
    if (!internal::is_html_type(plain)) return std::nullopt;
    ArchivedPage page;
    page.url = header(part.headers, "content-location");
    page.charset = base::lower(parameter(type, "charset"));
    const std::string encoding = plain_value(header(part.headers, "content-transfer-encoding"));
    page.body = encoding == "quoted-printable" ? undo_quoted_printable(part.body)
                : encoding == "base64"         ? undo_base64(part.body)
                                               : std::string(part.body);
    return page;
  }
  const std::string boundary = parameter(type, "boundary");
  if (boundary.empty() || depth == kMaxDepth) return std::nullopt;
  const std::string start = parameter(type, "start");
  if (!start.empty()) wanted_id = start;
  const std::string delimiter = "--" + boundary;
  std::optional<ArchivedPage> first;
  auto [open, body] = find_delimiter(part.body, delimiter, 0);
  while (open != std::string_view::npos && !part.body.substr(body).starts_with("--")) {
    const std::size_t line_end = part.body.find('\n', body);
    if (line_end == std::string_view::npos) break;
    const auto [next_open, next_body] = find_delimiter(part.body, delimiter, line_end + 1);
    Part child;
    child.headers = read_headers(part.body.substr(line_end + 1, next_open == std::string_view::npos
                                                                    ? std::string_view::npos
                                                                    : next_open - line_end - 1),
                                 child.body);
    const bool wanted = !wanted_id.empty() && header(child.headers, "content-id") == wanted_id;
    if (!first || wanted) {
      if (auto page = find_page(child, wanted_id, depth + 1)) first = std::move(page);
    }
    if (wanted && first) return first;
    open = next_open;
    body = next_body;
  }
  return first;
}

}  // namespace

bool is_mhtml(std::string_view bytes) {
  // Browsers write a dozen short fields before the first part.
  std::string_view rest;
  const Headers headers = read_headers(bytes.substr(0, 4096), rest);
  return !bytes.starts_with('<') && !header(headers, "mime-version").empty() &&
         plain_value(header(headers, "content-type")).starts_with("multipart/");
}

base::Result<ArchivedPage> read_mhtml(std::string_view bytes) {
  Part whole;
  whole.headers = read_headers(bytes, whole.body);
  auto page = find_page(whole, {}, 0);
  if (!page) {
    return base::fail(base::ErrorCode::kSyntax,
                      PUNTE_MSG("no HTML part in this MHTML file; it may be cut short"));
  }
  if (const auto url = header(whole.headers, "snapshot-content-location");
      page->url.empty() || page->url.starts_with("cid:")) {
    page->url = url;
  }
  return std::move(*page);
}

}  // namespace punte::page
