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

/// The new text of a block or of a part of it, a segment. The content of its codes goes into the
/// page as it stands: they must be those of the part, what the block keeps (Block::kept) among them
/// as single codes with KeptText::content.
struct Replacement {
  static constexpr std::size_t kEnd = static_cast<std::size_t>(-1);

  std::size_t block = 0;  ///< index into Page::blocks
  language::MarkedText text;
  /// Canonical tag to declare on the block's element; empty: leave what is declared.
  std::string language = {};
  language::Span part = {0, kEnd};   ///< bytes of the block's text
  language::Span codes = {0, kEnd};  ///< which of the block's codes are the part's
};

/// Why a part was left as it was.
struct NotWritten {
  std::size_t block = 0;
  std::size_t part = 0;  ///< where it starts in the block's text
  std::string reason;    ///< PUNTE_MSG
};

struct WrittenPage {
  std::string bytes;  ///< in the encoding of the page
  std::vector<NotWritten> left;
  /// True if the page had bytes that its encoding does not allow; it is UTF-8 now.
  bool recoded = false;
};

/// Puts new texts into the page. What is not replaced is byte for byte as it was, the other parts
/// of a block among it, so without replacements, or with the texts that are there, the page comes
/// back as it is. Comments inside a part stay. New text is in the encoding that a browser will read
/// the page in; characters that it lacks become references, and all that are not ASCII where the
/// page does not say which it is, or says it wrongly. `lang` (and `dir` where the direction of
/// writing turns) is set on the element of a block, unless other blocks that were not replaced
/// stand inside it. Where an attribute stands in a code of a block that is replaced too, its new
/// value goes into that code.
///
/// `page` must come from extract() with keep_source, of these `bytes`. Parts of one block must be
/// apart. One whose text the parser put together from places that cannot be told is left as it is
/// and listed. Errors: kInvalidArgument (a page without source, an index out of range).
/// Cost: linear. Thread-safe.
[[nodiscard]] base::Result<WrittenPage> write_back(std::string_view bytes, const Page& page,
                                                   std::vector<Replacement> replacements);

}  // namespace punte::page

#endif  // PUNTE_PAGE_WRITE_BACK_H_
