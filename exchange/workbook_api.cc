#include "exchange/workbook_api.h"

#include <array>
#include <memory>

namespace punte::exchange {

using base::ErrorCode;
using base::fail;
using base::Result;

const WorkbookLibrary& workbook_library() {
  using Library = WorkbookLibrary;
  static constexpr std::array kFunctions = {
      Library::symbol<&WorkbookApi::new_book>("workbook_new_opt"),
      Library::symbol<&WorkbookApi::free_book>("lxw_workbook_free"),
      Library::symbol<&WorkbookApi::set_properties>("workbook_set_properties"),
      Library::symbol<&WorkbookApi::add_format>("workbook_add_format"),
      Library::symbol<&WorkbookApi::set_bold>("format_set_bold"),
      Library::symbol<&WorkbookApi::add_sheet>("workbook_add_worksheet"),
      Library::symbol<&WorkbookApi::freeze_panes>("worksheet_freeze_panes"),
      Library::symbol<&WorkbookApi::set_column>("worksheet_set_column"),
      Library::symbol<&WorkbookApi::write_number>("worksheet_write_number"),
      Library::symbol<&WorkbookApi::write_string>("worksheet_write_string"),
      Library::symbol<&WorkbookApi::close_book>("workbook_close"),
      Library::symbol<&WorkbookApi::error_text>("lxw_strerror"),
  };
  static constexpr Library kLibrary(PUNTE_LIBXLSXWRITER, kFunctions);
  return kLibrary;
}

Result<const WorkbookApi*> workbook_api() {
  static const std::unique_ptr<const WorkbookApi> api = workbook_library().load();
  if (api == nullptr) {
    return fail(ErrorCode::kIo,
                PUNTE_MSG("the library {1}, which writes workbooks, cannot be loaded; install it"),
                {workbook_library().file()});
  }
  return api.get();
}

}  // namespace punte::exchange
