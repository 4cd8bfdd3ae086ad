#include "exchange/workbook.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <utility>

#include "base/scratch_folder.h"
#include "exchange/workbook_api.h"
#include "exchange/xlsx_text.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;

constexpr std::uint32_t kMaxRows = 1'048'576;
constexpr std::size_t kMaxCell = 32'767;    // UTF-16 units
constexpr std::size_t kMaxName = 31;        // UTF-16 units
constexpr std::time_t kNoTime = 946684800;  // 2000-01-01: the same rows are to give the same bytes

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
  State(const WorkbookApi& functions, base::ScratchFolder&& scratch)
      : api(&functions), folder(std::move(scratch)) {}

  const WorkbookApi* api;
  base::ScratchFolder folder;
  std::string path = (folder.path() / "book.xlsx").string();
  lxw_workbook* book = nullptr;
  lxw_format* title = nullptr;
  lxw_worksheet* sheet = nullptr;
  std::string name;
  std::uint32_t next_row = 0;

  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (book != nullptr) api->free_book(book);
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
  PUNTE_TRY(const WorkbookApi* const api, workbook_api());
  PUNTE_TRY(auto folder, base::ScratchFolder::make());
  std::string temporary = folder.path().string();
  auto state = std::make_unique<State>(*api, std::move(folder));
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  options.tmpdir = temporary.data();
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
