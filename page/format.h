#ifndef PUNTE_PAGE_FORMAT_H_
#define PUNTE_PAGE_FORMAT_H_

#include <string_view>

#include "base/result.h"
#include "page/page.h"

namespace punte::page::internal {

/// What a decoded page is written in; never kAuto. Tags make HTML, and the name of a file decides
/// between plain text and Markdown. Errors: kUnsupported for formats of translations and for other
/// JSON. Linear.
[[nodiscard]] base::Result<Format> format_of(std::string_view text, std::string_view name);

/// True for a page that says it is XML: a declaration, and the namespace of XHTML.
[[nodiscard]] bool is_xhtml(std::string_view text);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_FORMAT_H_
