#include "exchange/unit_writer.h"
#include <algorithm>
#include <utility>

#include "exchange/csv.h"
#include "exchange/po_writer.h"
#include "exchange/resource_json.h"
#include "exchange/tbx.h"
#include "exchange/tmx_writer.h"
#include "exchange/utf16_sink.h"
#include "exchange/xliff.h"
#include "exchange/xlsx_writer.h"
#include "language/language_tag.h"

namespace punte::exchange {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;

/// For the writers that take units as they are.
template <typename Writer>
class PlainWriter final : public UnitWriter {
 public:
  template <typename... Arguments>
  explicit PlainWriter(Arguments&&... arguments) : writer_(std::forward<Arguments>(arguments)...) {}
  Result<void> write(const language::Unit& unit) override { return writer_.write(unit); }
  Result<void> finish() override { return writer_.finish(); }

 private:
  Writer writer_;
};

/// Tools exist that take the first text of a unit for its source.
class TmxUnitWriter final : public UnitWriter {
 public:
  TmxUnitWriter(ByteSink& sink, TmxWriteOptions options)
      : from_(options.source_language), writer_(sink, std::move(options)) {}
  Result<void> write(const language::Unit& unit) override {
    if (from_.empty()) return writer_.write(unit);
    language::Unit turned = unit;
    std::stable_partition(turned.variants.begin(), turned.variants.end(),
                          [&](const language::Variant& variant) {
                            return language::stand_for_each_other(variant.language, from_);
                          });
    return writer_.write(turned);
  }
  Result<void> finish() override { return writer_.finish(); }

 private:
  std::string from_;
  TmxWriter writer_;
};

class XliffUnitWriter final : public UnitWriter {
 public:
  XliffUnitWriter(ByteSink& sink, PairLanguages languages, XliffWriteOptions options)
      : languages_(std::move(languages)), writer_(sink, std::move(options)) {}
  Result<void> write(const language::Unit& unit) override {
    for (const XliffUnit& pair : xliff_units(unit, languages_)) PUNTE_CHECK(writer_.write(pair));
    return {};
  }
  Result<void> finish() override { return writer_.finish(); }

 private:
  PairLanguages languages_;
  XliffWriter writer_;
};

class TbxUnitWriter final : public UnitWriter {
 public:
  TbxUnitWriter(ByteSink& sink, TbxWriteOptions options) : writer_(sink, options) {}
  Result<void> write(const language::Unit& unit) override {
    return writer_.write(concept_of(unit));
  }
  Result<void> finish() override { return writer_.finish(); }

 private:
  TbxWriter writer_;
};

std::unique_ptr<UnitWriter> tmx_writer(ByteSink& sink, UnitWriteOptions&& options) {
  TmxWriteOptions tmx;
  tmx.source_language = std::move(options.from);
  tmx.level = options.tmx_level;
  tmx.version_1_1 = options.tmx_1_1;
  tmx.pairs = options.tmx_pairs;
  tmx.utf16 = options.utf16;
  tmx.header = std::move(options.tmx_header);
  return std::make_unique<TmxUnitWriter>(sink, std::move(tmx));
}

/// Writes in UTF-16 what another writer writes in UTF-8.
class Utf16Writer final : public UnitWriter {
 public:
  static Result<std::unique_ptr<UnitWriter>> make(Format format, ByteSink& sink,
                                                  UnitWriteOptions options) {
    auto out = std::make_unique<Utf16Writer>(sink);
    options.utf16 = false;
    PUNTE_TRY(out->writer_, unit_writer(format, *out->sink_, std::move(options)));
    return out;
  }
  explicit Utf16Writer(ByteSink& sink) : sink_(utf16_sink(sink)) {}
  Result<void> write(const language::Unit& unit) override { return writer_->write(unit); }
  Result<void> finish() override { return writer_->finish(); }

 private:
  std::unique_ptr<ByteSink> sink_;
  std::unique_ptr<UnitWriter> writer_;
};

}  // namespace

Result<std::unique_ptr<UnitWriter>> unit_writer(Format format, ByteSink& sink,
                                                UnitWriteOptions options) {
  if (options.utf16 &&
      (format == Format::kPo || format == Format::kXlsx || format == Format::kJson)) {
    return fail(ErrorCode::kInvalidArgument,
                PUNTE_MSG("this format is written in UTF-8 only, which all of its readers know"));
  }
  if (format == Format::kTmx) return tmx_writer(sink, std::move(options));
  if (options.utf16) return Utf16Writer::make(format, sink, std::move(options));
  if (format == Format::kTbx) {
    return std::make_unique<TbxUnitWriter>(sink, TbxWriteOptions{options.tbx_version});
  }
  const bool is_written = !is_resource(format) || format == Format::kJson;
  if (is_written && (options.from.empty() || options.to.empty())) {
    return fail(ErrorCode::kInvalidArgument, base::Remedy::kNameLanguages,
                PUNTE_MSG("a file of this format holds one pair of languages"));
  }
  PairLanguages languages{options.from, options.to, options.fallback};
  switch (format) {
    case Format::kXliff:
      return std::make_unique<XliffUnitWriter>(
          sink, std::move(languages),
          XliffWriteOptions{options.xliff_version, options.from, options.to});
    case Format::kPo:
      return std::make_unique<PlainWriter<PoWriter>>(
          sink, PoWriteOptions{std::move(languages), std::move(options.tmx_header)});
    case Format::kJson:
      return std::make_unique<PlainWriter<JsonWriter>>(sink, std::move(languages));
    case Format::kXlsx: {
      PUNTE_TRY(auto writer, XlsxWriter::create(sink, languages));
      return std::make_unique<PlainWriter<XlsxWriter>>(std::move(writer));
    }
    case Format::kCsv:
    case Format::kTsv:
      return std::make_unique<PlainWriter<CsvWriter>>(
          sink, CsvWriteOptions{format == Format::kTsv, std::move(languages)});
    default:
      return fail(ErrorCode::kInvalidArgument,
                  PUNTE_MSG("files of one language are read, not written"));
  }
}

}  // namespace punte::exchange
