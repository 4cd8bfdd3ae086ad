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
#include "cli/messages.h"
#include "cli/terminal.h"

namespace punte::cli {
namespace {

namespace fs = std::filesystem;

/// The value of --ui-language, wanted before the options (and their help) can be built, else what
/// the configuration says for all commands.
std::string ui_language(const std::vector<std::string_view>& words,
                        const std::vector<ConfigEntry>& entries) {
  constexpr std::string_view kOption = "--ui-language";
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == kOption && i + 1 < words.size()) return std::string(words[i + 1]);
    if (words[i].starts_with("--ui-language=")) return std::string(words[i].substr(14));
  }
  for (const ConfigEntry& entry : entries) {
    if (entry.section.empty() && entry.name == "ui-language") return entry.value;
  }
  return {};
}

/// True for what must work, and tell, whatever the configuration says.
bool works_without_config(const std::vector<std::string_view>& words) {
  const auto command = std::find_if(words.begin(), words.end(),
                                    [](std::string_view word) { return !word.starts_with('-'); });
  return (command != words.end() && *command == "doctor") ||
         std::any_of(words.begin(), words.end(), [](std::string_view word) {
           return word == "--help" || word == "-h" || word == "--version";
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

void translate_help(CLI::App& app) {
  const auto formatter = app.get_formatter();
  formatter->label("Usage", tr("Usage"));
  formatter->label("OPTIONS", tr("OPTIONS"));
  formatter->label("SUBCOMMAND", tr("COMMAND"));
  formatter->label("SUBCOMMANDS", tr("COMMANDS"));
  formatter->label("Positionals", tr("Arguments"));
  formatter->label("REQUIRED", tr("(required)"));
  formatter->label("TEXT", tr("TEXT"));
  formatter->label("INT", tr("NUMBER"));
  formatter->column_width(34);
}

/// Our words for what CLI11 found wrong with the arguments, in the user's language.
int explain(const CLI::App& app, const CLI::ParseError& error) {
  std::string command = "punte";
  std::string extra;
  for (const CLI::App* called = &app;;) {
    for (const std::string& word : called->remaining()) extra += (extra.empty() ? "" : " ") + word;
    if (called->get_subcommands().empty()) break;
    called = called->get_subcommands().front();
    command += " " + called->get_name();
  }
  std::string text;
  const bool no_such_command = app.get_subcommands().empty() && !app.remaining().empty();
  if (no_such_command || dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    text = tr("does not know what to do with “{1}”", {extra});
  } else if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    text = app.get_subcommands().empty() ? tr("no command given")
                                         : tr("an argument is missing ({1})", {error.what()});
  } else if (dynamic_cast<const CLI::ExcludesError*>(&error) != nullptr ||
             dynamic_cast<const CLI::RequiresError*>(&error) != nullptr) {
    text = tr("options that do not go together ({1})", {error.what()});
  } else {
    text = tr("an argument cannot be read ({1})", {error.what()});
  }
  std::fprintf(stderr, "punte: %s\n%s\n", text.c_str(), tr("Try “{1} --help”.", {command}).c_str());
  return kFailed;
}

}  // namespace

base::Result<fs::path> Context::memory_path() const {
  if (!tm.empty()) return fs::path(tm);
  if (const char* named = std::getenv("PUNTE_TM"); named != nullptr && *named != '\0') {
    return fs::path(named);
  }
  fs::path folder;
  if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data != '\0') {
    folder = data;
  } else if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0') {
    folder = fs::path(home) / ".local" / "share";
  } else {
    return base::fail(base::ErrorCode::kNotFound,
                      PUNTE_MSG("no place for the memory is known; name a file with --tm"));
  }
  folder /= "punte";
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return base::fail(base::ErrorCode::kIo,
                      PUNTE_MSG("the folder cannot be made ({1}); name a file with --tm"),
                      {error.message()}, folder.string());
  }
  return folder / "memory.tm";
}

CLI::App& add_command(CLI::App& app, Context& context, const std::string& name,
                      const std::string& description, const std::string& examples,
                      std::function<int()> run) {
  CLI::App* command = app.add_subcommand(name, description);
  translate_help(*command);
  command->set_help_flag("-h,--help", tr("Show this help"));
  if (!examples.empty()) command->footer(tr("Examples:") + "\n" + examples);
  command->add_option("--ui-language", context.ui_language,
                      tr("Language of the messages, as en or ro (default: the user's locale)"));
  command->callback([&context, run = std::move(run)] {
    set_color_mode(context.color);
    if (context.json && context.jsonl) {
      context.exit_code = report(
          {base::ErrorCode::kInvalidArgument, PUNTE_MSG("--json and --jsonl do not go together")});
      return;
    }
    context.exit_code = run();
    // What was finished before the user stopped it is finished.
    if (interrupted() && context.exit_code == kFailed) context.exit_code = kStopped;
  });
  return *command;
}

void add_output_options(CLI::App& command, Context& context) {
  command.add_flag("--json", context.json, tr("Print one JSON document"));
  command.add_flag("--jsonl", context.jsonl, tr("Print one JSON object a line"));
  command
      .add_option("--color", context.color,
                  tr("Colours: auto, always or never (NO_COLOR is respected)"))
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->type_name(tr("WHEN"));
}

void add_memory_option(CLI::App& command, Context& context) {
  command
      .add_option("--tm", context.tm,
                  tr("The translation memory (default: $PUNTE_TM, else the user's data folder)"))
      ->type_name(tr("FILE"));
}

int report(const base::Error& error) {
  const std::string text = printable(error_text(error));
  std::fprintf(stderr, "punte: %s\n", text.c_str());
  return kFailed;
}

int finished(const base::Result<int>& exit_code) {
  if (exit_code) return *exit_code;
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
  const fs::path config = config_path();
  const auto entries = read_config(config);
  load_messages(ui_language(words, entries ? *entries : std::vector<ConfigEntry>()));

  Context context;
  CLI::App app(tr("Tells the language of every segment of a page, finds its prior translations in "
                  "a translation memory, and exports TMX."),
               "punte");
  translate_help(app);
  app.set_help_flag("-h,--help", tr("Show this help"));
  app.set_version_flag("--version", std::string("punte ") + PUNTE_VERSION, tr("Show the version"));
  app.add_option("--ui-language", context.ui_language,
                 tr("Language of the messages, as en or ro (default: the user's locale)"));
  // What commands share may come before the command as well.
  add_memory_option(app, context);
  add_output_options(app, context);
  app.require_subcommand(1);
  add_commands(app, context);
  base::Result<void> configured;
  if (entries) {
    configured = apply_config(app, *entries, words, config);
  } else {
    configured = tl::unexpected(entries.error());
  }
  if (!configured && !works_without_config(words)) return report(configured.error());
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const CLI::App* called = &app;
    while (!called->get_subcommands().empty()) called = called->get_subcommands().front();
    const auto mode = called == &app ? CLI::AppFormatMode::All : CLI::AppFormatMode::Normal;
    return finish_output(print(called->help("", mode)) ? kDone : kFailed);
  } catch (const CLI::CallForVersion&) {
    return finish_output(print(std::string("punte ") + PUNTE_VERSION + "\n") ? kDone : kFailed);
  } catch (const CLI::ParseError& error) {
    return explain(app, error);
  }
  return finish_output(context.exit_code);
}

}  // namespace punte::cli
