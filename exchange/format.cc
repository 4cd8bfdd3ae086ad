#include "exchange/format.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "exchange/csv.h"
#include "exchange/po.h"
#include "exchange/xliff.h"

namespace punte::exchange {
namespace {

constexpr std::size_t kHeadBytes = std::size_t{8} << 10;

/// A source whose beginning has been looked at.
class PeekedSource final : public ByteSource {
 public:
  PeekedSource(ByteSource& source, std::string head) : source_(source), head_(std::move(head)) {}
  Result<std::size_t> read(std::span<char> buffer) override {
    if (at_ == head_.size()) return source_.read(buffer);
    const std::size_t count = std::min(buffer.size(), head_.size() - at_);
    std::copy_n(head_.data() + at_, count, buffer.data());
    at_ += count;
    return count;
  }
  [[nodiscard]] std::string name() const override { return source_.name(); }
  [[nodiscard]] std::uint64_t consumed() const override { return source_.consumed(); }
  [[nodiscard]] std::uint64_t total() const override { return source_.total(); }

 private:
  ByteSource& source_;
  std::string head_;
  std::size_t at_ = 0;
};

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string_view without_packer(std::string_view name) {
  for (const std::string_view packed : {".gz", ".xz", ".bz2", ".zst", ".zip"}) {
    if (name.ends_with(packed)) return name.substr(0, name.size() - packed.size());
  }
  return name;
}

}  // namespace

Result<Format> format_of_name(std::string_view name) {
  if (name == "tmx") return Format::kTmx;
  if (name == "xliff") return Format::kXliff;
  if (name == "po") return Format::kPo;
  if (name == "csv") return Format::kCsv;
  if (name == "tsv") return Format::kTsv;
  return language::fail(
      language::ErrorCode::kInvalidArgument,
      PUNTE_MSG("“{1}” is no format that is read; known are tmx, xliff, po, csv, tsv"),
      {std::string(name)});
}

Format detect_format(std::string_view head, std::string_view name) {
  // UTF-16 of ASCII is ASCII with zero bytes between.
  std::string plain(head.substr(0, kHeadBytes));
  plain.erase(std::remove(plain.begin(), plain.end(), '\0'), plain.end());
  name = without_packer(name);
  // A table can hold anything, so its name decides.
  if (name.ends_with(".csv")) return Format::kCsv;
  if (name.ends_with(".tsv") || name.ends_with(".tab")) return Format::kTsv;
  if (has(plain, "<tmx")) return Format::kTmx;
  if (has(plain, "<xliff") || has(plain, ":xliff")) return Format::kXliff;
  for (const std::string_view ending : {".xlf", ".xliff", ".sdlxliff", ".mxliff", ".mqxliff"}) {
    if (name.ends_with(ending)) return Format::kXliff;
  }
  if (name.ends_with(".po") || name.ends_with(".pot")) return Format::kPo;
  if (!has(plain, "<?xml") && has(plain, "msgid \"") && has(plain, "msgstr")) return Format::kPo;
  return Format::kTmx;
}

Result<Format> output_format(const std::filesystem::path& path, std::string_view name) {
  Format format = Format::kTmx;
  if (name.empty()) {
    format = detect_format({}, path.string());
  } else {
    const auto named = format_of_name(name);
    if (!named) return named;
    format = *named;
  }
  if (format == Format::kXliff || format == Format::kPo) {
    return language::fail(language::ErrorCode::kInvalidArgument,
                          PUNTE_MSG("XLIFF and PO are read, not written; choose tmx, csv or tsv"),
                          {}, path.string());
  }
  return format;
}

Result<ReadReport> read_units(ByteSource& source, std::string_view format, const UnitSink& sink,
                              const ReadOptions& options) {
  std::string head(kHeadBytes, '\0');
  std::size_t filled = 0;
  while (filled < head.size()) {
    const auto count = source.read(std::span(head).subspan(filled));
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) break;
    filled += *count;
  }
  head.resize(filled);
  Format chosen = detect_format(head, source.name());
  if (!format.empty()) {
    const auto named = format_of_name(format);
    if (!named) return tl::unexpected(named.error());
    chosen = *named;
  }
  PeekedSource whole(source, std::move(head));
  switch (chosen) {
    case Format::kXliff:
      return read_xliff(whole, sink, options);
    case Format::kPo:
      return read_po(whole, sink, options);
    case Format::kCsv:
    case Format::kTsv: {
      CsvReadOptions csv;
      csv.tsv = chosen == Format::kTsv;
      csv.from = options.from;
      csv.to = options.to;
      csv.max_field_bytes = options.max_segment_bytes;
      return read_csv(whole, sink, csv);
    }
    case Format::kTmx:
      break;
  }
  TmxReadOptions tmx;
  tmx.recover = options.recover;
  tmx.max_segment_bytes = options.max_segment_bytes;
  tmx.max_depth = options.max_depth;
  return read_tmx(whole, sink, tmx);
}

}  // namespace punte::exchange
