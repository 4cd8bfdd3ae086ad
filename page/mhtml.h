#ifndef PUNTE_PAGE_MHTML_H_
#define PUNTE_PAGE_MHTML_H_

#include <string>
#include <string_view>

#include "base/result.h"
#include "page/warc.h"

namespace punte::page {

/// True if the bytes begin as a page that a browser saved as one file: MIME, multipart/related, or
/// a single part where the page has no pictures.
[[nodiscard]] bool is_mhtml(std::string_view bytes);

/// The HTML page in an MHTML file: the part that "start" names, else the first HTML part, its
/// quoted-printable or base64 undone. Nested multiparts are read to a depth of eight.
/// Errors: kSyntax, if there is no such part. Cost: linear. Thread-safe.
/// Source: RFC 2557, RFC 2045.
[[nodiscard]] base::Result<ArchivedPage> read_mhtml(std::string_view bytes);

/// The file with another page in place of the one that read_mhtml() finds, in the same transfer
/// encoding; all other parts as they were. Errors: those of read_mhtml().
[[nodiscard]] base::Result<std::string> with_page(std::string_view mhtml, std::string_view page);

}  // namespace punte::page

#endif  // PUNTE_PAGE_MHTML_H_
