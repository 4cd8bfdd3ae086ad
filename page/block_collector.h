#ifndef PUNTE_PAGE_BLOCK_COLLECTOR_H_
#define PUNTE_PAGE_BLOCK_COLLECTOR_H_

#include <gumbo.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/marked_text.h"
#include "page/compact.h"
#include "page/tree.h"

namespace punte::page::internal {

/// What the inline elements around a text say of it.
struct Around {
  std::uint32_t hints = 0;
  std::vector<std::uint32_t> tokens;
  std::string language;       ///< of the nearest lang attribute below <html>, or empty
  std::string link_language;  ///< hreflang of the link
  bool in_link = false;
  bool translatable = true;
};

/// Collects the text nodes and inline codes of one block after another, with their places in the
/// page.
class BlockCollector {
 public:
  /// `page`: well-formed UTF-8, of which `compact` was made. Both must outlive this.
  BlockCollector(const Compact& compact, std::string_view page) : compact_(compact), page_(page) {
    block_.translatable = false;
  }

  void text(const GumboText& node, const Around& around);
  /// `number` is shared by the two of a pair and ascends with the opening ones.
  void code(language::CodeKind kind, const GumboElement& element, std::size_t number,
            const GumboStringPiece& original);
  /// The block, without what depends on its element; nothing if it has no text. The next begins.
  [[nodiscard]] std::optional<RawBlock> finish();

  [[nodiscard]] bool empty() const { return text_.empty(); }
  /// Bytes of the page; an empty span for what does not come from it.
  [[nodiscard]] language::Span in_page(const GumboStringPiece& piece) const;

 private:
  struct RawCode {
    std::size_t offset = 0;  // of text_
    language::CodeKind kind = language::CodeKind::kSingle;
    std::size_t number = 0;
    GumboTag tag = GUMBO_TAG_UNKNOWN;
    GumboStringPiece original;
  };

  [[nodiscard]] language::Span in_compact(const GumboStringPiece& piece) const;
  void add_piece(const GumboText& node, language::Span letters, language::Span text);
  [[nodiscard]] std::vector<language::InlineCode> inner_codes() const;

  const Compact& compact_;
  std::string_view page_;
  std::string text_;
  std::vector<RawCode> codes_;
  RawBlock block_;
  bool blank_ = false;  // white space seen since the last letter
};

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_BLOCK_COLLECTOR_H_
