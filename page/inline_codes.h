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

/// What a code is to the text of its block.
enum class CodeUse : char {
  kOutside,  ///< around the whole text, or beside it: belongs to the page, not to the segment
  kInside,
  kHalf,  ///< inside, half of a pair whose other half is in another block
};

/// What each code is to a text of `size` bytes. Linear.
[[nodiscard]] std::vector<CodeUse> uses_of_codes(std::span<const CodePlace> codes,
                                                 std::size_t size);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_INLINE_CODES_H_
