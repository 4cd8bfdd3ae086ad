#ifndef PUNTE_PAGE_WRITE_BACK_H_
#define PUNTE_PAGE_WRITE_BACK_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "language/marked_text.h"
#include "page/page.h"

namespace punte::page {

/// A block's new text. The content of its codes goes into the page as it stands: it must be that of
/// codes of the block.
struct Replacement {
  std::size_t block = 0;  ///< index into Page::blocks
  language::MarkedText text;
  /// Canonical tag to declare on the block's element; empty: leave what is declared.
  std::string language;
};

/// Why a block was left as it was.
struct NotWritten {
  std::size_t block = 0;
  std::string reason;  ///< PUNTE_MSG
};

struct WrittenPage {
  std::string bytes;  ///< in the encoding of the page
  std::vector<NotWritten> left;
  /// True if the page had bytes that its encoding does not allow; it is UTF-8 now.
  bool recoded = false;
};

/// Puts new texts into the page. What is not replaced is byte for byte as it was, so without
/// replacements the page comes back as it is. Characters that the page's encoding lacks become
/// character references. `lang` (and `dir` where the direction of writing turns) is set on the
/// element of a block, unless other blocks that were not replaced stand inside it. Where an
/// attribute stands in a code of a block that is replaced too, its new value goes into that code.
///
/// `page` must come from extract() with keep_source, of these `bytes`. At most one replacement a
/// block. A block whose text the parser put together from places that cannot be told is left as it
/// is and listed. Errors: kInvalidArgument (a page without source, an index out of range).
/// Cost: linear. Thread-safe.
[[nodiscard]] base::Result<WrittenPage> write_back(std::string_view bytes, const Page& page,
                                                   std::vector<Replacement> replacements);

}  // namespace punte::page

#endif  // PUNTE_PAGE_WRITE_BACK_H_
