#include "exchange/table_rows.h"

#include <string_view>
#include <utility>

#include "exchange/language_names.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

constexpr std::size_t kMaxWarnings = 100;

std::string lower(std::string_view text) {
  std::string out(language::trim(text));
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace

Result<bool> TableRows::read_header(const std::vector<std::string>& row, const std::string& where) {
  std::vector<Column> named(row.size());
  std::size_t texts = 0;
  bool agrees = from_.empty() && to_.empty();
  for (std::size_t i = 0; i < row.size() && !headless_; ++i) {
    named[i].name = std::string(language::trim(row[i]));
    const std::string name = lower(row[i]);
    if (name == "source" && !from_.empty()) {
      named[i].language = from_;
    } else if (name == "target" && !to_.empty()) {
      named[i].language = to_;
    } else if (name != "id" && name != "key" && name.size() <= 35) {
      const ReadLanguage read = read_language(name);
      if (read.tag != "und") named[i].language = read.tag;
    }
    if (named[i].language.empty()) continue;
    ++texts;
    agrees = agrees || stand_for_each_other(named[i].language, from_);
  }
  if (texts >= 2 && agrees) {
    columns_ = std::move(named);
    return true;
  }
  if (from_.empty() || to_.empty()) {
    return language::fail(language::ErrorCode::kInvalidArgument,
                          PUNTE_MSG("nothing says which languages these are; give --from and --to, "
                                    "or name the languages in the first row"),
                          {}, where);
  }
  columns_ = {{from_, {}}, {to_, {}}};
  return false;
}

Result<void> TableRows::take(std::vector<std::string>&& row, std::int64_t line,
                             const std::string& where) {
  if (std::exchange(first_, false)) {
    const auto header = read_header(row, where);
    if (!header) return tl::unexpected(header.error());
    if (*header) return {};
  }
  tm::Unit unit;
  for (std::size_t i = 0; i < row.size() && i < columns_.size(); ++i) {
    const Column& column = columns_[i];
    if (language::trim(row[i]).empty()) continue;
    if (!column.language.empty()) {
      if (unit.source_language.empty()) unit.source_language = column.language;
      tm::Variant variant;
      variant.language = column.language;
      variant.text.text = std::move(row[i]);
      unit.variants.push_back(std::move(variant));
    } else if (const std::string name = lower(column.name);
               name == "note" || name == "notes" || name == "comment") {
      unit.notes.push_back({std::move(row[i]), {}});
    } else if (!name.empty()) {
      unit.properties.push_back({column.name, std::move(row[i]), {}});
    }
  }
  if (unit.variants.size() < 2) {
    ++report_.skipped_units;
    ++report_.warning_count;
    if (report_.warnings.size() < kMaxWarnings) {
      report_.warnings.push_back({line, 1, PUNTE_MSG("a row without two texts; left out"), {}});
    }
    return {};
  }
  if (!from_.empty()) unit.source_language = from_;
  ++report_.units;
  return sink_(std::move(unit));
}

}  // namespace punte::exchange
