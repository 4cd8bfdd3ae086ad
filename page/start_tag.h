#ifndef PUNTE_PAGE_START_TAG_H_
#define PUNTE_PAGE_START_TAG_H_

#include <string_view>

#include "language/text.h"
#include "page/encode.h"

namespace punte::page::internal {

/// The edit that gives an attribute of a start tag (bytes `tag` of the page) a value, whether or
/// not it is there.
[[nodiscard]] TextEdit set_attribute(std::string_view source, language::Span tag,
                                     std::string_view name, std::string_view value);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_START_TAG_H_
