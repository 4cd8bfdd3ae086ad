#include "page/warc.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "page/headers.h"

namespace punte::page {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using internal::header;
using internal::Headers;
using internal::plain_value;
using internal::read_headers;

constexpr std::size_t kMaxHeaderBytes = std::size_t{1} << 20;

bool read_number(std::string_view text, std::uint64_t& value, int base = 10) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  return error == std::errc() && end != text.data();
}

/// The data of "Transfer-Encoding: chunked"; what is cut short gives what is there.
std::string join_chunks(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::uint64_t size = 0;
    if (end == std::string_view::npos || !read_number(text.substr(0, end), size, 16)) break;
    text.remove_prefix(end + 1);
    if (size == 0) break;
    const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(size, text.size()));
    out.append(text.substr(0, count));
    text.remove_prefix(count);
    if (text.starts_with("\r\n")) {
      text.remove_prefix(2);
    } else if (text.starts_with('\n')) {
      text.remove_prefix(1);
    }
  }
  return out;
}

/// Archivers that unpack a body or join its chunks often leave the headers as they were.
bool looks_chunked(std::string_view body) {
  const std::size_t end = body.find('\n');
  std::uint64_t size = 0;
  return end != std::string_view::npos && end > 0 && end < 20 &&
         read_number(body.substr(0, end), size, 16) &&
         body.find_first_not_of("0123456789abcdefABCDEF") < end + 1;
}

}  // namespace

bool is_warc(std::string_view bytes) { return bytes.starts_with("WARC/"); }

bool read_http_response(std::string_view message, ArchivedPage& page, WarcSkipped& skipped) {
  const std::size_t line_end = message.find('\n');
  const std::string_view status_line = message.substr(0, line_end);
  const std::size_t blank = status_line.find(' ');
  std::uint64_t status = 0;
  if (!status_line.starts_with("HTTP/") || line_end == std::string_view::npos ||
      blank == std::string_view::npos || !read_number(status_line.substr(blank + 1), status)) {
    ++skipped.other_types;
    return false;
  }
  if (status != 200) {
    ++skipped.failures;
    return false;
  }
  std::string_view body;
  const Headers headers = read_headers(message.substr(line_end + 1), body);
  const std::string_view type = header(headers, "content-type");
  if (!internal::is_html_type(plain_value(type))) {
    ++skipped.other_types;
    return false;
  }
  page.charset = base::lower(internal::parameter(type, "charset"));
  page.content_encoding = plain_value(header(headers, "content-encoding"));
  if (page.content_encoding == "identity") page.content_encoding.clear();
  const bool chunked = plain_value(header(headers, "transfer-encoding")) == "chunked";
  page.body = chunked && looks_chunked(body) ? join_chunks(body) : std::string(body);
  return true;
}

WarcReader::WarcReader(Read read, const WarcOptions& options)
    : read_(std::move(read)), options_(options) {}

Result<bool> WarcReader::fill(std::size_t wanted) {
  if (used_ > 0 && buffer_.size() - used_ < wanted) {
    buffer_.erase(0, used_);
    used_ = 0;
  }
  std::array<char, 65536> piece;
  while (!ended_ && buffer_.size() - used_ < wanted) {
    const auto count = read_(piece);
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) ended_ = true;
    buffer_.append(piece.data(), *count);
  }
  return buffer_.size() - used_ >= wanted;
}

tl::unexpected<base::Error> WarcReader::broken(const char* message) const {
  return fail(ErrorCode::kSyntax, message, {std::to_string(offset_)});
}

/// The header of the next record, without the blank line behind it.
Result<std::optional<std::string>> WarcReader::header() {
  // Records end in two line ends; writers differ in how many there are.
  while (true) {
    const auto more = fill(1);
    if (!more) return tl::unexpected(more.error());
    if (!*more) return std::optional<std::string>();
    if (buffer_[used_] != '\r' && buffer_[used_] != '\n') break;
    ++used_;
    ++offset_;
  }
  std::size_t wanted = 4096;
  while (true) {
    const auto enough = fill(wanted);
    if (!enough) return tl::unexpected(enough.error());
    const std::string_view view = std::string_view(buffer_).substr(used_);
    std::size_t end = view.find("\r\n\r\n");
    std::size_t length = 4;
    if (end == std::string_view::npos) {
      end = view.find("\n\n");
      length = 2;
    }
    if (end != std::string_view::npos) {
      std::string out(view.substr(0, end));
      used_ += end + length;
      offset_ += end + length;
      return std::optional<std::string>(std::move(out));
    }
    if (!*enough || wanted >= kMaxHeaderBytes) {
      return broken(PUNTE_MSG("byte {1}: the header of a WARC record does not end"));
    }
    wanted *= 2;
  }
}

Result<bool> WarcReader::skip(std::uint64_t count) {
  while (count > 0) {
    const auto more = fill(1);
    if (!more) return tl::unexpected(more.error());
    if (!*more) return false;
    const std::size_t step =
        static_cast<std::size_t>(std::min<std::uint64_t>(count, buffer_.size() - used_));
    used_ += step;
    offset_ += step;
    count -= step;
  }
  return true;
}

Result<std::optional<ArchivedPage>> WarcReader::next() {
  while (true) {
    const auto head = header();
    if (!head) return tl::unexpected(head.error());
    if (!*head) return std::optional<ArchivedPage>();
    if (!is_warc(**head)) {
      return broken(PUNTE_MSG("byte {1}: no WARC record begins here; the archive is damaged"));
    }
    std::string_view rest;
    const Headers headers = read_headers(
        std::string_view(**head).substr(std::min((*head)->find('\n'), (*head)->size() - 1) + 1),
        rest);
    std::uint64_t length = 0;
    if (!read_number(internal::header(headers, "content-length"), length)) {
      return broken(PUNTE_MSG("byte {1}: a WARC record has no length"));
    }
    const std::string type = plain_value(internal::header(headers, "warc-type"));
    const bool response = type == "response";
    const bool resource =
        type == "resource" &&
        internal::is_html_type(plain_value(internal::header(headers, "content-type")));
    const bool wanted = (response || resource) && length <= options_.max_page_bytes;
    if (!wanted) {
      ++(response || resource ? skipped_.too_large : skipped_.other_records);
      const auto whole = skip(length);
      if (!whole) return tl::unexpected(whole.error());
      if (!*whole) return broken(PUNTE_MSG("byte {1}: the archive is cut short inside a record"));
      continue;
    }
    const auto whole = fill(static_cast<std::size_t>(length));
    if (!whole) return tl::unexpected(whole.error());
    if (!*whole) return broken(PUNTE_MSG("byte {1}: the archive is cut short inside a record"));
    const std::string_view content =
        std::string_view(buffer_).substr(used_, static_cast<std::size_t>(length));
    ArchivedPage page;
    std::string_view url = internal::header(headers, "warc-target-uri");
    if (url.size() >= 2 && url.front() == '<' && url.back() == '>') {
      url = url.substr(1, url.size() - 2);  // as WARC 1.0 writers put it
    }
    page.url = url;
    bool is_page = true;
    if (resource) {
      page.charset =
          base::lower(internal::parameter(internal::header(headers, "content-type"), "charset"));
      page.body = content;
    } else {
      is_page = read_http_response(content, page, skipped_);
    }
    used_ += static_cast<std::size_t>(length);
    offset_ += length;
    if (is_page) return std::optional<ArchivedPage>(std::move(page));
  }
}

}  // namespace punte::page
