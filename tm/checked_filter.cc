#include "tm/checked_filter.h"

#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "language/language_tag.h"

namespace punte::tm {
namespace {

using base::Result;

/// "2024-01-31" and "2024-01-31T10:00:00Z" as TMX writes them: "20240131T100000Z".
Result<void> make_date(std::string& date) {
  const std::string written = date;
  std::erase_if(date, [](char c) { return c == '-' || c == ':'; });
  const bool is_date =
      date.size() >= 4 && std::all_of(date.begin(), date.begin() + 4, base::is_digit);
  if (is_date || date.empty()) return {};
  return base::fail(base::ErrorCode::kInvalidArgument,
                    PUNTE_MSG("this is no date; write it as 2024-01-31"), {}, written);
}

}  // namespace

Result<UnitFilter> checked_filter(UnitFilter filter) {
  for (std::string& tag : filter.languages) {
    PUNTE_TRY(const auto parsed, language::LanguageTag::parse(tag));
    tag = parsed.str();
  }
  if (!filter.text_language.empty()) {
    PUNTE_TRY(const auto parsed, language::LanguageTag::parse(filter.text_language));
    filter.text_language = parsed.str();
  }
  for (std::string* date : {&filter.since, &filter.before}) PUNTE_CHECK(make_date(*date));
  return filter;
}

}  // namespace punte::tm
