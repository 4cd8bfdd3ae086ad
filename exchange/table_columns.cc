#include "exchange/table_columns.h"

#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "exchange/language_names.h"
#include "language/language_tag.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

// No tag and no English name of a language is longer.
constexpr std::size_t kMaxLanguageBytes = 35;

std::string normal(std::string_view name) { return base::lower(language::trim(name)); }

}  // namespace

TableColumns::FirstRow TableColumns::read(const std::vector<std::string>& row,
                                          const std::string& from, const std::string& to,
                                          bool may_be_header) {
  from_ = from;
  std::vector<Column> named(row.size());
  std::size_t texts = 0;
  bool agrees = from.empty() && to.empty();
  for (std::size_t i = 0; i < row.size() && may_be_header; ++i) {
    named[i].name = std::string(language::trim(row[i]));
    const std::string name = normal(row[i]);
    if (name == "source" && !from.empty()) {
      named[i].language = from;
    } else if (name == "target" && !to.empty()) {
      named[i].language = to;
    } else if (name != "id" && name != "key" && name.size() <= kMaxLanguageBytes) {
      const ReadLanguage read = read_language(name);
      if (read.tag != "und") named[i].language = read.tag;
    }
    if (named[i].language.empty()) continue;
    ++texts;
    agrees = agrees || language::stand_for_each_other(named[i].language, from);
  }
  if (texts >= 2 && agrees) {
    columns_ = std::move(named);
    return FirstRow::kHeader;
  }
  if (from.empty() || to.empty()) return FirstRow::kUnknown;
  columns_ = {{from, {}}, {to, {}}};
  return FirstRow::kTexts;
}

std::optional<language::Unit> TableColumns::unit(std::vector<std::string>& row) const {
  language::Unit unit;
  for (std::size_t i = 0; i < row.size() && i < columns_.size(); ++i) {
    const Column& column = columns_[i];
    if (language::trim(row[i]).empty()) continue;
    if (!column.language.empty()) {
      if (unit.source_language.empty()) unit.source_language = column.language;
      language::Variant variant;
      variant.language = column.language;
      variant.text.text = std::move(row[i]);
      unit.variants.push_back(std::move(variant));
    } else if (const std::string name = normal(column.name);
               name == "note" || name == "notes" || name == "comment") {
      unit.notes.push_back({std::move(row[i]), {}});
    } else if (!name.empty()) {
      unit.properties.push_back({column.name, std::move(row[i]), {}});
    }
  }
  if (unit.variants.size() < 2) return std::nullopt;
  if (!from_.empty()) unit.source_language = from_;
  return unit;
}

}  // namespace punte::exchange
