#ifndef PUNTE_PAGE_MAIN_TEXT_H_
#define PUNTE_PAGE_MAIN_TEXT_H_

#include <string>
#include <vector>

#include "page/page.h"

namespace punte::page {

/// The body of a page as Markdown (CommonMark with tables): headings, paragraphs, lists, quotes,
/// tables, code, emphasis and links, whose addresses are resolved against Page::address. What is
/// hidden is left out. Links around whole blocks, and language names of code, need a page that was
/// read with ExtractOptions::keep_source. Empty: the page has no body. Cost: linear.
[[nodiscard]] std::string main_markdown(const Page& page);

/// Languages of the body, that of most letters first.
[[nodiscard]] std::vector<std::string> main_languages(const Page& page);

}  // namespace punte::page

#endif  // PUNTE_PAGE_MAIN_TEXT_H_
