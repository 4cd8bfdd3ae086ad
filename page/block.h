#ifndef PUNTE_PAGE_BLOCK_H_
#define PUNTE_PAGE_BLOCK_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "language/marked_text.h"
#include "language/text.h"

namespace punte::page {

enum class Role {
  kBody,    ///< the article: what people came to read
  kChrome,  ///< site furniture: menus, buttons, date lines, footers
  kTitle,   ///< the headline
  kOther,   ///< neither: comments, captions, related articles' teasers
};

/// "body", "chrome", "title", "other": the words of the command contract.
[[nodiscard]] std::string_view role_name(Role role);

/// Where a part of a block's text stands in the page: one text node, or the value of an attribute,
/// without the white space around it.
struct Piece {
  language::Span text;    ///< bytes of Block::text
  language::Span source;  ///< bytes of the decoded page, Page::source
  /// The source is this text alone, as it stands or with character references, and may be replaced
  /// by another. False where the parser joined text over markup that it threw away.
  bool exact = true;
};

/// A part of a block's text that stays as it is in any language: a name marked translate="no", an
/// exponent. For whoever translates the block it is an inline code.
struct KeptText {
  language::Span text;    ///< bytes of Block::text
  language::Span source;  ///< bytes of Page::source
  std::string content;    ///< the element as it stands in the page
};

/// How the text of a block is written where it stands in its file: what write_back() must escape.
enum class Syntax {
  kHtml,
  kRaw,       ///< HTML without references: <xmp>, <plaintext>
  kPlain,     ///< a line or paragraph of plain text
  kMarkdown,  ///< CommonMark with tables
  kAsciiDoc,
  kReStructuredText,
  kJson,       ///< a JSON string
  kXml,        ///< text of an XML element, or a CDATA section
  kHtmlInXml,  ///< HTML as the text of an XML element or CDATA section: what feeds hold
};

/// The longest run of inline text between two block boundaries of the HTML tree; or the value of an
/// attribute that people read: alt, title, placeholder, aria-label, the caption of a button, the
/// page's description and title for other sites. Those of inline elements follow their block.
/// In plain text, Markdown, AsciiDoc and reStructuredText: a paragraph, heading, list item, table
/// cell or line.
struct Block {
  language::MarkedText text;  ///< white space collapsed as a browser does, so not in <pre>
  Role role = Role::kChrome;
  double role_confidence = 0;    ///< 0..1
  std::string language = "und";  ///< BCP 47; "und" where the text has none, or we are not sure
  double confidence = 0;         ///< 0..1, of the language
  std::string path;       ///< where in the tree: "html/body/div[2]/p[1]"; of a text: "line[3]"
  std::string attribute;  ///< "alt", "title", "content", ... if the text is of one, else empty
  bool hidden = false;
  /// False where the page says that it must stay as it is: translate="no", class "notranslate",
  /// <code>.
  bool translatable = true;
  /// Cover the text but for blanks and what is kept, in its order.
  std::vector<Piece> pieces;
  /// Offsets in the text at which one thing ends and another begins without white space between
  /// them: links side by side in a menu. Ascending.
  std::vector<std::size_t> breaks;
  std::vector<KeptText> kept;  ///< in the order of the text, apart
  /// [code of text]: bytes of Page::source; empty where the parser supplied it. Of HTML only.
  std::vector<language::Span> code_places;
  Syntax syntax = Syntax::kHtml;
  /// The start tag in the page of the innermost block element (of an attribute: of its element);
  /// empty where the parser supplied the element.
  language::Span tag;
};

}  // namespace punte::page

#endif  // PUNTE_PAGE_BLOCK_H_
