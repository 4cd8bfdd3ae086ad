#include "cli/commands.h"

#include "cli/align_command.h"
#include "cli/analyze_command.h"
#include "cli/command_docs.h"
#include "cli/concordance_command.h"
#include "cli/count_command.h"
#include "cli/detect_command.h"
#include "cli/diff_command.h"
#include "cli/doctor_command.h"
#include "cli/export_command.h"
#include "cli/help.h"
#include "cli/identify_command.h"
#include "cli/import_command.h"
#include "cli/init_command.h"
#include "cli/lexicon_command.h"
#include "cli/lookup_command.h"
#include "cli/mcp_command.h"
#include "cli/qa_command.h"
#include "cli/segment_command.h"
#include "cli/serve_command.h"
#include "cli/tm_command.h"
#include "cli/token_command.h"
#include "cli/translate_command.h"

namespace punte::cli {

void add_commands(CLI::App& app, Context& context) {
  add_detect_command(app, context);
  add_lookup_command(app, context);
  add_concordance_command(app, context);
  add_import_command(app, context);
  add_export_command(app, context);
  add_identify_command(app, context);
  add_segment_command(app, context);
  add_align_command(app, context);
  add_tm_command(app, context);
  add_lexicon_command(app, context);
  add_qa_command(app, context);
  add_translate_command(app, context);
  add_analyze_command(app, context);
  add_count_command(app, context);
  add_diff_command(app, context);
  add_serve_command(app, context);
  add_token_command(app, context);
  add_mcp_command(app, context);
  add_init_command(app, context);
  add_doctor_command(app, context);
  add_help_command(app, context);
  add_completions_command(app, context);
  add_man_pages_command(app, context);
}

}  // namespace punte::cli
