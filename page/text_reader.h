#ifndef PUNTE_PAGE_TEXT_READER_H_
#define PUNTE_PAGE_TEXT_READER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "page/block.h"
#include "page/page.h"
#include "page/tree.h"

namespace punte::page::internal {

/// Text that stands in a file in another writing: a JSON string, the text of an XML element.
struct Part {
  std::string text;  ///< UTF-8, escapes resolved
  /// From `at` on, byte text[at + i] is byte source + i of the file.
  struct Run {
    std::size_t at = 0;
    std::size_t source = 0;
  };
  std::vector<Run> runs;  ///< ascending; the first has at = 0

  [[nodiscard]] std::size_t in_source(std::size_t at) const;
  [[nodiscard]] language::Span in_source(language::Span span) const;
  /// Appends text whose first byte is byte `source` of the file.
  void add(std::string_view piece, std::size_t source);
  /// Byte `source` of the file is the first after the text.
  void end(std::size_t source);
};

/// Reads plain text, or text in a markup of lines, to blocks: paragraphs of wrapped lines, or
/// lines. Their elements are flat: each block has one of its own under the root.
[[nodiscard]] Tree read_text(std::string_view text, Syntax syntax);

/// The same blocks, with text, codes and name alone.
[[nodiscard]] std::vector<TextBlock> read_text_blocks(std::string_view text, Syntax syntax);

/// How the texts of a file of this format are written; nothing for formats that hold such files.
[[nodiscard]] std::optional<Syntax> text_syntax(Format format);

/// Reads the JSON of an extractor: "title", "text" (or "raw_text"), "comments" and what they say of
/// the page. The text is plain or Markdown. Errors: kSyntax.
[[nodiscard]] base::Result<Tree> read_article(std::string_view json);

/// True if the JSON is an object with a text as extractors write it.
[[nodiscard]] bool is_article(std::string_view json);

/// Reads the items of an RSS or Atom feed: titles, descriptions and contents, which are plain or
/// HTML. Errors: kSyntax.
[[nodiscard]] base::Result<Tree> read_feed(std::string_view xml, std::size_t max_depth,
                                           std::size_t max_attributes);

/// Blocks of a part of a file, appended to `tree`; paths begin with `path`. Gives the width that
/// its lines are wrapped at, or 0.
std::size_t append_text(const Part& part, Syntax syntax, const std::string& path, Tree& tree);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_TEXT_READER_H_
