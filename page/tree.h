#ifndef PUNTE_PAGE_TREE_H_
#define PUNTE_PAGE_TREE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "language/marked_text.h"
#include "language/text.h"
#include "page/block.h"
#include "page/hints.h"

namespace punte::page::internal {

/// What the names, classes and roles of an element and its ancestors say. A set of bits.
enum Hint : std::uint32_t {
  kInNav = 1U << 0,
  kInHeader = 1U << 1,
  kInFooter = 1U << 2,
  kInAside = 1U << 3,
  kInForm = 1U << 4,
  kInArticle = 1U << 5,
  kInMain = 1U << 6,
  kChromeClass = 1U << 7,  ///< "menu", "share", "related", ...
  kBodyClass = 1U << 8,    ///< "article-body", "entry-content", ...
  kMetaClass = 1U << 9,    ///< "byline", "date", "tags", ...
  kCommentClass = 1U << 10,
  kInCaption = 1U << 11,
  kInTable = 1U << 12,
  kInList = 1U << 13,
  kInButton = 1U << 14,
  kHidden = 1U << 15,
  kInQuote = 1U << 16,
};
inline constexpr unsigned kHintCount = 17;

/// An element that holds blocks, for reasoning over the tree.
struct Element {
  std::size_t parent = 0;   ///< index; the root is its own parent
  std::string_view name;    ///< lower case, static or of the page
  std::uint32_t hints = 0;  ///< its own and its ancestors'
  std::uint32_t own_hints = 0;
  std::string language;   ///< of its own lang attribute, canonical; else empty
  std::size_t names = 0;  ///< index into Tree::names
  language::Span tag;     ///< its start tag in the page; empty if the parser supplied it
};

/// What the name, class and id of elements say; elements share it.
struct Names {
  std::uint32_t hints = 0;
  std::vector<std::uint32_t> tokens;  ///< token_hash() of the name and the words of class and id
  std::uint64_t hash = 0;             ///< of the tokens
};

/// A block before its role and language are known.
struct RawBlock {
  language::MarkedText text;
  std::size_t element = 0;  ///< the innermost block element
  std::string name;         ///< its name: "p", "li", "h1"
  std::uint32_t hints = 0;
  std::size_t link_bytes = 0;  ///< of the text, inside <a>
  std::string language;        ///< of the nearest lang attribute below <html>, or empty
  std::string link_language;   ///< where the link around its first letter leads: hreflang; or empty
  std::string path;
  std::vector<std::uint32_t> tokens;  ///< of the inline elements around its first letter
  std::vector<Piece> pieces;
  std::vector<std::size_t> breaks;
  std::vector<KeptText> kept;
  std::vector<language::Span> code_places;
  language::Span tag;
  bool translatable = true;
  Syntax syntax = Syntax::kHtml;
  std::optional<Role> known_role;  ///< what the file's own shape says: a feed's title is a title
};

/// The text of an attribute, or of <title>. It is judged by the blocks around it and has no part
/// in judging them.
struct RawAttribute {
  std::string attribute;      ///< its name; empty for <title>
  Role role = Role::kChrome;  ///< kBody: that of the block before or behind it, in its element
  std::size_t before = 0;     ///< index of the block that it precedes
  RawBlock block;
};

/// FNV-1a of a tag name or of a word of a class name. Kept in the model file: do not change.
[[nodiscard]] constexpr std::uint32_t token_hash(std::string_view token) {
  return base::fnv1a_32(token);
}

struct Tree {
  std::string title;
  PageHints hints;
  std::string declared_language;  ///< <html lang>, canonical, or empty
  std::vector<Names> names;
  std::vector<Element> elements;  ///< block elements, parents before children
  std::vector<RawBlock> blocks;
  std::vector<RawAttribute> attributes;  ///< document order
  bool is_text = false;  ///< no markup to judge by: blocks are under the root, one beside another
  std::size_t line_width = 0;  ///< that the lines of a text are wrapped at; else 0
};

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_TREE_H_
