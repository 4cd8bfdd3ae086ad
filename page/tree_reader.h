#ifndef PUNTE_PAGE_TREE_READER_H_
#define PUNTE_PAGE_TREE_READER_H_

#include <string_view>

#include "page/compact.h"
#include "page/tree.h"

namespace punte::page::internal {

/// Parses `compact`, made of `page` (well-formed UTF-8 without NUL), and collects its blocks, with
/// places in `page`. The views in the result point into static storage only.
[[nodiscard]] Tree read_tree(const Compact& compact, std::string_view page);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_TREE_READER_H_
