#ifndef PUNTE_PAGE_DECODE_H_
#define PUNTE_PAGE_DECODE_H_

#include <string>
#include <string_view>

#include "base/result.h"

namespace punte::page::internal {

struct Decoded {
  std::string text;     ///< well-formed UTF-8 without BOM; NUL bytes are U+FFFD
  std::string charset;  ///< lower case, for example "windows-1250"
  /// What a browser reads the page's own declaration as, else that of `transport`; empty: there is
  /// none that is known.
  std::string declared = {};
};

/// Bytes of a page to text. In this order: byte order mark; UTF-8, if the bytes are well-formed and
/// not all ASCII (pages recoded by a scraper or proxy keep their old declarations); `transport`,
/// the charset that a server or archive declared, if the bytes decode in it; what the page declares
/// itself, likewise; statistics (uchardet); windows-1252, in which every byte means something.
/// Among charsets that are taken for one another (windows-1250, ISO-8859-2 and -16, ...) the one
/// whose text reads best is taken, unless `transport` names one; that in the page has a lead.
/// Errors: kUnsupported for binary data, kSyntax for an empty page. Linear.
[[nodiscard]] base::Result<Decoded> decode(std::string_view bytes, std::string_view transport = {});

/// What browsers read a name of a charset as, in lower case: "gb18030" for "gb2312".
[[nodiscard]] std::string web_name(std::string name);

/// ISO-8859-16 (Latin-10: Romanian), which ICU does not know, to UTF-8.
[[nodiscard]] std::string from_latin10(std::string_view bytes);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_DECODE_H_
