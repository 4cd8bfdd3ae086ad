#include "cli/filter_options.h"

#include <algorithm>
#include <vector>

#include "base/ascii.h"
#include "cli/messages.h"

namespace punte::cli {

void add_filter_options(CLI::App& command, tm::UnitFilter& filter) {
  command.add_option("--text", filter.text, tr("Units in which this text occurs"))
      ->type_name(tr("TEXT"));
  command.add_option("--regex", filter.regex, tr("Units in which this expression is found"))
      ->type_name(tr("TEXT"));
  command.add_option("--in", filter.text_language, tr("Look for them in this language only"))
      ->type_name(tr("TAG"));
  add_filter_options_but_text(command, filter);
}

void add_filter_options_but_text(CLI::App& command, tm::UnitFilter& filter) {
  command.add_option("--language", filter.languages, tr("Units that have these languages"))
      ->delimiter(',')
      ->type_name(tr("TAG"));
  command.add_option("--origin", filter.origin, tr("Units that came from this file (* and ?)"))
      ->type_name(tr("NAME"));
  command.add_option("--property", filter.property, tr("Units with this property (type=value)"))
      ->type_name(tr("TEXT"));
  command
      .add_option("--created-by", filter.created_by, tr("Units that this person made (* and ?)"))
      ->type_name(tr("NAME"));
  command
      .add_option("--changed-by", filter.changed_by, tr("Units that this person changed (* and ?)"))
      ->type_name(tr("NAME"));
  command
      .add_option("--since", filter.since,
                  tr("Units changed on this day or later; without a date of their own: changed in "
                     "this memory, or added to it"))
      ->type_name(tr("DATE"));
  command.add_option("--before", filter.before, tr("Units not changed on this day or later"))
      ->type_name(tr("DATE"));
  command.add_option("--id", filter.ids, tr("Units with these numbers"))
      ->delimiter(',')
      ->type_name(tr("NUMBER"));
}

std::string shell_word(std::string_view word) {
  constexpr std::string_view kPlain = "-_.,:/=+@%";
  const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), [&](char c) {
    return base::is_alnum(c) || kPlain.find(c) != std::string_view::npos ||
           static_cast<unsigned char>(c) >= 0x80;
  });
  if (plain) return std::string(word);
  std::string out = "'";
  for (const char c : word) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

std::string filter_words(const tm::UnitFilter& filter) {
  std::string out;
  const auto add = [&](const char* option, const std::string& value) {
    if (!value.empty()) out.append(" ").append(option).append(" ").append(shell_word(value));
  };
  std::string languages;
  for (const std::string& tag : filter.languages) languages += (languages.empty() ? "" : ",") + tag;
  std::string ids;
  for (const std::int64_t id : filter.ids) ids += (ids.empty() ? "" : ",") + std::to_string(id);
  add("--language", languages);
  add("--origin", filter.origin);
  add("--text", filter.text);
  add("--regex", filter.regex);
  add("--in", filter.text_language);
  add("--property", filter.property);
  add("--created-by", filter.created_by);
  add("--changed-by", filter.changed_by);
  add("--since", filter.since);
  add("--before", filter.before);
  add("--id", ids);
  return out;
}

}  // namespace punte::cli
