#ifndef PUNTE_LANGUAGE_MARKED_TEXT_H_
#define PUNTE_LANGUAGE_MARKED_TEXT_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace punte::language {

/// Name and value, in the order of the file they came from.
using Attribute = std::pair<std::string, std::string>;

enum class CodeKind {
  kOpen,    ///< starts a pair: <b>
  kClose,   ///< ends a pair: </b>
  kSingle,  ///< stands alone: <br>, {0}, or one half of a pair whose other half is elsewhere
};

/// Markup inside a segment. It has a place in the text, but no character of it.
struct InlineCode {
  std::size_t offset = 0;  ///< byte offset into MarkedText::text; several codes may share one
  CodeKind kind = CodeKind::kSingle;
  std::string id;       ///< joins the two halves of a pair (TMX `i`, XLIFF `rid`)
  std::string link;     ///< names the same code in another language (TMX `x`)
  std::string type;     ///< "bold", "link", "image", ... as in TMX
  std::string content;  ///< the native code as it stands in the document: "<b>", "<br/>", "%s"
  std::string element;  ///< name of the exchange element where kind does not tell it: "hi", "it"
  std::vector<Attribute> attributes;  ///< what else the exchange element carried
  friend bool operator==(const InlineCode&, const InlineCode&) = default;
};

/// A text and the inline codes in it, ordered by offset; codes of one offset keep their order.
struct MarkedText {
  std::string text;  ///< UTF-8, never altered on its way through Punte
  std::vector<InlineCode> codes;
  friend bool operator==(const MarkedText&, const MarkedText&) = default;
};

/// Appends a text with its codes.
void append(MarkedText& out, MarkedText part);

/// True if both have the same codes at the same places.
[[nodiscard]] bool same_codes(const MarkedText& a, const MarkedText& b);

/// The text with its inline codes as they are in the document: "not <b>here</b>".
[[nodiscard]] std::string with_codes(const MarkedText& text);

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_MARKED_TEXT_H_
