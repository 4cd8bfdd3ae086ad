#ifndef PUNTE_EXCHANGE_FORMAT_H_
#define PUNTE_EXCHANGE_FORMAT_H_

#include <filesystem>
#include <string>
#include <string_view>

#include "exchange/tmx.h"

namespace punte::exchange {

enum class Format { kTmx, kXliff, kPo, kCsv, kTsv };

/// What every reader is told.
struct ReadOptions {
  bool recover = false;  ///< keep the complete units of a file that is damaged further on
  std::string from;      ///< canonical tag for files that do not say their source language
  std::string to;        ///< the same for their target language
  bool alternatives = false;  ///< XLIFF's proposals as units too, marked as such
  std::size_t max_segment_bytes = 16u << 20;
  std::size_t max_depth = 256;
};

/// "tmx", "xliff", "po", "csv", "tsv", as on the command line. Errors: kInvalidArgument.
[[nodiscard]] Result<Format> format_of_name(std::string_view name);

/// By what the file starts with, and by its name where that says nothing. TMX if neither does, so
/// that its reader says what is wrong. Looks at the first kilobytes of `head`.
[[nodiscard]] Format detect_format(std::string_view head, std::string_view name);

/// What to write into a file: by `name` if it says something, else by the path's extension, behind
/// that of a packer ("a.tsv.gz"), else TMX. Errors: kInvalidArgument for what cannot be written.
[[nodiscard]] Result<Format> output_format(const std::filesystem::path& path,
                                           std::string_view name);

/// Reads units of the format called `format`; empty: detected.
/// Errors: those of the readers; kInvalidArgument for a format that is not known.
[[nodiscard]] Result<ReadReport> read_units(ByteSource& source, std::string_view format,
                                            const UnitSink& sink, const ReadOptions& options = {});

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_FORMAT_H_
