#include "exchange/xlsx_writer.h"

#include <utility>

#include "language/language_tag.h"

namespace punte::exchange {

using base::Result;

XlsxWriter::XlsxWriter(ByteSink& sink, XlsxWriteOptions options, Workbook book)
    : sink_(sink), options_(std::move(options)), book_(std::move(book)) {}

Result<XlsxWriter> XlsxWriter::create(ByteSink& sink, const XlsxWriteOptions& options) {
  auto book = Workbook::create();
  if (!book) return tl::unexpected(book.error());
  constexpr double kTextWidth = 60;
  const auto begun =
      book->add_sheet(options.from + " – " + options.to, {options.from, options.to}, kTextWidth);
  if (!begun) return tl::unexpected(begun.error());
  return XlsxWriter(sink, options, std::move(*book));
}

Result<void> XlsxWriter::write(const language::Unit& unit) {
  for (const language::Variant& source : unit.variants) {
    if (!language::stand_for_each_other(source.language, options_.from)) continue;
    for (const language::Variant& target : unit.variants) {
      if (&source == &target || !language::stand_for_each_other(target.language, options_.to))
        continue;
      if (auto done = book_.add_row({source.text.text, target.text.text}); !done) return done;
    }
  }
  return {};
}

Result<void> XlsxWriter::finish() { return book_.finish(sink_); }

}  // namespace punte::exchange
