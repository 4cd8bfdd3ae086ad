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
constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

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
    // Blanks behind "=" were added on the way.
    const std::size_t line_end = text.find_first_not_of(" \t", i + 1);
    if (line_end != std::string_view::npos && text[line_end] == '\n') {
      i = line_end;
    } else if (line_end != std::string_view::npos && text.substr(line_end, 2) == "\r\n") {
      i = line_end + 1;
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

/// The HTML part, as it stands and as it is.
struct Found {
  ArchivedPage page;
  std::string_view body;
  std::string encoding;  // of the transfer
};

/// The best HTML part at or below `part`: the wanted one, else the first.
std::optional<Found> find_page(const Part& part, std::string_view wanted_id, int depth) {
  const std::string_view type = header(part.headers, "content-type");
  const std::string plain = plain_value(type);
  if (!plain.starts_with("multipart/")) {
    if (!internal::is_html_type(plain)) return std::nullopt;
    Found out;
    out.page.url = header(part.headers, "content-location");
    out.page.charset = base::lower(parameter(type, "charset"));
    out.encoding = plain_value(header(part.headers, "content-transfer-encoding"));
    out.body = part.body;
    out.page.body = out.encoding == "quoted-printable" ? undo_quoted_printable(part.body)
                    : out.encoding == "base64"         ? undo_base64(part.body)
                                                       : std::string(part.body);
    return out;
  }
  const std::string boundary = parameter(type, "boundary");
  if (boundary.empty() || depth == kMaxDepth) return std::nullopt;
  const std::string start = parameter(type, "start");
  if (!start.empty()) wanted_id = start;
  const std::string delimiter = "--" + boundary;
  std::optional<Found> first;
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

constexpr std::size_t kLineLength = 76;  // RFC 2045

std::string quoted_printable(std::string_view text, std::string_view line_end) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  std::size_t column = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n' || (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n')) {
      if (c == '\r') ++i;
      out += line_end;
      column = 0;
      continue;
    }
    const bool at_end = i + 1 == text.size() || text[i + 1] == '\n' || text[i + 1] == '\r';
    const bool plain =
        (byte > 0x20 && byte < 0x7F && c != '=') || ((c == ' ' || c == '\t') && !at_end);
    const std::size_t size = plain ? 1 : 3;
    if (column + size >= kLineLength) {
      out += '=';
      out += line_end;
      column = 0;
    }
    if (plain) {
      out += c;
    } else {
      out += '=';
      out += kDigits[byte >> 4U];
      out += kDigits[byte & 0xFU];
    }
    column += size;
  }
  return out;
}

std::string base64(std::string_view text, std::string_view line_end) {
  std::string out;
  std::size_t column = 0;
  for (std::size_t i = 0; i < text.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      const char c = i + k < text.size() ? text[i + k] : '\0';
      bits = (bits << 8U) | static_cast<unsigned char>(c);
    }
    if (column == kLineLength) {
      out += line_end;
      column = 0;
    }
    for (std::size_t k = 0; k < 4; ++k) {
      out += i + k > text.size() ? '=' : kAlphabet[(bits >> (18U - 6U * k)) & 0x3FU];
    }
    column += 4;
  }
  return out;
}

std::optional<Found> page_in(std::string_view bytes) {
  Part whole;
  whole.headers = read_headers(bytes, whole.body);
  auto found = find_page(whole, {}, 0);
  if (!found) return std::nullopt;
  std::string& url = found->page.url;
  const auto snapshot = header(whole.headers, "snapshot-content-location");
  if (url.empty() || url.starts_with("cid:")) url = snapshot;
  return found;
}

tl::unexpected<base::Error> no_page() {
  return base::fail(base::ErrorCode::kSyntax,
                    PUNTE_MSG("no HTML part in this MHTML file; it may be cut short"));
}

}  // namespace

bool is_mhtml(std::string_view bytes) {
  // Browsers write a dozen short fields before the first part.
  std::string_view rest;
  const Headers headers = read_headers(bytes.substr(0, 4096), rest);
  if (bytes.starts_with('<') || header(headers, "mime-version").empty()) return false;
  const std::string type = plain_value(header(headers, "content-type"));
  return type.starts_with("multipart/") || internal::is_html_type(type);
}

base::Result<ArchivedPage> read_mhtml(std::string_view bytes) {
  auto found = page_in(bytes);
  if (!found) return no_page();
  return std::move(found->page);
}

base::Result<std::string> with_page(std::string_view mhtml, std::string_view page) {
  const auto found = page_in(mhtml);
  if (!found) return no_page();
  if (found->page.body == page) return std::string(mhtml);
  const std::string_view line_end = mhtml.find("\r\n") != std::string_view::npos ? "\r\n" : "\n";
  std::string body = found->encoding == "quoted-printable" ? quoted_printable(page, line_end)
                     : found->encoding == "base64"         ? base64(page, line_end)
                                                           : std::string(page);
  const auto start = static_cast<std::size_t>(found->body.data() - mhtml.data());
  const std::size_t limit = start + found->body.size();
  // The line end before a boundary is the boundary's.
  if (found->body.ends_with('\n') && !body.ends_with('\n')) body += line_end;
  return std::string(mhtml.substr(0, start)) + body + std::string(mhtml.substr(limit));
}

}  // namespace punte::page
