#include "cli/filter_options.h"

#include "cli/messages.h"

namespace punte::cli {

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

}  // namespace punte::cli
