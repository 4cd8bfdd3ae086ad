#ifndef PUNTE_PAGE_BLOCK_PLACE_H_
#define PUNTE_PAGE_BLOCK_PLACE_H_

#include <optional>
#include <string_view>
#include <vector>

#include "language/text.h"
#include "page/block.h"

namespace punte::page::internal {

/// Where a block's text and codes come from.
struct BlockPlace {
  language::Span range;
  std::vector<language::Span> codes;  ///< of each code's content; empty ones where it has none
};

/// The place of a block in the decoded page; nullopt if something else stands between its parts.
[[nodiscard]] std::optional<BlockPlace> place_of(std::string_view source, const Block& block);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_BLOCK_PLACE_H_
