#include "cli/app.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/config_file.h"
#include "cli/help.h"
#include "cli/memory_options.h"
#include "cli/messages.h"
#include "cli/parse_errors.h"
#include "cli/terminal.h"

namespace punte::cli {
namespace {

/// The value of --ui-language, wanted before the options (and their help) can be built, else what
/// the configuration says for all commands.
std::string ui_language(const std::vector<std::string_view>& words,
                        const std::vector<ConfigEntry>& entries) {
  constexpr std::string_view kOption = "--ui-language";
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == kOption && i + 1 < words.size()) return std::string(words[i + 1]);
    if (words[i].starts_with("--ui-language=")) return std::string(words[i].substr(14));
  }
  std::string value;
  for (const ConfigEntry& entry : entries) {
    if (entry.section.empty() && entry.name == "ui-language") value = entry.value;
  }
  return value;
}

/// True for what must work, and tell, whatever the configuration says.
bool works_without_config(const std::vector<std::string_view>& words) {
  const auto command = std::find_if(words.begin(), words.end(),
                                    [](std::string_view word) { return !word.starts_with('-'); });
  return (command != words.end() && (*command == "doctor" || *command == "help")) ||
         std::any_of(words.begin(), words.end(), [](std::string_view word) {
           return word == "--help" || word == "-h" || word == "--version" || word == "-V";
         });
}

/// Why standard output could not be written, or 0.
int& output_error() {
  static int error = 0;
  return error;
}

/// The exit code once all output is out. Whoever closed the pipe has seen enough: that is no error.
int finish_output(int exit_code) {
  if (std::fflush(stdout) != 0 && output_error() == 0) output_error() = errno;
  if (output_error() == 0) return exit_code;
  if (output_error() == EPIPE) return kDone;
  return report({base::ErrorCode::kIo,
                 PUNTE_MSG("standard output cannot be written ({1})"),
                 {std::generic_category().message(output_error())},
                 {}});
}

/// Options of all commands, whose help has them at the end.
void share(CLI::Option* option) { option->group(tr("Options of all commands")); }

void add_shared_options(CLI::App& command, Context& context) {
  share(command.get_help_ptr());
  share(command
            .add_option("--ui-language", context.ui_language,
                        tr("Language of the messages, as en or ro (default: the user's locale)"))
            ->type_name(tr("TAG")));
  share(command.add_flag("-q,--quiet", context.quiet,
                         tr("Print results and errors only, no remarks and no progress")));
  share(command.add_flag("-v,--verbose", context.verbose,
                         tr("Say which settings and which memory are used")));
}

void tell_settings() {
  for (const ConfigFile& file : config_files()) note(tr("settings: {1}", {file.path.string()}));
}

/// What all commands of a group share may come before the command: "punte tm --tm x.tm list".
void add_options_to_groups(CLI::App& app, Context& context) {
  for (CLI::App* group : app.get_subcommands({})) {
    if (group->get_subcommands({}).empty()) continue;
    if (group->get_option_no_throw("--quiet") == nullptr) add_shared_options(*group, context);
    add_memory_option(*group, context);
    add_output_options(*group, context);
  }
}

}  // namespace

CLI::App& add_command(CLI::App& app, Context& context, const std::string& name,
                      const std::string& description, const std::string& examples,
                      std::function<int()> run) {
  CLI::App* command = app.add_subcommand(name, description);
  command->set_help_flag("-h,--help", tr("Show this help"));
  if (!examples.empty()) command->footer(tr("Examples:") + "\n" + examples);
  add_shared_options(*command, context);
  command->callback([&context, command, run = std::move(run)] {
    set_color_mode(context.color);
    set_quiet(context.quiet);
    if (context.verbose) tell_settings();
    set_wait(context.wait);
    if (context.json && context.jsonl) {
      context.exit_code = report(
          {base::ErrorCode::kInvalidArgument, PUNTE_MSG("--json and --jsonl do not go together")});
      return;
    }
    const auto checked = context.run->values.check(command);
    context.exit_code = checked ? run() : report(checked.error());
    // What was finished before the user stopped it is finished.
    if (interrupted() && context.exit_code == kFailed) context.exit_code = kStopped;
  });
  return *command;
}

void add_output_options(CLI::App& command, Context& context) {
  share(command.add_flag("--json", context.json, tr("Print one JSON document")));
  share(command.add_flag("--jsonl", context.jsonl, tr("Print one JSON object a line")));
  share(command
            .add_option("--color", context.color,
                        tr("Colours: auto, always or never (NO_COLOR is respected)"))
            ->check(one_of({"auto", "always", "never"}))
            ->type_name(tr("WHEN")));
}

CLI::Option* add_memory_option(CLI::App& command, Context& context) {
  CLI::Option* const option = add_memory_file(
      command, context, "--tm", context.tm,
      tr("The translation memory (default: $PUNTE_TM, else the user's data folder)"));
  share(option);
  constexpr int kMostWait = 1'000'000;
  share(command
            .add_option("--wait", context.wait,
                        tr("Seconds to wait while another program writes to the memory (default: "
                           "until it is done; 60 where no terminal is)"))
            ->check(CLI::Range(0, kMostWait))
            ->type_name(tr("SECONDS")));
  return option;
}

void note(const std::string& text) {
  if (is_quiet()) return;
  std::fprintf(stderr, "punte: %s\n", printable(text).c_str());
}

int report(const base::Error& error) {
  const std::string text = printable(error_text(error));
  std::fprintf(stderr, "punte: %s\n", text.c_str());
  return kFailed;
}

int finished(const base::Result<int>& exit_code) {
  if (exit_code) return *exit_code;
  // Who closed the pipe has seen enough.
  if (exit_code.error().code == base::ErrorCode::kClosed) return kDone;
  // Work that stopped because nobody reads its output is no error worth a line.
  const bool closed = exit_code.error().code == base::ErrorCode::kCancelled && !interrupted();
  return closed ? kFailed : report(exit_code.error());
}

bool print(std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (!written) output_error() = errno;
  return written;
}

int run(int argc, const char* const* argv) {
  // A reader that goes away (punte ... | head) ends us through failed writes, not a signal.
  std::signal(SIGPIPE, SIG_IGN);
  catch_interrupts();
  const std::vector<std::string_view> words(argv + std::min(argc, 1), argv + argc);
  const std::vector<ConfigFile> configs = config_files();
  const auto entries = read_configs(configs);
  const std::string language = ui_language(words, entries ? *entries : std::vector<ConfigEntry>());
  load_messages(language);
  if (!language.empty() && !has_catalogue()) {
    note(tr("there is no catalogue for “{1}”; messages are English", {language}));
  }

  Context context;
  for (const ConfigFile& config : configs) (void)context.files().reads(config.path);
  CLI::App app(tr("Languages of pages, their prior translations, and TMX in and out."), "punte");
  app.set_help_flag("-h,--help", tr("Show this help"));
  app.set_version_flag("-V,--version", std::string("punte ") + PUNTE_VERSION,
                       tr("Show the version"));
  add_shared_options(app, context);
  // What commands share may come before the command as well.
  add_memory_option(app, context);
  add_output_options(app, context);
  app.require_subcommand(1);
  add_commands(app, context);
  add_options_to_groups(app, context);
  base::Result<void> configured;
  if (entries) {
    configured = apply_config(app, context, *entries, words);
  } else {
    configured = tl::unexpected(entries.error());
  }
  if (!configured && !works_without_config(words)) return report(configured.error());
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const CLI::App* called = &app;
    std::string path = "punte";
    while (!called->get_subcommands().empty()) {
      called = called->get_subcommands().front();
      path += " " + called->get_name();
    }
    const std::string text = called == &app ? overview(app) : command_help(*called, path);
    return finish_output(print(text) ? kDone : kFailed);
  } catch (const CLI::CallForVersion&) {
    return finish_output(print(std::string("punte ") + PUNTE_VERSION + "\n") ? kDone : kFailed);
  } catch (const CLI::ParseError& error) {
    return explain(app, error);
  }
  return finish_output(context.exit_code);
}

}  // namespace punte::cli
