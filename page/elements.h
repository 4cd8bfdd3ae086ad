#ifndef PUNTE_PAGE_ELEMENTS_H_
#define PUNTE_PAGE_ELEMENTS_H_

#include <gumbo.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// What elements of HTML are and say, one at a time.
namespace punte::page::internal {

/// A block ends where such an element begins or ends.
[[nodiscard]] bool is_boundary(GumboTag tag);

/// Elements whose text is no text of the page.
[[nodiscard]] bool is_left_out(const GumboElement& element);

/// Bytes of text below an element, without what is left out.
[[nodiscard]] std::size_t text_in(const GumboNode& node);

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
