#ifndef PUNTE_EXCHANGE_CSV_H_
#define PUNTE_EXCHANGE_CSV_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/reading.h"
#include "exchange/stream.h"

namespace punte::exchange {

struct CsvReadOptions {
  bool tsv = false;  ///< tabs between columns, "\t", "\n", "\r" and "\\" escaped
  std::string from;  ///< canonical tags of the first two columns; may be empty if a header names
  std::string to;    ///< the languages. If both are given, a TSV file's first row is no header
  std::size_t max_field_bytes = 16u << 20;
};

/// Streams rows as units; memory does not depend on the file's size. UTF-8, or UTF-16 with a byte
/// order mark. CSV as RFC 4180, separated by ',', ';' or tab, whichever the first row has most of.
/// A first row is a header if it says "source" and "target" or names the languages, by tag or by
/// English name; other named columns become notes ("note", "comment") or properties.
/// Errors: kSyntax with the line for broken quotes and ill-formed UTF-8, kInvalidArgument if
/// nothing says which languages these are, kLimit, kIo, and those of the sink.
[[nodiscard]] Result<ReadReport> read_csv(ByteSource& source, const UnitSink& sink,
                                          const CsvReadOptions& options);

/// A field of a CSV file (RFC 4180): in quotation marks where it needs them.
[[nodiscard]] std::string csv_field(std::string_view text);

struct CsvWriteOptions {
  bool tsv = false;
  std::string from;  ///< canonical tags; every pair of such variants of a unit is a row
  std::string to;
};

/// Writes texts without inline codes. Same units, same bytes.
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
