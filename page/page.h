#ifndef PUNTE_PAGE_PAGE_H_
#define PUNTE_PAGE_PAGE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "language/marked_text.h"
#include "language/text.h"

namespace punte::page {

using base::Result;

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

/// The longest run of inline text between two block boundaries of the HTML tree; or the value of an
/// attribute that people read: alt, title, placeholder, aria-label, the caption of a button, the
/// page's description and title for other sites. Those of inline elements follow their block.
struct Block {
  language::MarkedText text;  ///< white space collapsed as a browser does
  Role role = Role::kChrome;
  double role_confidence = 0;    ///< 0..1
  std::string language = "und";  ///< BCP 47; "und" where the text has none, or we are not sure
  double confidence = 0;         ///< 0..1, of the language
  std::string path;              ///< where in the tree: "html/body/div[2]/p[1]"
  std::string attribute;  ///< "alt", "title", "content", ... if the text is of one, else empty
  bool hidden = false;
  /// False where the page says that it must stay as it is: translate="no", class "notranslate",
  /// <code>.
  bool translatable = true;
  std::vector<Piece> pieces;  ///< cover the text but for blanks, in its order
  /// The start tag in the page of the innermost block element (of an attribute: of its element);
  /// empty where the parser supplied the element.
  language::Span tag;
};

struct Page {
  std::string charset;  ///< as decoded, for example "utf-8"
  std::string title;
  std::string declared_language;  ///< <html lang>, canonical, or empty
  /// Of the page: ExtractOptions::url, else what it says itself (canonical link, og:url); or empty.
  std::string address;
  std::vector<Block> blocks;  ///< document order
  std::string source;         ///< the decoded page, if ExtractOptions::keep_source
};

struct ExtractOptions {
  std::string url;                              ///< evidence: top-level domain, path
  std::vector<std::string> expected_languages;  ///< narrows what blocks may be; empty: any
  bool keep_source = false;                     ///< costs a copy of the page
  bool attributes = false;                      ///< blocks for texts of attributes and of <title>
  std::size_t max_bytes = 64u << 20;            ///< larger pages are refused: kLimit
  /// Pages with more are refused: kLimit. Each takes a kilobyte or two of memory.
  std::size_t max_tags = 500'000;
  std::size_t max_depth = 512;       ///< deeper elements become siblings
  std::size_t max_attributes = 256;  ///< of one element; others are left out
};

/// Reads a page from its raw bytes. Errors: kLimit, kUnsupported (binary data).
/// Thread-safe.
[[nodiscard]] Result<Page> extract(std::string_view bytes, const ExtractOptions& options = {});

/// What a plain text file says, as UTF-8: its encoding is found as that of a page, and NUL bytes
/// are U+FFFD. Errors: kUnsupported for binary data. Linear. Any number of threads.
[[nodiscard]] Result<std::string> decode_text(std::string_view bytes);

}  // namespace punte::page

#endif  // PUNTE_PAGE_PAGE_H_
