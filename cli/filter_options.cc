#include "cli/filter_options.h"

#include <algorithm>
#include <string>

#include "cli/messages.h"
#include "language/language_tag.h"

namespace punte::cli {
namespace {

using base::Result;

/// "2024-01-31" and "2024-01-31T10:00:00Z" as TMX writes them: "20240131T100000Z".
Result<void> make_date(std::string& date) {
  const std::string written = date;
  std::erase_if(date, [](char c) { return c == '-' || c == ':'; });
  const bool is_date = date.size() >= 4 && std::all_of(date.begin(), date.begin() + 4,
                                                       [](char c) { return c >= '0' && c <= '9'; });
  if (is_date || date.empty()) return {};
  return base::fail(base::ErrorCode::kInvalidArgument,
                    PUNTE_MSG("this is no date; write it as 2024-01-31"), {}, written);
}

}  // namespace

void add_filter_options(CLI::App& command, tm::UnitFilter& filter) {
  command.add_option("--language", filter.languages, tr("Units that have these languages"))
      ->delimiter(',')
      ->type_name(tr("TAG"));
  command.add_option("--origin", filter.origin, tr("Units that came from this file (* and ?)"))
      ->type_name(tr("NAME"));
  command.add_option("--text", filter.text, tr("Units in which this text occurs"))
      ->type_name(tr("TEXT"));
  command.add_option("--regex", filter.regex, tr("Units in which this expression is found"))
      ->type_name(tr("TEXT"));
  command.add_option("--in", filter.text_language, tr("Look for them in this language only"))
      ->type_name(tr("TAG"));
  command.add_option("--property", filter.property, tr("Units with this property (type=value)"))
      ->type_name(tr("TEXT"));
  command.add_option("--since", filter.since, tr("Units last changed on this day or later"))
      ->type_name(tr("DATE"));
  command.add_option("--before", filter.before, tr("Units last changed before this day"))
      ->type_name(tr("DATE"));
  command.add_option("--id", filter.ids, tr("Units with these numbers"))
      ->delimiter(',')
      ->type_name(tr("NUMBER"));
}

Result<tm::UnitFilter> ready_filter(tm::UnitFilter filter) {
  for (std::string& tag : filter.languages) {
    const auto parsed = language::LanguageTag::parse(tag);
    if (!parsed) return tl::unexpected(parsed.error());
    tag = parsed->str();
  }
  if (!filter.text_language.empty()) {
    const auto parsed = language::LanguageTag::parse(filter.text_language);
    if (!parsed) return tl::unexpected(parsed.error());
    filter.text_language = parsed->str();
  }
  for (std::string* date : {&filter.since, &filter.before}) {
    if (const auto made = make_date(*date); !made) return tl::unexpected(made.error());
  }
  return filter;
}

}  // namespace punte::cli
