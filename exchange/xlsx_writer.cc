#include "exchange/xlsx_writer.h"

#include <utility>

#include "exchange/code_text.h"

namespace punte::exchange {

using base::Result;

XlsxWriter::XlsxWriter(ByteSink& sink, PairLanguages languages, Workbook book)
    : sink_(sink), languages_(std::move(languages)), book_(std::move(book)) {}

Result<XlsxWriter> XlsxWriter::create(ByteSink& sink, const PairLanguages& languages) {
  auto book = Workbook::create();
  if (!book) return tl::unexpected(book.error());
  constexpr double kTextWidth = 60;
  const auto begun = book->add_sheet(languages.from + " – " + languages.to,
                                     {languages.from, languages.to}, kTextWidth);
  if (!begun) return tl::unexpected(begun.error());
  return XlsxWriter(sink, languages, std::move(*book));
}

Result<void> XlsxWriter::write(const language::Unit& unit) {
  for (const auto& [source, target] : pairs_of(unit, languages_)) {
    PUNTE_CHECK(book_.add_row({table_text(source->text), table_text(target->text)}));
  }
  return {};
}

Result<void> XlsxWriter::finish() { return book_.finish(sink_); }

}  // namespace punte::exchange
