#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.h"
#include "cli/command_docs.h"
#include "cli/completion_scripts.h"
#include "cli/help.h"
#include "cli/messages.h"
#include "language/known_tag.h"

namespace punte::cli {
namespace {

/// "WAY:{leave,mark,comment}": what one_of() makes of a list of choices.
std::vector<std::string> choices_of(const std::string& type) {
  const std::size_t open = type.find('{');
  const std::size_t close = type.rfind('}');
  std::vector<std::string> out;
  if (open == std::string::npos || close == std::string::npos || close < open) return out;
  std::size_t start = open + 1;
  while (start < close) {
    const std::size_t comma = std::min(type.find(',', start), close);
    out.push_back(type.substr(start, comma - start));
    start = comma + 1;
  }
  return out;
}

std::vector<std::string> choices_of(const CLI::Option& option, const OptionValues& values) {
  const std::vector<std::string>& known = values.choices_of(&option);
  return known.empty() ? choices_of(option.get_type_name()) : known;
}

CompletedCommand read(const CLI::App& app, const OptionValues& values, const std::string& path) {
  CompletedCommand out;
  out.path = path;
  out.description = app.get_description();
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;
    if (option->get_positional()) {
      for (std::string& word : choices_of(*option, values)) out.words.push_back(std::move(word));
      continue;
    }
    CompletedOption one;
    for (const std::string& name : option->get_snames()) one.names.push_back("-" + name);
    for (const std::string& name : option->get_lnames()) one.names.push_back("--" + name);
    if (one.names.empty()) continue;
    one.description = option->get_description();
    one.takes_value = option->get_items_expected_max() > 0;
    one.kind = values.kind_of(option);
    one.choices = choices_of(*option, values);
    out.options.push_back(std::move(one));
  }
  for (const CLI::App* command : shown_commands(app)) {
    out.commands.push_back(read(*command, values, path + " " + command->get_name()));
  }
  // help takes the names of the commands.
  for (CompletedCommand& command : out.commands) {
    if (command.path != "punte help") continue;
    for (const CLI::App* other : shown_commands(app)) command.words.push_back(other->get_name());
  }
  return out;
}

/// The tags that are likely to be wanted: those of the memory, then the most translated ones.
int print_tags(const Context& context) {
  std::vector<std::string> tags = languages_at_hand(context);
  for (const char* tag : language::most_translated()) {
    if (std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.emplace_back(tag);
  }
  std::string out;
  for (const std::string& tag : tags) out += tag + "\n";
  return print(out) ? kDone : kFailed;
}

/// The script that completes the program's commands and options in "bash", "zsh" or "fish".
std::string completion_script(const CLI::App& app, const Context& context, std::string_view shell) {
  const CompletedCommand root = read(app, context.run->values, "punte");
  if (shell == "bash") return bash_script(root);
  return shell == "zsh" ? zsh_script(root) : fish_script(root);
}

}  // namespace

void add_completions_command(CLI::App& app, Context& context) {
  const auto shell = std::make_shared<std::string>();
  CLI::App& command =
      add_command(app, context, "completions",
                  tr("Print a script that completes commands and options in a shell"),
                  "  punte completions bash > ~/.local/share/bash-completion/completions/punte\n"
                  "  punte completions zsh > ~/.zfunc/_punte\n"
                  "  punte completions fish > ~/.config/fish/completions/punte.fish",
                  [&app, &context, shell] {
                    return print(completion_script(app, context, *shell)) ? kDone : kFailed;
                  });
  command.add_option("shell", *shell, tr("bash, zsh or fish"))
      ->required()
      ->check(one_of({"bash", "zsh", "fish"}))
      ->type_name(tr("SHELL"));
  CLI::App& tags =
      add_command(app, context, kTagsCommand, "", "", [&context] { return print_tags(context); });
  tags.group("");  // for the scripts; not shown
  add_memory_option(tags, context);
}

}  // namespace punte::cli
