#ifndef PUNTE_EXCHANGE_TABLE_ROWS_H_
#define PUNTE_EXCHANGE_TABLE_ROWS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "exchange/tmx.h"

namespace punte::exchange {

/// Makes units of the rows of a table, CSV or a sheet. The first row is a header if it says
/// "source" and "target" or names the languages; other named columns become notes and properties.
class TableRows {
 public:
  /// `from`, `to`: canonical tags of the first two columns, or "". `headless`: there is no header.
  /// All must outlive this.
  TableRows(const UnitSink& sink, ReadReport& report, const std::string& from,
            const std::string& to, bool headless)
      : sink_(sink), report_(report), from_(from), to_(to), headless_(headless) {}

  /// Takes a row that begins in this line (or is this row of a sheet); `where` is for errors.
  /// Errors: kInvalidArgument if nothing says which languages these are; those of the sink.
  [[nodiscard]] Result<void> take(std::vector<std::string>&& row, std::int64_t line,
                                  const std::string& where);

 private:
  struct Column {
    std::string language;  // empty: not a text
    std::string name;
  };
  /// Decides from the first row what the columns are; false: it is no header.
  Result<bool> read_header(const std::vector<std::string>& row, const std::string& where);

  const UnitSink& sink_;
  ReadReport& report_;
  const std::string& from_;
  const std::string& to_;
  bool headless_;
  bool first_ = true;
  std::vector<Column> columns_;
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_TABLE_ROWS_H_
