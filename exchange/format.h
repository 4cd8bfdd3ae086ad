#ifndef PUNTE_EXCHANGE_FORMAT_H_
#define PUNTE_EXCHANGE_FORMAT_H_

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "exchange/reading.h"
#include "exchange/stream.h"

namespace punte::exchange {

enum class Format {
  kTmx,
  kXliff,
  kPo,
  kCsv,
  kTsv,
  kTbx,
  kXlsx,
  kProperties,  ///< Java's texts, one language a file
  kStrings,     ///< Apple's
  kAndroid,
  kJson,  ///< of web programs and extensions, and Flutter's .arb
};

/// "tmx", "xliff", "po", "csv", "tsv", "tbx", "xlsx", "properties", "strings", "android", "json",
/// as on the command line. Errors: kInvalidArgument.
[[nodiscard]] Result<Format> format_of_name(std::string_view name);

/// True for files that hold a program's texts in one language, each text by a key that it has in
/// all languages: Java's .properties, Apple's .strings, Android's resources, JSON (resources.h).
[[nodiscard]] bool is_resource(Format format);

/// By the file's name, and by what it starts with where the name says nothing or says XML, whose
/// formats are told by their root elements. TMX if neither does, so that its reader says what is
/// wrong. Looks at the first kilobytes of `head`.
[[nodiscard]] Format detect_format(std::string_view head, std::string_view name);

/// What to write into a file: by `name` if it says something, else by the path's extension, behind
/// that of a packer ("a.tsv.gz"), else TMX. Errors: kInvalidArgument for what cannot be written.
[[nodiscard]] Result<Format> output_format(const std::filesystem::path& path,
                                           std::string_view name);

/// The first kilobytes of a source, which is read on from them.
class PeekedSource final : public ByteSource {
 public:
  /// Errors: those of the source.
  [[nodiscard]] static Result<PeekedSource> open(ByteSource& source);
  [[nodiscard]] std::string_view head() const { return head_; }
  [[nodiscard]] Result<std::size_t> read(std::span<char> buffer) override;
  [[nodiscard]] std::string name() const override { return source_->name(); }
  [[nodiscard]] std::uint64_t consumed() const override { return source_->consumed(); }
  [[nodiscard]] std::uint64_t total() const override { return source_->total(); }

 private:
  PeekedSource(ByteSource& source, std::string head) : source_(&source), head_(std::move(head)) {}
  ByteSource* source_;
  std::string head_;
  std::size_t at_ = 0;
};

/// The format called `format`; empty: detected. Errors: kInvalidArgument.
[[nodiscard]] Result<Format> input_format(const PeekedSource& source, std::string_view format);

/// Reads units of the format called `format`; empty: detected. Terms are no units: of TBX files
/// each concept is given as one, its terms the variants.
/// Errors: those of the readers; kInvalidArgument for a format that is not known; kUnsupported for
/// formats of one language (is_resource()), whose units take several files.
[[nodiscard]] Result<ReadReport> read_units(ByteSource& source, std::string_view format,
                                            const UnitSink& sink, const ReadOptions& options = {});

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_FORMAT_H_
