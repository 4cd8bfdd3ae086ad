#ifndef PUNTE_CLI_PAGE_SOURCE_H_
#define PUNTE_CLI_PAGE_SOURCE_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace punte::cli {

/// One page to work on.
struct PageInput {
  std::string name;                 ///< for people: the file, or the URL of a page in an archive
  std::string url;                  ///< where known: from WARC or MHTML
  std::string charset;              ///< of the server's Content-Type, where known
  base::Result<std::string> bytes;  ///< unpacked; or why they could not be had
};

/// Gives the pages that the arguments of a command name, one after the other: files (packed or
/// not), folders (their pages in order of path), patterns that the shell left alone ("*.html"),
/// MHTML files, WARC archives (packed or not), and "-", standard input. Kinds are told by content.
class PageSource {
 public:
  /// `list` names a file with a path a line ("-": standard input), or is empty.
  PageSource(std::vector<std::string> arguments, std::string list, std::size_t max_page_bytes);
  PageSource(const PageSource&) = delete;
  PageSource& operator=(const PageSource&) = delete;
  ~PageSource();

  /// nullopt: there are no more. A page that cannot be read comes with its error.
  [[nodiscard]] std::optional<PageInput> next();

  /// Files begun, and files known so far; an archive counts once.
  [[nodiscard]] std::size_t files_begun() const;
  [[nodiscard]] std::size_t files_known() const;
  /// True if more than one page may come: then output names them.
  [[nodiscard]] bool many() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

struct PageCounts {
  std::size_t pages = 0;   ///< worked on
  std::size_t failed = 0;  ///< could not be read
  bool stopped = false;    ///< by Ctrl-C, or because nobody reads the output any more
};

/// Works on all pages on all cores. `work` is called by several threads at once and returns what is
/// to be done with its result; that is called on this thread, in the order of the pages, and stops
/// everything by returning false. Pages that cannot be read are reported on standard error in
/// their place. A bounded number of pages is in memory at a time. Shows progress.
[[nodiscard]] PageCounts for_each_page(
    PageSource& source,
    const std::function<std::function<bool()>(PageInput&& page, std::string_view bytes)>& work);

/// Where some of several pages failed, says on standard error how many. `unread`: pages that `work`
/// found unreadable.
void report_failures(const PageCounts& counts, std::size_t unread);

}  // namespace punte::cli

#endif  // PUNTE_CLI_PAGE_SOURCE_H_
