#ifndef PUNTE_EXCHANGE_XLSX_H_
#define PUNTE_EXCHANGE_XLSX_H_

#include <cstddef>
#include <string>

#include "exchange/stream.h"
#include "exchange/tmx.h"
#include "exchange/workbook.h"

namespace punte::exchange {

struct XlsxReadOptions {
  std::string from;  ///< canonical tags of the first two columns; may be empty if a first row names
  std::string to;    ///< the languages
  std::size_t max_text_bytes = 16u << 20;
  std::size_t max_packed_bytes = std::size_t{256} << 20;
  std::size_t max_unpacked_bytes = std::size_t{2} << 30;  ///< of the sheet and of the shared texts
};

/// Reads the rows of the first sheet as units, as read_csv() does those of a table. Formulas count
/// as the value that was saved with them; numbers and dates as the file has them; formatted texts
/// without their format. What is not read (errors of formulas, formulas without a value, further
/// sheets) is told in the report. The packed file and the texts that cells share are held in
/// memory. Errors: kSyntax for damaged packing or XML, kUnsupported for a zip archive that is no
/// workbook (or an encrypted one), kLimit, kInvalidArgument if nothing says which languages these
/// are, kIo, and those of the sink.
[[nodiscard]] Result<ReadReport> read_xlsx(ByteSource& source, const UnitSink& sink,
                                           const XlsxReadOptions& options);

struct XlsxWriteOptions {
  std::string from;  ///< canonical tags; every pair of such variants of a unit is a row
  std::string to;
};

/// Writes texts without inline codes into a sheet of two columns. Same units, same bytes.
class XlsxWriter {
 public:
  [[nodiscard]] static Result<XlsxWriter> create(ByteSink& sink, const XlsxWriteOptions& options);
  /// Errors: those of Workbook::add_row().
  [[nodiscard]] Result<void> write(const tm::Unit& unit);
  [[nodiscard]] Result<void> finish();

 private:
  XlsxWriter(ByteSink& sink, XlsxWriteOptions options, Workbook book);

  ByteSink& sink_;
  XlsxWriteOptions options_;
  Workbook book_;
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_XLSX_H_
