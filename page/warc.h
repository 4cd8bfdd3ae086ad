#ifndef PUNTE_PAGE_WARC_H_
#define PUNTE_PAGE_WARC_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace punte::page {

/// A page as it came over the network, from an archive.
struct ArchivedPage {
  std::string url;
  std::string charset;  ///< of the Content-Type header, lower case, or empty
  /// What it was packed with, the last coding last: "gzip, br"; lower case, or empty.
  std::string codings;
  std::string body;  ///< chunks joined; still packed where `codings` says so
};

struct WarcOptions {
  std::size_t max_page_bytes = std::size_t{64} << 20;  ///< larger responses are skipped
  bool any_status = false;                             ///< pages of errors and of redirections too
};

/// What a reader left out, and why.
struct WarcSkipped {
  std::int64_t other_records = 0;  ///< requests, metadata, robots.txt ...: no response of a server
  std::int64_t other_types = 0;    ///< responses that are no HTML: images, scripts, PDF
  std::int64_t failures = 0;       ///< responses with another status than 200 or 203
  std::int64_t too_large = 0;
};

/// Streams the HTML pages of a WARC 0.17 to 1.1 file (ISO 28500) or an ARC file: responses with
/// status 200 or 203 whose type is HTML, or which have none and look like HTML, and resource
/// records of that type. Memory: one page. Threads: one reader for each thread.
class WarcReader {
 public:
  /// Fills the buffer with unpacked bytes; 0 is the end.
  using Read = std::function<base::Result<std::size_t>(std::span<char>)>;

  explicit WarcReader(Read read, const WarcOptions& options = {});

  /// The next page; nullopt at the end. Errors: kSyntax with the byte where a record does not begin
  /// or ends too early (pages before it have been given), and those of `read`.
  [[nodiscard]] base::Result<std::optional<ArchivedPage>> next();

  [[nodiscard]] const WarcSkipped& skipped() const { return skipped_; }

 private:
  /// The head of a record, of either kind of archive.
  struct Record {
    std::string url;
    std::string type;          // of its content, for what is no response
    std::uint64_t length = 0;  // of its content
    bool response = false;
    bool resource = false;
  };

  [[nodiscard]] base::Result<Record> read_warc_head(std::string_view head) const;
  [[nodiscard]] base::Result<Record> read_arc_head(std::string_view head) const;
  [[nodiscard]] base::Result<bool> fill(std::size_t wanted);
  [[nodiscard]] base::Result<std::string> header();
  [[nodiscard]] base::Result<std::string> arc_header();
  [[nodiscard]] base::Result<bool> at_record();
  [[nodiscard]] base::Result<std::optional<ArchivedPage>> read_record(const Record& record);
  [[nodiscard]] base::Result<bool> skip(std::uint64_t count);
  [[nodiscard]] tl::unexpected<base::Error> broken(const char* message) const;

  Read read_;
  WarcOptions options_;
  WarcSkipped skipped_;
  std::string buffer_;
  std::size_t used_ = 0;      // bytes of buffer_ that were taken
  std::uint64_t offset_ = 0;  // of buffer_[used_] in the stream
  bool ended_ = false;
  bool is_arc_ = false;
};

/// True if the bytes begin as a WARC or ARC file does.
[[nodiscard]] bool is_web_archive(std::string_view bytes);

/// Splits an HTTP message: fills url-independent fields of `page` from its headers and joins
/// chunks. False: no HTTP response, or its status or type is not that of a page.
[[nodiscard]] bool read_http_response(std::string_view message, bool any_status, ArchivedPage& page,
                                      WarcSkipped& skipped);

}  // namespace punte::page

#endif  // PUNTE_PAGE_WARC_H_
