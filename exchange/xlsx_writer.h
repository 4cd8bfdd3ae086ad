#ifndef PUNTE_EXCHANGE_XLSX_WRITER_H_
#define PUNTE_EXCHANGE_XLSX_WRITER_H_

#include <string>

#include "exchange/pairs.h"
#include "exchange/stream.h"
#include "exchange/workbook.h"
#include "language/unit.h"

namespace punte::exchange {

/// Writes each pair of a unit as a row, texts without inline codes into a sheet of two columns.
/// Same units, same bytes.
class XlsxWriter {
 public:
  [[nodiscard]] static base::Result<XlsxWriter> create(ByteSink& sink,
                                                       const PairLanguages& languages);
  /// Errors: those of Workbook::add_row().
  [[nodiscard]] base::Result<void> write(const language::Unit& unit);
  [[nodiscard]] base::Result<void> finish();

 private:
  XlsxWriter(ByteSink& sink, PairLanguages languages, Workbook book);

  ByteSink& sink_;
  PairLanguages languages_;
  Workbook book_;
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_XLSX_WRITER_H_
