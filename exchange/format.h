#ifndef PUNTE_EXCHANGE_FORMAT_H_
#define PUNTE_EXCHANGE_FORMAT_H_

#include <filesystem>
#include <string_view>

#include "language/result.h"

namespace punte::exchange {

enum class Format { kTmx, kCsv, kTsv };

/// The format that `name` ("tmx", "csv", "tsv") says, or, where it is empty, that the path's
/// extension says, behind that of a packer ("a.tsv.gz"). Others, such as "-", are taken for TMX.
/// Errors: kInvalidArgument for a name that is none.
[[nodiscard]] language::Result<Format> format_of(const std::filesystem::path& path,
                                                 std::string_view name);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_FORMAT_H_
