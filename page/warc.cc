#include "page/warc.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

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

/// What a server gave no type for.
bool looks_like_html(std::string_view body) {
  const std::string head = base::lower(base::trim_blanks(body.substr(0, 1024)));
  if (!head.starts_with('<') && !head.starts_with("\xEF\xBB\xBF<")) return false;
  constexpr std::array<std::string_view, 7> kSigns = {"<!doctype html", "<html", "<head", "<body",
                                                      "<title",         "<meta", "<p"};
  return std::any_of(kSigns.begin(), kSigns.end(),
                     [&](std::string_view sign) { return head.find(sign) != std::string::npos; });
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

bool is_web_archive(std::string_view bytes) {
  return bytes.starts_with("WARC/") || bytes.starts_with("filedesc:");
}

bool read_http_response(std::string_view message, bool any_status, ArchivedPage& page,
                        WarcSkipped& skipped) {
  const std::size_t line_end = message.find('\n');
  const std::string_view status_line = message.substr(0, line_end);
  const std::size_t blank = status_line.find(' ');
  std::uint64_t status = 0;
  if (!status_line.starts_with("HTTP/") || line_end == std::string_view::npos ||
      blank == std::string_view::npos || !read_number(status_line.substr(blank + 1), status)) {
    ++skipped.other_types;
    return false;
  }
  if (status != 200 && status != 203 && !any_status) {
    ++skipped.failures;
    return false;
  }
  std::string_view body;
  const Headers headers = read_headers(message.substr(line_end + 1), body);
  const std::string_view type = header(headers, "content-type");
  std::string codings = base::lower(header(headers, "content-encoding"));
  // "gzip, chunked": what was done to the message, after what was done to the content.
  std::string transfer = base::lower(header(headers, "transfer-encoding"));
  const std::size_t chunked = transfer.find("chunked");
  page.body =
      chunked != std::string::npos && looks_chunked(body) ? join_chunks(body) : std::string(body);
  const bool is_page = type.empty() ? codings.empty() && looks_like_html(page.body)
                                    : internal::is_html_type(plain_value(type));
  if (!is_page) {
    ++skipped.other_types;
    return false;
  }
  page.charset = base::lower(internal::parameter(type, "charset"));
  transfer = base::trim_blanks(transfer);
  if (!transfer.empty() && transfer != "chunked" && transfer != "identity") {
    codings += (codings.empty() ? "" : ", ") + transfer;
  }
  page.codings = codings == "identity" ? std::string() : std::move(codings);
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

/// Goes to the next record; false at the end. Records end in two line ends; writers differ in how
/// many there are.
Result<bool> WarcReader::at_record() {
  while (true) {
    PUNTE_TRY(const bool more, fill(1));
    if (!more) return false;
    if (buffer_[used_] != '\r' && buffer_[used_] != '\n') return true;
    ++used_;
    ++offset_;
  }
}

/// The header of the next record, without the blank line behind it.
Result<std::string> WarcReader::header() {
  std::size_t wanted = 4096;
  while (true) {
    PUNTE_TRY(const bool enough, fill(wanted));
    const std::string_view view = std::string_view(buffer_).substr(used_);
    // Line ends are those of the record; the message in it may have others.
    const std::size_t wide = view.find("\r\n\r\n");
    const std::size_t bare = view.find("\n\n");
    const std::size_t end = std::min(wide, bare);
    const std::size_t length = wide < bare ? 4 : 2;
    if (end != std::string_view::npos) {
      std::string out(view.substr(0, end));
      used_ += end + length;
      offset_ += end + length;
      return out;
    }
    if (!enough || wanted >= kMaxHeaderBytes) {
      return broken(PUNTE_MSG("byte {1}: the header of a WARC record does not end"));
    }
    wanted *= 2;
  }
}

/// The line that begins a record of an ARC file.
Result<std::string> WarcReader::arc_header() {
  constexpr std::size_t kLongest = 65536;
  PUNTE_TRY(const bool enough, fill(kLongest));
  static_cast<void>(enough);
  const std::string_view view = std::string_view(buffer_).substr(used_, kLongest);
  const std::size_t end = view.find('\n');
  if (end == std::string_view::npos) {
    return broken(PUNTE_MSG("byte {1}: the head of an ARC record does not end"));
  }
  std::string out(internal::trimmed(view.substr(0, end)));
  used_ += end + 1;
  offset_ += end + 1;
  return out;
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

Result<WarcReader::Record> WarcReader::read_warc_head(std::string_view head) const {
  if (!head.starts_with("WARC/")) {
    return broken(PUNTE_MSG("byte {1}: no WARC record begins here; the archive is damaged"));
  }
  std::string_view rest;
  const Headers headers =
      read_headers(head.substr(std::min(head.find('\n'), head.size() - 1) + 1), rest);
  Record out;
  if (!read_number(internal::header(headers, "content-length"), out.length)) {
    return broken(PUNTE_MSG("byte {1}: a WARC record has no length"));
  }
  std::string_view url = internal::header(headers, "warc-target-uri");
  if (url.size() >= 2 && url.front() == '<' && url.back() == '>') {
    url = url.substr(1, url.size() - 2);  // as WARC 1.0 writers put it
  }
  out.url = url;
  out.type = internal::header(headers, "content-type");
  const std::string kind = plain_value(internal::header(headers, "warc-type"));
  out.response = kind == "response";
  out.resource = kind == "resource" && internal::is_html_type(plain_value(out.type));
  return out;
}

/// "URL address date type length", with more fields before the length in version 2.
/// Source: https://archive.org/web/researcher/ArcFileFormat.php
Result<WarcReader::Record> WarcReader::read_arc_head(std::string_view head) const {
  std::vector<std::string_view> fields;
  for (std::size_t start = 0; start < head.size();) {
    const std::size_t end = std::min(head.find(' ', start), head.size());
    if (end > start) fields.push_back(head.substr(start, end - start));
    start = end + 1;
  }
  Record out;
  if (fields.size() < 4 || !read_number(fields.back(), out.length)) {
    return broken(PUNTE_MSG("byte {1}: no ARC record begins here; the archive is damaged"));
  }
  out.url = fields.front();
  out.response = out.url.starts_with("http:") || out.url.starts_with("https:");
  return out;
}

/// The page in a record whose head was read; nothing if it has none.
Result<std::optional<ArchivedPage>> WarcReader::read_record(const Record& record) {
  const auto cut = [this] {
    return broken(PUNTE_MSG("byte {1}: the archive is cut short inside a record"));
  };
  const bool is_any = record.response || record.resource;
  if (!is_any || record.length > options_.max_page_bytes) {
    ++(is_any ? skipped_.too_large : skipped_.other_records);
    PUNTE_TRY(const bool whole, skip(record.length));
    if (!whole) return cut();
    return std::optional<ArchivedPage>();
  }
  PUNTE_TRY(const bool whole, fill(static_cast<std::size_t>(record.length)));
  if (!whole) return cut();
  const std::string_view content =
      std::string_view(buffer_).substr(used_, static_cast<std::size_t>(record.length));
  ArchivedPage page;
  page.url = record.url;
  bool is_page = true;
  if (record.resource) {
    page.charset = base::lower(internal::parameter(record.type, "charset"));
    page.body = content;
  } else {
    is_page = read_http_response(content, options_.any_status, page, skipped_);
  }
  used_ += static_cast<std::size_t>(record.length);
  offset_ += record.length;
  if (!is_page) return std::optional<ArchivedPage>();
  return std::optional<ArchivedPage>(std::move(page));
}

Result<std::optional<ArchivedPage>> WarcReader::next() {
  while (true) {
    const bool begins = offset_ == 0;
    PUNTE_TRY(const bool more, at_record());
    if (!more) return std::optional<ArchivedPage>();
    if (begins) {
      PUNTE_TRY(const bool enough, fill(9));
      is_arc_ = enough && std::string_view(buffer_).substr(used_).starts_with("filedesc:");
    }
    PUNTE_TRY(const std::string head, is_arc_ ? arc_header() : header());
    PUNTE_TRY(const Record record, is_arc_ ? read_arc_head(head) : read_warc_head(head));
    PUNTE_TRY(auto page, read_record(record));
    if (page) return page;
  }
}

}  // namespace punte::page
