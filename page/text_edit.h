#ifndef PUNTE_PAGE_TEXT_EDIT_H_
#define PUNTE_PAGE_TEXT_EDIT_H_

#include <optional>
#include <string>
#include <string_view>

#include "language/marked_text.h"
#include "page/block.h"
#include "page/encode.h"

namespace punte::page::internal {

/// Text and codes as HTML.
[[nodiscard]] std::string as_html(const language::MarkedText& text);

/// The edit that gives a block of a text, of JSON or of a feed another text, escaped as its
/// place asks. Where lines are wrapped (`line_width` > 0) a text that is too long for its line is
/// wrapped at that width, with the indentation and marks that its lines had; else a block becomes
/// one line. The lines over and under a title become as long as it is. nullopt if the block's place
/// cannot be told for certain.
[[nodiscard]] std::optional<TextEdit> text_edit(std::string_view source, const Block& block,
                                                const language::MarkedText& text,
                                                std::size_t line_width);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_TEXT_EDIT_H_
