#include "exchange/xlsx_writer.h"

#include <string>
#include <utility>
#include <vector>

#include "exchange/code_text.h"

namespace punte::exchange {

using base::Result;

XlsxWriter::XlsxWriter(ByteSink& sink, PairLanguages languages, Workbook book)
    : sink_(sink), languages_(std::move(languages)), book_(std::move(book)) {}

Result<XlsxWriter> XlsxWriter::create(ByteSink& sink, const PairLanguages& languages) {
  auto book = Workbook::create();
  if (!book) return tl::unexpected(book.error());
  constexpr double kTextWidth = 60;
  std::vector<std::string> heads = {languages.from, languages.to};
  // What is in another region is labelled as it is.
  if (languages.fallback) heads.emplace_back("language");
  const auto begun = book->add_sheet(languages.from + " – " + languages.to, heads, kTextWidth);
  if (!begun) return tl::unexpected(begun.error());
  return XlsxWriter(sink, languages, std::move(*book));
}

Result<void> XlsxWriter::write(const language::Unit& unit) {
  for (const auto& [source, target] : pairs_of(unit, languages_)) {
    std::vector<Workbook::Cell> cells = {table_text(source->text), table_text(target->text)};
    if (languages_.fallback) cells.push_back(target->language);
    PUNTE_CHECK(book_.add_row(cells));
  }
  return {};
}

Result<void> XlsxWriter::finish() { return book_.finish(sink_); }

}  // namespace punte::exchange
