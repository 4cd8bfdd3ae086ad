#ifndef PUNTE_PAGE_ELEMENTS_H_
#define PUNTE_PAGE_ELEMENTS_H_

#include <gumbo.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

// What elements of HTML are and say, one at a time.
namespace punte::page::internal {

/// A block ends where such an element begins or ends.
[[nodiscard]] bool is_boundary(const GumboElement& element);

/// An inline element that its style makes a block.
[[nodiscard]] bool shows_as_block(const GumboElement& element);

/// An element that the page defines itself: <my-card>. Its name does not say how it is shown.
[[nodiscard]] bool is_custom(const GumboElement& element);

/// Elements without content: <img>, <wbr>.
[[nodiscard]] bool is_void(GumboTag tag);

/// Elements whose text is no text of the page.
[[nodiscard]] bool is_left_out(const GumboElement& element);

/// Of those that are left out, and of <img> and the like: takes room where it stands.
[[nodiscard]] bool is_seen(const GumboElement& element);

/// How the letters of another are read (ruby): <rt>, <rp>.
[[nodiscard]] bool is_reading_aid(GumboTag tag);

/// A drawing that is written as a word: <i class="material-icons">home</i>.
[[nodiscard]] bool is_icon(const GumboNode& node);

/// The mark of a footnote: <sup>[2]</sup>, <a href="#n3"><sup>3</sup></a>. `before`: the text in
/// front of it, which decides between the mark of a note and an exponent.
[[nodiscard]] bool is_note_mark(const GumboNode& node, std::string_view before);

/// <sup>2</sup> as "²", if it is a number; else empty.
[[nodiscard]] std::string exponent(const GumboNode& node);

/// What an element says of translation: translate="no", class "notranslate". `outer`: what holds
/// around it.
[[nodiscard]] bool is_translatable(const GumboElement& element, bool outer);

/// True if text stands beside the elements below the block that `node` is in: sentences, not menus.
/// `known` keeps what was found of each.
[[nodiscard]] bool is_in_prose(const GumboNode& node,
                               std::unordered_map<const GumboNode*, bool>& known);

/// The text of an inline element, its white space as a browser shows it; empty if blocks or what
/// takes room are in it.
[[nodiscard]] std::string inline_text(const GumboNode& node);

/// Bytes of text below an element, without what is left out.
[[nodiscard]] std::size_t text_in(const GumboNode& node);

/// Code points that a browser does not show: soft hyphens and the like.
[[nodiscard]] constexpr bool is_unseen(char32_t c) {
  return c == 0xAD || c == 0x200B || c == 0xFEFF;
}

/// Its type as an inline code: "link", "bold"; else its name.
[[nodiscard]] std::string code_type(GumboTag tag);

/// The value of an attribute; empty if there is none.
[[nodiscard]] std::string_view attribute(const GumboElement& element, const char* name);

/// True if `word` stands in class names: at a start or after a separator or a change of case.
[[nodiscard]] bool has_word(std::string_view names, std::string_view word);

/// Hints of the element's kind, role and style; those of class and id are hints_of_names().
[[nodiscard]] std::uint32_t hints_of(const GumboElement& element);

/// `names`: class and id, in lower case.
[[nodiscard]] std::uint32_t hints_of_names(std::string_view names, std::string_view element);

/// At most so many tokens of an element.
inline constexpr std::size_t kMostTokens = 24;

/// token_hash() of the element's name and of the words of `attributes`, which are cut at signs,
/// digits and changes of case.
[[nodiscard]] std::vector<std::uint32_t> tokens_of(
    const std::array<std::string_view, 4>& attributes, std::string_view element);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_ELEMENTS_H_
