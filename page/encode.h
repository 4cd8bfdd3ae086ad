#ifndef PUNTE_PAGE_ENCODE_H_
#define PUNTE_PAGE_ENCODE_H_

#include <string>
#include <string_view>
#include <vector>

#include "language/text.h"

namespace punte::page::internal {

/// Bytes of the decoded page that become others. Ordered, not overlapping.
struct TextEdit {
  language::Span span;
  std::string text;
};

/// Text in a charset; characters that it lacks become numeric references. Empty where the charset
/// is not known.
[[nodiscard]] std::string encode(std::string_view text, const std::string& charset);

/// What becomes of letters that a page's charset lacks.
enum class Missing {
  kReference,  ///< numeric references, as HTML and XML know them
  kRecode,     ///< the whole becomes UTF-8: plain text has no references
};

/// True if the charset has all letters of the text.
[[nodiscard]] bool can_encode(std::string_view text, const std::string& charset);

/// The bytes of the page with the edits made: `source` is decode(bytes).text, and new text is put
/// into `charset_of_edits`. What is not edited stays as it is, even where it is ill-formed.
/// `recoded` becomes true where the bytes of the unedited parts cannot be found again, or letters
/// are missing that must not be references; the result is UTF-8 then.
[[nodiscard]] std::string encode_edits(std::string_view bytes, std::string_view source,
                                       const std::string& charset,
                                       const std::string& charset_of_edits,
                                       const std::vector<TextEdit>& edits, Missing missing,
                                       bool& recoded);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_ENCODE_H_
