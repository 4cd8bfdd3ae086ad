#ifndef PUNTE_EXCHANGE_XLSX_H_
#define PUNTE_EXCHANGE_XLSX_H_

#include "exchange/reading.h"
#include "exchange/stream.h"

namespace punte::exchange {

/// Reads the sheets of an Excel workbook (.xlsx, .xlsm) as tables of translations, a unit a row,
/// in the order of the workbook. Columns as in CSV. A sheet after the first whose languages
/// nothing names is left out with a remark; so is a cell that shows an error, and a formula that
/// Excel did not leave the result of. Other formulas give that result. Numbers are texts as Excel
/// writes them without a format. Styles, pictures and comments are not read.
/// Memory: the packed file (at most 256 MB) and its shared texts (at most 512 MB); sheets are
/// streamed. Remarks count lines in rows of the sheet.
/// Errors: kSyntax, kUnsupported for what is no such workbook, kInvalidArgument if nothing says
/// what the columns of the first sheet are, kLimit, kIo, and those of the sink.
[[nodiscard]] Result<ReadReport> read_xlsx(ByteSource& source, const UnitSink& sink,
                                           const ReadOptions& options);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_XLSX_H_
