#ifndef PUNTE_CLI_PAGE_ARGUMENTS_H_
#define PUNTE_CLI_PAGE_ARGUMENTS_H_

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/app.h"
#include "job/read_pages.h"
#include "page/page.h"

namespace punte::cli {

/// Which pages a command works on, as the user named them.
struct PageArguments {
  std::vector<std::string> pages;
  std::string list;  ///< a file that names a page per line
  page::ExtractOptions extract;
};

/// Adds PAGE..., --list and the options of add_page_options(). Commands of a single page add a
/// positional of their own.
void add_page_arguments(CLI::App& command, Context& context, PageArguments& arguments);

/// Where the named pages are; "-" is standard input, as a page or as the list. No result goes to
/// one of them. Errors: none named, or the list cannot be read.
[[nodiscard]] base::Result<std::vector<job::PagePlace>> page_places(const Context& context,
                                                                    const PageArguments& arguments);

/// One page: a file, or standard input ("-"), with what the memory knows of its site. `extract`
/// says how it is read.
[[nodiscard]] base::Result<job::ReadPage> read_named_page(const tm::Memory* memory,
                                                          const std::string& name,
                                                          const page::ExtractOptions& extract);

/// Reads pages with progress on the terminal; pages that cannot be read are reported in their
/// place, and how many at the end.
[[nodiscard]] base::Result<job::PageCounts> read_all_pages(
    job::PageSource& source, const page::ExtractOptions& extract, job::SitePages& sites,
    const std::function<bool(job::ReadPage& page)>& use);

}  // namespace punte::cli

#endif  // PUNTE_CLI_PAGE_ARGUMENTS_H_
