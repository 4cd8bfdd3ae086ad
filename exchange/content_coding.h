#ifndef PUNTE_EXCHANGE_CONTENT_CODING_H_
#define PUNTE_EXCHANGE_CONTENT_CODING_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace punte::exchange {

/// Undoes what a server did to a body, the last coding first: a list such as "gzip, br" of the
/// headers Content-Encoding and Transfer-Encoding. Known are gzip, deflate (with the head of zlib
/// or without), br, zstd, compress and identity. A body that is not packed comes back as it is,
/// whatever the list says: archivers unpack and leave the headers; so does one in an unknown coding
/// that is text. Errors: kUnsupported (an unknown coding), kSyntax (damaged), kLimit beyond
/// `max_bytes`. Threads: any.
[[nodiscard]] base::Result<std::string> undo_codings(std::string body, std::string_view codings,
                                                     std::size_t max_bytes,
                                                     const std::string& name);

/// The functions that zlib and Brotli's decoder lack, of those that are used; none, as a rule.
[[nodiscard]] std::vector<std::string> missing_for_codings();

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_CONTENT_CODING_H_
