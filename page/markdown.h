#ifndef PUNTE_PAGE_MARKDOWN_H_
#define PUNTE_PAGE_MARKDOWN_H_

#include <string>
#include <string_view>
#include <vector>

#include "page/inline_tokens.h"
#include "page/paragraphs.h"

namespace punte::page::internal {

/// The blocks of a CommonMark text: paragraphs, headings, items, quotes, cells of tables. Code,
/// HTML blocks of tags alone, link definitions, front matter and rules are left out. Nesting is not
/// followed deeper than it matters for the text: marks of quotes and lists are taken off each line.
/// Linear. Source: https://spec.commonmark.org/0.31.2/
[[nodiscard]] std::vector<Paragraph> markdown_paragraphs(std::string_view text,
                                                         const std::vector<Line>& lines);

/// Cuts a block into its parts. What is not closed is text, as the standard has it; a backslash
/// that escapes a sign is part of nothing. Cost: n log n.
[[nodiscard]] std::vector<InlineToken> markdown_tokens(std::string_view block);

/// Text so that markdown_tokens() reads it as text alone; at the start of a block also so that it
/// begins no heading, quote or list.
[[nodiscard]] std::string escape_markdown(std::string_view text, bool starts_block);

/// Whether a text of unknown format is written in Markdown: it has two kinds of its marks.
[[nodiscard]] bool looks_like_markdown(std::string_view text);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_MARKDOWN_H_
