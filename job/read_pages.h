#ifndef PUNTE_JOB_READ_PAGES_H_
#define PUNTE_JOB_READ_PAGES_H_

#include <cstddef>
#include <functional>
#include <string>

#include "base/continue.h"
#include "base/result.h"
#include "job/pages.h"
#include "job/sites.h"
#include "page/page.h"

namespace punte::job {

/// A page that was read.
struct ReadPage {
  std::string name;  ///< that of PageInput
  page::Page page;
  std::string bytes = {};  ///< as read; kept only with ExtractOptions::keep_source
  /// The MHTML file around it, likewise; PageTranslator::write() gives one back.
  std::string container = {};
};

/// Where pages go, in their order, on the thread of the caller.
struct PageSink {
  /// False: no more are wanted.
  std::function<bool(ReadPage& page)> page;
  /// A page that could not be read, in its place; the error names it.
  std::function<void(const base::Error& error)> failed;
};

/// What became of the pages of a source.
struct PageCounts {
  std::size_t pages = 0;   ///< read and handed over
  std::size_t failed = 0;  ///< could not be read
  bool stopped = false;    ///< by the sink or by Continue
  SkippedRecords skipped;  ///< of archives
};

/// Reads all pages of a source, on all cores, by their own charset and address where these are
/// known. At most four pages per core are under way, and as many as SitePages holds back.
/// Errors: of the memory of sites.
[[nodiscard]] base::Result<PageCounts> read_pages(PageSource& source,
                                                  const page::ExtractOptions& options,
                                                  SitePages& sites, const PageSink& sink,
                                                  const base::Continue& go_on = {});

/// The one page that a source has. Errors: those of reading it; kUnsupported where there are more.
[[nodiscard]] base::Result<ReadPage> read_single_page(PageSource source,
                                                      const page::ExtractOptions& options);

}  // namespace punte::job

#endif  // PUNTE_JOB_READ_PAGES_H_
