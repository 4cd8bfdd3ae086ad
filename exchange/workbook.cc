#include "exchange/workbook.h"

#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "exchange/late_library.h"
#include "exchange/xlsx_text.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::fail;
using base::Result;

constexpr std::uint32_t kMaxRows = 1'048'576;
constexpr std::size_t kMaxCell = 32'767;    // UTF-16 units
constexpr std::size_t kMaxName = 31;        // UTF-16 units
constexpr std::time_t kNoTime = 946684800;  // 2000-01-01: the same rows are to give the same bytes

/// The functions of libxlsxwriter that are used.
struct Writer {
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

/// Loads the library at the first call.
Result<const Writer*> writer() {
  static const auto loaded = [] {
    std::unique_ptr<Writer> out = std::make_unique<Writer>();
    LateLibrary library(PUNTE_LIBXLSXWRITER);
    library.bind(out->new_book, "workbook_new_opt");
    library.bind(out->free_book, "lxw_workbook_free");
    library.bind(out->set_properties, "workbook_set_properties");
    library.bind(out->add_format, "workbook_add_format");
    library.bind(out->set_bold, "format_set_bold");
    library.bind(out->add_sheet, "workbook_add_worksheet");
    library.bind(out->freeze_panes, "worksheet_freeze_panes");
    library.bind(out->set_column, "worksheet_set_column");
    library.bind(out->write_number, "worksheet_write_number");
    library.bind(out->write_string, "worksheet_write_string");
    library.bind(out->close_book, "workbook_close");
    library.bind(out->error_text, "lxw_strerror");
    if (!library.complete()) out.reset();
    return out;
  }();
  if (loaded == nullptr) {
    return fail(ErrorCode::kIo,
                PUNTE_MSG("the library {1}, which writes workbooks, cannot be loaded; install it"),
                {PUNTE_LIBXLSXWRITER});
  }
  return loaded.get();
}

std::size_t utf16_units(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size();) {
    count += language::next_code_point(text, i) > 0xFFFF ? 2 : 1;
  }
  return count;
}

std::string sheet_name(std::string_view wanted) {
  std::string out;
  std::size_t units = 0;
  for (std::size_t i = 0; i < wanted.size();) {
    const char32_t c = language::next_code_point(wanted, i);
    units += c > 0xFFFF ? 2 : 1;
    if (units > kMaxName) break;
    const bool allowed = std::u32string_view(U"[]:*?/\\'").find(c) == std::u32string_view::npos;
    language::append_utf8(out, allowed && c >= U' ' ? c : U' ');
  }
  return out;
}

}  // namespace

struct Workbook::State {
  const Writer* api = nullptr;
  std::string folder;
  std::string path;
  lxw_workbook* book = nullptr;
  lxw_format* title = nullptr;
  lxw_worksheet* sheet = nullptr;
  std::string name;
  std::uint32_t next_row = 0;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (book != nullptr) api->free_book(book);
    std::error_code ignored;
    if (!folder.empty()) fs::remove_all(folder, ignored);
  }
  [[nodiscard]] Result<void> write(std::uint32_t column, const Cell& cell, lxw_format* format);
};

Result<void> Workbook::State::write(std::uint32_t column, const Cell& cell, lxw_format* format) {
  const auto place = static_cast<lxw_col_t>(column);
  lxw_error error = LXW_NO_ERROR;
  if (const auto* const value = std::get_if<double>(&cell)) {
    error = api->write_number(sheet, next_row, place, *value, format);
  } else {
    const auto& text = std::get<std::string>(cell);
    if (text.size() > kMaxCell && utf16_units(text) > kMaxCell) {
      error = LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED;
    } else {
      error = api->write_string(sheet, next_row, place, escape_xlsx(text).c_str(), format);
    }
  }
  if (error == LXW_NO_ERROR) return {};
  if (error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED) {
    return fail(ErrorCode::kLimit,
                PUNTE_MSG("a cell of a sheet holds {1} letters and this text has more; write "
                          "another format"),
                {std::to_string(kMaxCell)}, fmt::format("{}:{}", name, next_row + 1));
  }
  return fail(ErrorCode::kIo, "{1}", {api->error_text(error)}, name);
}

Workbook::Workbook(std::unique_ptr<State> state) : state_(std::move(state)) {}
Workbook::Workbook(Workbook&&) noexcept = default;
Workbook& Workbook::operator=(Workbook&&) noexcept = default;
Workbook::~Workbook() = default;

Result<Workbook> Workbook::create() {
  const auto api = writer();
  if (!api) return tl::unexpected(api.error());
  auto state = std::make_unique<State>();
  state->api = *api;
  std::error_code error;
  std::string folder = (fs::temp_directory_path(error) / "punte-XXXXXX").string();
  if (error || ::mkdtemp(folder.data()) == nullptr) {
    return fail(ErrorCode::kIo, "{1}", {std::generic_category().message(errno)}, folder);
  }
  state->folder = folder;
  state->path = folder + "/book.xlsx";
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  options.tmpdir = state->folder.data();
  state->book = state->api->new_book(state->path.c_str(), &options);
  if (state->book == nullptr) return fail(ErrorCode::kIo, PUNTE_MSG("not enough memory"));
  lxw_doc_properties properties{};
  properties.created = kNoTime;
  state->api->set_properties(state->book, &properties);
  state->title = state->api->add_format(state->book);
  state->api->set_bold(state->title);
  return Workbook(std::move(state));
}

Result<void> Workbook::add_sheet(const std::string& name, const std::vector<std::string>& titles,
                                 double column_width) {
  State& state = *state_;
  state.name = sheet_name(name);
  state.sheet = state.api->add_sheet(state.book, state.name.c_str());
  if (state.sheet == nullptr) {
    return fail(ErrorCode::kIo, PUNTE_MSG("this sheet cannot be written"), {}, state.name);
  }
  state.next_row = 0;
  state.api->freeze_panes(state.sheet, 1, 0);
  if (!titles.empty()) {
    state.api->set_column(state.sheet, 0, static_cast<lxw_col_t>(titles.size() - 1), column_width,
                          nullptr);
  }
  for (std::uint32_t i = 0; i < titles.size(); ++i) {
    if (auto done = state.write(i, titles[i], state.title); !done) return done;
  }
  state.next_row = 1;
  return {};
}

Result<void> Workbook::add_row(const std::vector<Cell>& cells) {
  State& state = *state_;
  if (state.next_row >= kMaxRows) {
    return fail(ErrorCode::kLimit,
                PUNTE_MSG("a sheet holds {1} rows and here are more; write another format"),
                {std::to_string(kMaxRows)}, state.name);
  }
  for (std::uint32_t i = 0; i < cells.size(); ++i) {
    if (auto done = state.write(i, cells[i], nullptr); !done) return done;
  }
  ++state.next_row;
  return {};
}

Result<void> Workbook::finish(ByteSink& sink) {
  State& state = *state_;
  const lxw_error error = state.api->close_book(std::exchange(state.book, nullptr));
  if (error != LXW_NO_ERROR)
    return fail(ErrorCode::kIo, "{1}", {state.api->error_text(error)}, state.path);
  const auto source = open_raw(state.path);
  if (!source) return tl::unexpected(source.error());
  std::array<char, 65536> buffer;
  while (true) {
    const auto count = (*source)->read(buffer);
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) return {};
    if (auto done = sink.write({buffer.data(), *count}); !done) return done;
  }
}

}  // namespace punte::exchange
