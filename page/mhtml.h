#ifndef PUNTE_PAGE_MHTML_H_
#define PUNTE_PAGE_MHTML_H_

#include <string_view>

#include "base/result.h"
#include "page/warc.h"

namespace punte::page {

/// True if the bytes begin as a page that a browser saved as one file (MIME, multipart/related).
[[nodiscard]] bool is_mhtml(std::string_view bytes);

/// The HTML page in an MHTML file: the part that "start" names, else the first HTML part, its
/// quoted-printable or base64 undone. Nested multiparts are read to a depth of eight.
/// Errors: kSyntax, if there is no such part. Cost: linear. Thread-safe.
/// Source: RFC 2557, RFC 2045.
[[nodiscard]] base::Result<ArchivedPage> read_mhtml(std::string_view bytes);

}  // namespace punte::page

#endif  // PUNTE_PAGE_MHTML_H_
