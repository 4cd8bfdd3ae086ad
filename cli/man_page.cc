#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_docs.h"
#include "cli/files.h"
#include "cli/messages.h"

namespace punte::cli {
namespace {

using base::Result;

/// Text as it may stand in roff(7).
std::string roff(std::string_view text) {
  std::string out;
  bool line_start = true;
  for (const char c : text) {
    if (line_start && (c == '.' || c == '\'')) out += "\\&";
    line_start = c == '\n';
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
  }
  return out;
}

std::string names_of(const CLI::Option& option) {
  std::string out;
  for (const std::string& name : option.get_snames()) {
    out += (out.empty() ? "" : ", ") + std::string("\\fB\\-") + roff(name) + "\\fR";
  }
  for (const std::string& name : option.get_lnames()) {
    out += (out.empty() ? "" : ", ") + std::string("\\fB\\-\\-") + roff(name) + "\\fR";
  }
  return out;
}

std::string type_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  return type.substr(0, type.find(':'));
}

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  std::vector<const CLI::App*> out =
      app.get_subcommands([](const CLI::App* command) { return !command->get_group().empty(); });
  return out;
}

Result<void> write_pages(const Context& context, const CLI::App& app, const std::string& name,
                         const std::string& folder) {
  if (const auto done = write_file(context, folder + "/" + name + ".1", man_page(app, name));
      !done) {
    return done;
  }
  for (const CLI::App* command : commands_of(app)) {
    const auto done = write_pages(context, *command, name + "-" + command->get_name(), folder);
    if (!done) return done;
  }
  return {};
}

}  // namespace

std::string man_page(const CLI::App& command, const std::string& name) {
  std::string call = name;
  std::replace(call.begin(), call.end(), '-', ' ');
  std::string title = name;
  std::transform(title.begin(), title.end(), title.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  const std::vector<const CLI::App*> commands = commands_of(command);
  std::string out = ".TH " + roff(title) + " 1 \"\" \"punte " PUNTE_VERSION "\"\n.SH " +
                    roff(tr("NAME")) + "\n" + roff(name) + " \\- " +
                    roff(command.get_description()) + "\n.SH " + roff(tr("SYNOPSIS")) + "\n.B " +
                    roff(call) + "\n";
  if (!commands.empty()) out += ".I " + roff(tr("COMMAND")) + "\n";
  out += ".RI [ " + roff(tr("OPTIONS")) + " ]\n";
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_positional()) continue;
    out +=
        ".I " + roff(type_of(*option)) + (option->get_items_expected_max() > 1 ? "\\&...\n" : "\n");
  }
  if (!commands.empty()) {
    out += ".SH " + roff(tr("COMMANDS")) + "\n";
    for (const CLI::App* inner : commands) {
      out += ".TP\n.B " + roff(inner->get_name()) + "\n" + roff(inner->get_description()) +
             "\n.br\n\\fB" + roff(name + "-" + inner->get_name()) + "\\fR(1)\n";
    }
  }
  std::string positionals;
  std::string options;
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_group().empty()) continue;
    std::string& list = option->get_positional() ? positionals : options;
    list += ".TP\n" + (option->get_positional() ? std::string() : names_of(*option) + " ");
    if (option->get_positional() || option->get_items_expected_max() > 0) {
      list += "\\fI" + roff(type_of(*option)) + "\\fR";
    }
    list += "\n" + roff(option->get_description()) + "\n";
  }
  if (!positionals.empty()) out += ".SH " + roff(tr("ARGUMENTS")) + "\n" + positionals;
  if (!options.empty()) out += ".SH " + roff(tr("OPTIONS")) + "\n" + options;
  const std::string footer = command.get_footer();
  if (const std::size_t line = footer.find('\n'); line != std::string::npos) {
    out += ".SH " + roff(tr("EXAMPLES")) + "\n.nf\n" + roff(footer.substr(line + 1)) + "\n.fi\n";
  }
  out += ".SH " + roff(tr("EXIT STATUS")) + "\n";
  for (const ExitCode& exit : kExitCodes) {
    out += ".TP\n.B " + std::to_string(exit.code) + "\n" + roff(tr(exit.meaning)) + "\n";
  }
  return out;
}

void add_man_pages_command(CLI::App& app, Context& context) {
  const auto folder = std::make_shared<std::string>();
  CLI::App& command = add_command(app, context, "man-pages", "", "", [&app, &context, folder] {
    const auto done = write_pages(context, app, "punte", *folder);
    return done ? kDone : report(done.error());
  });
  command.group("");  // for the build; not shown
  command.add_option("folder", *folder)->required();
}

}  // namespace punte::cli
