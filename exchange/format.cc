#include "exchange/format.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "exchange/csv.h"
#include "exchange/po.h"
#include "exchange/tbx.h"
#include "exchange/tmx_reader.h"
#include "exchange/xliff.h"
#include "exchange/xlsx.h"
#include "language/readiness.h"

namespace punte::exchange {
namespace {

constexpr std::size_t kHeadBytes = std::size_t{8} << 10;

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// What a file is that no reader knows; empty: nothing that is easy to tell.
std::string_view foreign_kind(std::string_view head) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kKinds = {
      {{"%PDF-", "PDF"},
       {"\x89PNG", "PNG"},
       {"\xFF\xD8\xFF", "JPEG"},
       {"GIF8", "GIF"},
       {"\x7F"
        "ELF",
        "ELF"},
       {"{\\rtf", "RTF"}}};
  for (const auto& [start, name] : kKinds) {
    if (head.starts_with(start)) return name;
  }
  return {};
}

/// What to say of a file that its content and its name give no format.
base::Error unknown_format(const PeekedSource& source) {
  if (source.head().starts_with("SQLite format 3")) {
    return {
        base::ErrorCode::kUnsupported,
        PUNTE_MSG("this is a database, such as a translation memory, not a file of translations"),
        {},
        source.name(),
        false,
        base::Remedy::kOpenMemory};
  }
  const std::string kind(foreign_kind(source.head()));
  if (!kind.empty()) {
    return {base::ErrorCode::kUnsupported,
            PUNTE_MSG("this is a {1} file, which holds no translations"),
            {kind},
            source.name()};
  }
  return {base::ErrorCode::kUnsupported,
          PUNTE_MSG("this is in no format that is read: TMX, XLIFF, PO, CSV, TSV, TBX, XLSX, Java "
                    "properties, Apple strings, Android resources, JSON"),
          {},
          source.name(),
          false,
          base::Remedy::kNameFormat};
}

/// True if it may be XML, as far as the beginning shows.
bool may_be_xml(std::string_view head) {
  std::string plain(head.substr(0, kHeadBytes));
  plain.erase(std::remove(plain.begin(), plain.end(), '\0'), plain.end());
  const std::size_t first = plain.find_first_not_of(" \t\r\n\xEF\xBB\xBF\xFE\xFF");
  return first == std::string::npos || plain[first] == '<' || has(plain, "<tu");
}

}  // namespace

Result<Format> format_of_name(std::string_view name) {
  if (name == "tmx") return Format::kTmx;
  if (name == "xliff") return Format::kXliff;
  if (name == "po") return Format::kPo;
  if (name == "csv") return Format::kCsv;
  if (name == "tsv") return Format::kTsv;
  if (name == "tbx") return Format::kTbx;
  if (name == "xlsx") return Format::kXlsx;
  if (name == "properties") return Format::kProperties;
  if (name == "strings") return Format::kStrings;
  if (name == "android") return Format::kAndroid;
  if (name == "json") return Format::kJson;
  return base::fail(
      base::ErrorCode::kInvalidArgument,
      PUNTE_MSG("“{1}” is not a known format; known are tmx, xliff, po, csv, tsv, tbx, xlsx, "
                "properties, strings, android, json"),
      {std::string(name)});
}

bool is_resource(Format format) {
  return format == Format::kProperties || format == Format::kStrings ||
         format == Format::kAndroid || format == Format::kJson;
}

Result<Format> output_format(const std::filesystem::path& path, std::string_view name) {
  Format format = Format::kTmx;
  if (name.empty()) {
    const std::string ending = without_packer(path).extension().string();
    format = detect_format({}, path.string());
    // Devices and what has no ending get the usual format.
    if (format == Format::kTmx && !ending.empty() && base::lower(ending) != ".tmx") {
      return base::fail(base::ErrorCode::kInvalidArgument, base::Remedy::kNameFormat,
                        PUNTE_MSG("“{1}” is not the ending of a format that is written; known "
                                  "are tmx, xliff, po, csv, tsv, tbx, xlsx, json"),
                        {ending}, path.string());
    }
  } else {
    PUNTE_TRY(format, format_of_name(name));
  }
  if (is_resource(format) && format != Format::kJson) {
    return base::fail(
        base::ErrorCode::kInvalidArgument,
        PUNTE_MSG("files of one language are read, not written; known are tmx, xliff, po, csv, "
                  "tsv, tbx, xlsx, json"));
  }
  return format;
}

Result<PeekedSource> PeekedSource::open(ByteSource& source) {
  std::string head(kHeadBytes, '\0');
  std::size_t filled = 0;
  while (filled < head.size()) {
    const auto count = source.read(std::span(head).subspan(filled));
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) break;
    filled += *count;
  }
  head.resize(filled);
  return PeekedSource(source, std::move(head));
}

Result<std::size_t> PeekedSource::read(std::span<char> buffer) {
  if (at_ == head_.size()) return source_->read(buffer);
  const std::size_t count = std::min(buffer.size(), head_.size() - at_);
  std::copy_n(head_.data() + at_, count, buffer.data());
  at_ += count;
  return count;
}

Result<Format> input_format(const PeekedSource& source, std::string_view format) {
  return format.empty() ? detect_format(source.head(), source.name()) : format_of_name(format);
}

namespace {

/// Reads with the reader of the format.
Result<ReadReport> read_all(PeekedSource& whole, std::string_view format, const UnitSink& sink,
                            const ReadOptions& options) {
  const auto chosen = input_format(whole, format);
  if (!chosen) return tl::unexpected(chosen.error());
  switch (*chosen) {
    case Format::kXliff:
      return read_xliff(whole, sink, options);
    case Format::kPo:
      return read_po(whole, sink, options);
    case Format::kCsv:
    case Format::kTsv: {
      CsvReadOptions csv;
      csv.tsv = *chosen == Format::kTsv;
      csv.from = options.from;
      csv.to = options.to;
      csv.max_field_bytes = options.max_segment_bytes;
      csv.columns = options.columns;
      return read_csv(whole, sink, csv);
    }
    case Format::kXlsx:
      return read_xlsx(whole, sink, options);
    case Format::kTbx:
      return read_tbx(
          whole, [&](language::Concept&& read) { return sink(unit_of(std::move(read))); }, options);
    case Format::kProperties:
    case Format::kStrings:
    case Format::kAndroid:
    case Format::kJson:
      return base::fail(
          base::ErrorCode::kUnsupported, base::Remedy::kAddFiles,
          PUNTE_MSG("it holds texts of one language, so that it gives no units by itself"), {},
          whole.name());
    case Format::kTmx:
      break;
  }
  if (format.empty() && !may_be_xml(whole.head())) return tl::unexpected(unknown_format(whole));
  return read_tmx(whole, sink, options);
}

}  // namespace

Result<ReadReport> read_units(ByteSource& source, std::string_view format, const UnitSink& sink,
                              const ReadOptions& options) {
  PUNTE_TRY(PeekedSource whole, PeekedSource::open(source));
  if (options.unready == Unready::kPenalty) return read_all(whole, format, sink, options);
  std::int64_t left_out = 0;
  const UnitSink judged = [&](language::Unit&& unit) -> Result<void> {
    if (options.unready == Unready::kSkip && language::is_unready(unit)) {
      ++left_out;
      return {};
    }
    language::make_ready(unit);
    return sink(std::move(unit));
  };
  PUNTE_TRY(ReadReport report, read_all(whole, format, judged, options));
  report.units -= left_out;
  report.skipped_units += left_out;
  return report;
}

}  // namespace punte::exchange
