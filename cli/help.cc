#include "cli/help.h"

#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string_view>

#include "base/closest.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "language/text.h"
#include "language/wrap.h"

namespace punte::cli {
namespace {

struct Group {
  const char* title;  ///< not yet translated
  std::vector<const char*> commands;
};

/// The commands in the order in which they are met.
const std::vector<Group>& groups() {
  static const std::vector<Group> all = {
      {PUNTE_MSG("Pages"), {"detect", "count", "lookup", "translate", "analyze", "diff"}},
      {PUNTE_MSG("Memory"), {"import", "export", "concordance", "qa", "lexicon", "tm"}},
      {PUNTE_MSG("Texts"), {"align", "segment", "identify"}},
      {PUNTE_MSG("Other programs"), {"serve", "token", "mcp"}},
      {PUNTE_MSG("Setup"), {"init", "doctor", "completions"}},
  };
  return all;
}

std::size_t help_columns() {
  constexpr std::size_t kUsual = 80;
  return isatty(STDOUT_FILENO) != 0 ? std::max<std::size_t>(terminal_columns(), 40) : kUsual;
}

/// A name and what it means, from column `indent` on.
std::string entry(const std::string& name, const std::string& text, std::size_t indent) {
  std::string out = "  " + name;
  const std::size_t width = language::display_width(out);
  const bool fits = width + 2 <= indent;
  if (fits) out.append(indent - width, ' ');
  const std::size_t columns = help_columns();
  bool first = fits;
  for (const std::string& line :
       language::wrap(text, columns > indent + 20 ? columns - indent : 20)) {
    if (!first) out.append("\n").append(indent, ' ');
    out += line;
    first = false;
  }
  return out + "\n";
}

std::string paragraph(const std::string& text) {
  std::string out;
  for (const std::string& line : language::wrap(text, help_columns())) out += line + "\n";
  return out;
}

bool is_flag(const CLI::Option& option) { return option.get_items_expected_max() == 0; }

/// "PAGE...", "[FILE]": an argument as a usage line has it.
std::string argument_usage(const CLI::Option& option) {
  std::string out = value_name(option);
  if (option.get_items_expected_max() > 1) out += "...";
  return option.get_required() ? out : "[" + out + "]";
}

std::string usage(const CLI::App& command, const std::string& path) {
  std::string out = path;
  if (!shown_commands(command).empty()) out += " " + tr("COMMAND");
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_positional()) out += " " + argument_usage(*option);
  }
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_positional() && option->get_required()) out += " " + option_title(*option);
  }
  return paragraph(tr("Usage: {1}", {out + " [" + tr("OPTIONS") + "]"}));
}

struct Line {
  std::string name;
  std::string text;
};

std::string section(const std::string& title, const std::vector<Line>& lines) {
  if (lines.empty()) return {};
  constexpr std::size_t kMostIndent = 26;
  std::size_t indent = 0;
  for (const Line& line : lines) indent = std::max(indent, language::display_width(line.name) + 4);
  std::string out = "\n" + title + ":\n";
  for (const Line& line : lines) out += entry(line.name, line.text, std::min(indent, kMostIndent));
  return out;
}

std::string text_of(const CLI::Option& option) {
  return option.get_required() && !option.get_positional()
             ? option.get_description() + " " + tr("(required)")
             : option.get_description();
}

const CLI::App* find_command(const CLI::App& app, const std::string& name) {
  const auto commands = shown_commands(app);
  const auto found = std::find_if(commands.begin(), commands.end(), [&](const CLI::App* command) {
    return command->check_name(name);
  });
  return found == commands.end() ? nullptr : *found;
}

int run_help(const CLI::App& app, const std::vector<std::string>& words) {
  if (words.empty()) return print(overview(app)) ? kDone : kFailed;
  const CLI::App* command = &app;
  std::string path = "punte";
  for (const std::string& word : words) {
    const CLI::App* const next = find_command(*command, word);
    if (next == nullptr) {
      base::Error error{
          base::ErrorCode::kInvalidArgument, PUNTE_MSG("there is no command “{1}”"), {word}};
      std::vector<std::string> names;
      for (const CLI::App* one : shown_commands(*command)) names.push_back(one->get_name());
      if (const auto meant = base::closest(word, names)) {
        error.remedy = base::Remedy::kUseProposal;
        error.proposal = *meant;
      }
      return report(error);
    }
    command = next;
    path += " " + command->get_name();
  }
  return print(command_help(*command, path)) ? kDone : kFailed;
}

}  // namespace

std::vector<const CLI::App*> shown_commands(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App* command) { return !command->get_group().empty(); });
}

std::string value_name(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  return type.substr(0, type.find(':'));
}

std::string option_title(const CLI::Option& option) {
  std::string out;
  for (const std::string& name : option.get_snames()) out += (out.empty() ? "-" : ", -") + name;
  for (const std::string& name : option.get_lnames()) out += (out.empty() ? "--" : ", --") + name;
  return is_flag(option) ? out : out + " " + value_name(option);
}

std::string overview(const CLI::App& app) {
  constexpr std::size_t kIndent = 15;
  std::string out = tr("Usage: {1}", {"punte " + tr("COMMAND") + " [" + tr("OPTIONS") + "]"}) +
                    "\n" + paragraph(app.get_description());
  for (const Group& group : groups()) {
    out += paint(Color::kBold, tr(group.title)) + "\n";
    for (const char* name : group.commands) {
      const CLI::App* const command = find_command(app, name);
      if (command != nullptr) out += entry(name, command->get_description(), kIndent);
    }
  }
  out += tr("Example:") + " punte import memory.tmx; punte lookup page.html --to ro\n";
  return out + tr("“punte help COMMAND” says how a command is used.") + "\n";
}

std::string command_help(const CLI::App& command, const std::string& path) {
  const std::string common = tr("Options of all commands");
  std::vector<Line> commands;
  std::vector<Line> arguments;
  std::vector<Line> options;
  std::vector<Line> shared;
  std::ptrdiff_t needed = 0;
  for (const CLI::App* inner : shown_commands(command)) {
    commands.push_back({inner->get_name(), inner->get_description()});
  }
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_group().empty()) continue;
    if (option->get_positional()) {
      arguments.push_back({value_name(*option), option->get_description()});
    } else if (option->get_group() == common) {
      shared.push_back({option_title(*option), text_of(*option)});
    } else {
      // What must be given is what is looked for first.
      const auto place = option->get_required() ? options.begin() + needed++ : options.end();
      options.insert(place, {option_title(*option), text_of(*option)});
    }
  }
  std::string out = usage(command, path) + "\n" + paragraph(command.get_description());
  out += section(tr("Commands"), commands) + section(tr("Arguments"), arguments) +
         section(tr("Options"), options) + section(common, shared);
  const std::string footer = command.get_footer();
  return footer.empty() ? out : out + "\n" + footer + "\n";
}

void add_help_command(CLI::App& app, Context& context) {
  const auto words = std::make_shared<std::vector<std::string>>();
  CLI::App& command = add_command(app, context, "help", tr("Say how a command is used"),
                                  "  punte help\n  punte help lookup\n  punte help tm list",
                                  [&app, words] { return run_help(app, *words); });
  command.add_option("command", *words, tr("The words of the command"))->type_name(tr("COMMAND"));
}

}  // namespace punte::cli
