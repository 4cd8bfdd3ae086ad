#ifndef PUNTE_EXCHANGE_WORKBOOK_H_
#define PUNTE_EXCHANGE_WORKBOOK_H_

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "exchange/stream.h"

namespace punte::exchange {

/// Writes the sheets of an XLSX file row by row; memory does not depend on their size, temporary
/// files do. The same rows give the same bytes. Texts stay texts, whatever they begin with: nothing
/// that is written is ever a formula or a link.
class Workbook {
 public:
  using Cell = std::variant<std::string, double>;

  /// Errors: kIo where no temporary file can be made.
  [[nodiscard]] static base::Result<Workbook> create();
  Workbook(Workbook&&) noexcept;
  Workbook& operator=(Workbook&&) noexcept;
  ~Workbook();

  /// Begins a sheet whose first row holds the titles and stays in view; the name is cut to what
  /// spreadsheets allow (31 letters, no []:*?/\). Errors: kIo.
  [[nodiscard]] base::Result<void> add_sheet(const std::string& name,
                                             const std::vector<std::string>& titles,
                                             double column_width = 14);

  /// Adds a row to the last sheet. Errors: kLimit beyond what a sheet can hold (1,048,576 rows,
  /// 32,767 UTF-16 units a cell); kIo.
  [[nodiscard]] base::Result<void> add_row(const std::vector<Cell>& cells);

  /// Ends the file and copies it to `sink`, without committing that. Errors: kIo.
  [[nodiscard]] base::Result<void> finish(ByteSink& sink);

 private:
  struct State;
  explicit Workbook(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_WORKBOOK_H_
