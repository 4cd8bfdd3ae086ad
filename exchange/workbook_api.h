#ifndef PUNTE_EXCHANGE_WORKBOOK_API_H_
#define PUNTE_EXCHANGE_WORKBOOK_API_H_

#include <cstdio>  // xlsxwriter.h needs it

#include <xlsxwriter.h>

#include "base/late_library.h"
#include "base/result.h"

namespace punte::exchange {

/// The functions of libxlsxwriter that are used.
struct WorkbookApi {
  decltype(&::workbook_new_opt) new_book = nullptr;
  decltype(&::lxw_workbook_free) free_book = nullptr;
  decltype(&::workbook_set_properties) set_properties = nullptr;
  decltype(&::workbook_add_format) add_format = nullptr;
  decltype(&::format_set_bold) set_bold = nullptr;
  decltype(&::workbook_add_worksheet) add_sheet = nullptr;
  decltype(&::worksheet_freeze_panes) freeze_panes = nullptr;
  decltype(&::worksheet_set_column) set_column = nullptr;
  decltype(&::worksheet_write_number) write_number = nullptr;
  decltype(&::worksheet_write_string) write_string = nullptr;
  decltype(&::workbook_close) close_book = nullptr;
  decltype(&::lxw_strerror) error_text = nullptr;
};

using WorkbookLibrary = base::LateLibrary<WorkbookApi>;
[[nodiscard]] const WorkbookLibrary& workbook_library();

/// Loads libxlsxwriter at the first call. Errors: kIo where it cannot be loaded. Any thread.
[[nodiscard]] base::Result<const WorkbookApi*> workbook_api();

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_WORKBOOK_API_H_
