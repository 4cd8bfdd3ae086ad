#include "tm/checked_filter.h"

#include <ctime>
#include <string>
#include <utility>

#include "language/language_tag.h"
#include "tm/moment.h"

namespace punte::tm {
namespace {

using base::Result;

/// A date in any form that read_moment() takes, as TMX writes it.
Result<void> make_date(std::string& date) {
  if (date.empty()) return {};
  auto moment = read_moment(date, std::time(nullptr));
  if (!moment) {
    return base::fail(base::ErrorCode::kInvalidArgument,
                      PUNTE_MSG("this is no date; write it as 2024-01-31, or as 7d for the last "
                                "seven days"),
                      {}, date);
  }
  date = std::move(*moment);
  return {};
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
