#ifndef PUNTE_PAGE_INLINE_CODES_H_
#define PUNTE_PAGE_INLINE_CODES_H_

#include <cstddef>
#include <span>
#include <vector>

#include "language/marked_text.h"

namespace punte::page::internal {

/// A code of a block that is being collected.
struct CodePlace {
  std::size_t offset = 0;  ///< of the text
  language::CodeKind kind = language::CodeKind::kSingle;
  std::size_t number = 0;  ///< shared by the two of a pair; ascends with the opening code
};

/// Which codes are inside a text of `size` bytes. Codes around the whole text belong to the page,
/// not to the segment; so do halves of pairs whose other half is in another block. [code]
[[nodiscard]] std::vector<bool> inner_codes(std::span<const CodePlace> codes, std::size_t size);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_INLINE_CODES_H_
