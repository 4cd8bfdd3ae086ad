#ifndef PUNTE_PAGE_EAST_ASIAN_H_
#define PUNTE_PAGE_EAST_ASIAN_H_

#include <cstddef>
#include <string_view>

namespace punte::page::internal {

/// How many letters of a text are of the scripts of Chinese, Japanese and Korean, which stand
/// between Latin names and codes and still decide the language.
struct EastAsianLetters {
  std::size_t kana = 0;
  std::size_t han = 0;
  std::size_t hangul = 0;
  std::size_t others = 0;  ///< of all other scripts

  [[nodiscard]] std::size_t east_asian() const { return kana + han + hangul; }
};

[[nodiscard]] EastAsianLetters east_asian_letters(std::string_view text);

/// True if a text with these letters may be in a language: none but Japanese has kana, none but
/// Korean hangul, and no language of another script than its letters is possible. `tag`: as
/// Identifier::languages() has it.
[[nodiscard]] bool may_be_in(const EastAsianLetters& letters, std::string_view tag);

/// Chinese, Japanese, Korean.
[[nodiscard]] bool is_east_asian(std::string_view tag);

/// A product code: capitals and digits, and no word of small letters.
[[nodiscard]] bool looks_like_code(std::string_view text);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_EAST_ASIAN_H_
