#ifndef PUNTE_JOB_PAGES_H_
#define PUNTE_JOB_PAGES_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "exchange/stream.h"
#include "page/warc.h"

namespace punte::job {

/// Where pages are to be had.
struct PagePlace {
  /// A file (compressed or not), a folder, a pattern such as "*.html" that names no file, or, with
  /// `bytes`, what people call it.
  std::string name;
  std::unique_ptr<exchange::ByteSource> bytes = {};  ///< what is open already, else null
};

/// One page to work on.
struct PageInput {
  std::string name;                 ///< for people: the file, or the URL of a page in an archive
  std::string url;                  ///< where known: from WARC or MHTML
  std::string charset;              ///< of the server's Content-Type, where known
  base::Result<std::string> bytes;  ///< uncompressed; or why they could not be had
  std::string container = {};       ///< the MHTML file that the page is in, whole; else empty
};

/// Records of archives that were passed over, of all archives so far.
using SkippedRecords = page::WarcSkipped;

/// Gives the pages of files (compressed or not), folders (their pages in order of path), patterns,
/// MHTML files and WARC and ARC archives, one after the other. What a file is shows in its content.
/// The pages of a folder are its HTML pages and archives of pages; where it has none, its text
/// files. Threads: one.
class PageSource {
 public:
  /// `max_page_bytes` bounds each page, uncompressed; `any_status`: what servers sent of errors and
  /// redirections counts as pages too.
  PageSource(std::vector<PagePlace> places, std::size_t max_page_bytes, bool any_status = false);
  PageSource(PageSource&&) noexcept;
  PageSource& operator=(PageSource&&) noexcept;
  ~PageSource();

  /// nullopt: there are no more. A page that cannot be read comes with its error.
  [[nodiscard]] std::optional<PageInput> next();

  /// Files begun, and files known so far; an archive counts once.
  [[nodiscard]] std::size_t files_begun() const;
  [[nodiscard]] std::size_t files_known() const;
  /// True if more than one page may come: then output names them. That a file is an archive shows
  /// when its first page is read.
  [[nodiscard]] bool many() const;
  /// What archives had that is no page.
  [[nodiscard]] const SkippedRecords& skipped() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace punte::job

#endif  // PUNTE_JOB_PAGES_H_
