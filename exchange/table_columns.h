#ifndef PUNTE_EXCHANGE_TABLE_COLUMNS_H_
#define PUNTE_EXCHANGE_TABLE_COLUMNS_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "language/unit.h"

namespace punte::exchange {

using TableRow = std::vector<std::string>;

/// What a caller knows of a table.
struct TableOptions {
  std::string from;                  ///< canonical tag of the sources, or ""
  std::string to;                    ///< the same of the translations
  std::vector<std::string> columns;  ///< what the columns are, as a header names them; or empty
};

/// What the first rows of a table are.
struct TableHead {
  enum class Kind {
    kHeader,     ///< a row names the columns, or the caller does
    kTexts,      ///< texts from the first row on
    kGuessed,    ///< the same; which columns hold them was told by their language
    kUnknown,    ///< nothing says which languages these are
    kAmbiguous,  ///< more columns than two, and nothing says which hold the texts
  } kind = Kind::kUnknown;
  std::size_t rows = 0;           ///< rows before the first texts
  std::size_t source_column = 0;  ///< of kGuessed, from 0
  std::size_t target_column = 0;
};

/// What the columns of a table of translations are (CSV, TSV, XLSX).
class TableColumns {
 public:
  /// A header is looked for in this many rows that are not blank.
  static constexpr std::size_t kHeadRows = 20;

  /// Decides from the first rows. A row is a header if it names at least two columns of texts: by
  /// tag ("en", "pt_BR"), by name ("English (US)", "engleză") or by word ("source", "Source (en)",
  /// "src"), words standing for `from` and `to`. What is above it, and fills fewer cells, is a
  /// title. Words that are numbers and languages ("no", "id") are told apart by what is below.
  [[nodiscard]] TableHead read(std::span<const TableRow> rows, const TableOptions& options);

  /// The unit of a row, whose texts are taken. Columns that are no texts become notes, the context,
  /// the state or properties. None if the row has fewer than two texts.
  [[nodiscard]] std::optional<language::Unit> unit(TableRow& row) const;

 private:
  enum class Kind {
    kOther,
    kText,
    kSource,  // a text in the language that the caller names
    kTarget,
    kNote,
    kTranslatorNote,
    kContext,
    kFuzzy,
    kLanguage,  // of the translation in this row
    kIgnored,
  };
  struct Column {
    Kind kind = Kind::kOther;
    std::string language = {};  // of a text
    std::string name = {};
    bool may_be_other = false;  // "no", "id"
  };
  [[nodiscard]] static Column column_of(const std::string& cell);
  [[nodiscard]] static Kind kind_of(std::string_view word);
  [[nodiscard]] static std::vector<Column> columns_of(std::span<const TableRow> rows,
                                                      std::size_t at, const TableOptions& options);
  [[nodiscard]] static bool is_header(const std::vector<Column>& columns,
                                      const TableOptions& options);
  [[nodiscard]] TableHead without_header(std::span<const TableRow> rows,
                                         const TableOptions& options);

  std::vector<Column> columns_;
  std::string from_;
};

/// The error for a table whose head is kUnknown or kAmbiguous, with its first rows.
[[nodiscard]] base::Error unknown_columns(const TableHead& head, std::span<const TableRow> rows,
                                          std::string where);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_TABLE_COLUMNS_H_
