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
  bool preformatted = false;  ///< white space is text
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
  /// One half of a pair. `number` is shared by the two and ascends with the opening ones.
  void code(language::CodeKind kind, const GumboElement& element, std::size_t number,
            const GumboStringPiece& original);
  /// An element that is one code, whatever it contains. `visible`: blanks around it both count.
  void whole(const GumboElement& element, std::size_t number, bool visible);
  /// The same with a text that stays as it is in any language.
  void kept(const GumboElement& element, std::string_view text, const Around& around);
  /// Notes that what comes is apart from what was, if no white space says so.
  void break_here();
  /// The block, without what depends on its element; nothing if it has no text. The next begins.
  [[nodiscard]] std::optional<RawBlock> finish();

  [[nodiscard]] bool empty() const { return text_.empty(); }
  /// That of the block so far; ends in a blank only beside a code.
  [[nodiscard]] std::string_view text() const { return text_; }
  /// True if nothing, not even a blank, follows the letters, and all of them are of links.
  [[nodiscard]] bool ends_in_link() const {
    return !text_.empty() && !blank_ && block_.link_bytes == letters_;
  }
  /// True if nothing, not even a blank, follows the last letter.
  [[nodiscard]] bool ends_in_letter() const { return !text_.empty() && !blank_; }
  /// Bytes of the page; an empty span for what does not come from it.
  [[nodiscard]] language::Span in_page(const GumboStringPiece& piece) const;
  /// Bytes of the page from the start tag of an element to its end tag.
  [[nodiscard]] language::Span whole_in_page(const GumboElement& element) const;

 private:
  struct RawCode {
    std::size_t offset = 0;  // of text_
    language::CodeKind kind = language::CodeKind::kSingle;
    std::size_t number = 0;
    GumboTag tag = GUMBO_TAG_UNKNOWN;
    language::Span place;  // in the page
    bool visible = false;
  };

  [[nodiscard]] language::Span in_compact(const GumboStringPiece& piece) const;
  void begin(const Around& around);
  void separate();
  void add_piece(const GumboText& node, language::Span letters, language::Span text);
  void join_empty_pairs();
  void drop_repeated_places();
  void take_codes();

  const Compact& compact_;
  std::string_view page_;
  std::string text_;
  std::vector<RawCode> codes_;
  RawBlock block_;
  bool blank_ = false;       // white space seen since the last letter
  bool visible_ = false;     // a code that is seen stands behind the last letter or blank
  std::string blanks_;       // those white spaces, where they are text
  std::size_t letters_ = 0;  // bytes of text_ without blanks
};

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_BLOCK_COLLECTOR_H_
