#ifndef PUNTE_EXCHANGE_TABLE_COLUMNS_H_
#define PUNTE_EXCHANGE_TABLE_COLUMNS_H_

#include <optional>
#include <string>
#include <vector>

#include "language/unit.h"

namespace punte::exchange {

/// What the columns of a table of translations are (CSV, TSV, XLSX).
class TableColumns {
 public:
  enum class FirstRow {
    kHeader,   ///< names the columns
    kTexts,    ///< texts already; the first two columns are the languages asked for
    kUnknown,  ///< nothing says which languages these are
  };

  /// Decides from the first row. It is a header if it says "source" and "target" or names the
  /// languages, by tag or by English name. `from` and `to` are canonical tags or empty;
  /// `may_be_header` is false for formats that have none.
  [[nodiscard]] FirstRow read(const std::vector<std::string>& row, const std::string& from,
                              const std::string& to, bool may_be_header);

  /// The unit of a row, whose texts are taken. Columns that are no texts become notes ("note",
  /// "notes", "comment") or properties. None if the row has fewer than two texts.
  [[nodiscard]] std::optional<language::Unit> unit(std::vector<std::string>& row) const;

 private:
  struct Column {
    std::string language;  // empty: not a text
    std::string name;
  };
  std::vector<Column> columns_;
  std::string from_;
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_TABLE_COLUMNS_H_
