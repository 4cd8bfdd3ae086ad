#ifndef PUNTE_EXCHANGE_CSV_H_
#define PUNTE_EXCHANGE_CSV_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/pairs.h"
#include "exchange/reading.h"
#include "exchange/stream.h"

namespace punte::exchange {

struct CsvReadOptions {
  bool tsv = false;  ///< tabs between columns, whatever else is in the texts
  std::string from;  ///< canonical tags of the texts; may be empty if a header names them
  std::string to;
  std::size_t max_field_bytes = 16u << 20;
  std::vector<std::string> columns = {};  ///< as TableOptions has them
};

/// Streams rows as units; memory does not depend on the file's size. UTF-8, or UTF-16 with a byte
/// order mark; lines end as on any system. CSV as RFC 4180, separated by what "sep=;" in the first
/// line says, else by ',', ';', '|' or tab, whichever the first rows agree on. Between tabs
/// quotation marks are part of the text unless a cell is quoted as Excel does it: a cell that holds
/// a tab, an end of line or a quotation mark, with its quotation marks doubled. A backslash is one.
/// TableColumns tells which columns hold what. Errors: kSyntax with the line for broken quotes and
/// ill-formed UTF-8, kInvalidArgument if nothing says what the columns are, kLimit, kIo, and those
/// of the sink.
[[nodiscard]] Result<ReadReport> read_csv(ByteSource& source, const UnitSink& sink,
                                          const CsvReadOptions& options);

/// A field of a CSV file (RFC 4180): in quotation marks where it needs them.
[[nodiscard]] std::string csv_field(std::string_view text);

struct CsvWriteOptions {
  bool tsv = false;
  PairLanguages languages;  ///< each pair of a unit is a row
};

/// Writes texts without inline codes, with a header as CSV, without one between tabs. Cells that
/// need it are quoted as Excel does it. Same units, same bytes.
class CsvWriter {
 public:
  CsvWriter(ByteSink& sink, CsvWriteOptions options);
  [[nodiscard]] Result<void> write(const language::Unit& unit);
  [[nodiscard]] Result<void> finish();

 private:
  void put(std::string_view text);

  ByteSink& sink_;
  CsvWriteOptions options_;
  std::string out_;
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_CSV_H_
