#include "tm/checked_filter.h"

#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "language/language_tag.h"

namespace punte::tm {
namespace {

using base::Result;

/// The number that the two digits at `at` make, or what is right where there are none.
int pair_at(std::string_view date, std::size_t at, int otherwise) {
  return at + 2 <= date.size() ? (date[at] - '0') * 10 + (date[at + 1] - '0') : otherwise;
}

/// "2024", "202401" ... "20240131T100000Z": a year, and as much after it as is wanted.
bool is_moment(std::string_view date) {
  if (date.ends_with('Z')) date.remove_suffix(1);
  std::string digits(date);
  if (digits.size() > 8 && digits[8] == 'T') digits.erase(8, 1);
  if (digits.size() < 4 || digits.size() > 14 || digits.size() % 2 != 0) return false;
  if (!std::all_of(digits.begin(), digits.end(), base::is_digit)) return false;
  const int month = pair_at(digits, 4, 1);
  const int day = pair_at(digits, 6, 1);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && pair_at(digits, 8, 0) < 24 &&
         pair_at(digits, 10, 0) < 60 && pair_at(digits, 12, 0) <= 60;
}

/// "2024-01-31" and "2024-01-31T10:00:00Z" as TMX writes them: "20240131T100000Z".
Result<void> make_date(std::string& date) {
  const std::string written = date;
  std::erase_if(date, [](char c) { return c == '-' || c == ':'; });
  if (date.empty() || is_moment(date)) return {};
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
