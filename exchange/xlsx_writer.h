#ifndef PUNTE_EXCHANGE_XLSX_WRITER_H_
#define PUNTE_EXCHANGE_XLSX_WRITER_H_

#include <string>

#include "exchange/stream.h"
#include "exchange/workbook.h"
#include "language/unit.h"

namespace punte::exchange {

struct XlsxWriteOptions {
  std::string from;  ///< canonical tags; every pair of such variants of a unit is a row
  std::string to;
};

/// Writes texts without inline codes into a sheet of two columns. Same units, same bytes.
class XlsxWriter {
 public:
  [[nodiscard]] static base::Result<XlsxWriter> create(ByteSink& sink,
                                                       const XlsxWriteOptions& options);
  /// Errors: those of Workbook::add_row().
  [[nodiscard]] base::Result<void> write(const language::Unit& unit);
  [[nodiscard]] base::Result<void> finish();

 private:
  XlsxWriter(ByteSink& sink, XlsxWriteOptions options, Workbook book);

  ByteSink& sink_;
  XlsxWriteOptions options_;
  Workbook book_;
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_XLSX_WRITER_H_
