#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_docs.h"
#include "cli/messages.h"

namespace punte::cli {
namespace {

/// What a shell has to know of a command.
struct Option {
  std::vector<std::string> names;  ///< with dashes
  std::string description;
  bool takes_value = false;
  std::vector<std::string> choices;
};

struct Command {
  std::string path;  ///< "punte", "punte tm", "punte tm list"
  std::string description;
  std::vector<Option> options;
  std::vector<Command> commands;
};

/// "WAY:{leave,mark,comment}": what CLI11 makes of a list of choices.
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

Command read(const CLI::App& app, const std::string& path) {
  Command out;
  out.path = path;
  out.description = app.get_description();
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional() || option->get_group().empty()) continue;
    Option one;
    for (const std::string& name : option->get_snames()) one.names.push_back("-" + name);
    for (const std::string& name : option->get_lnames()) one.names.push_back("--" + name);
    if (one.names.empty()) continue;
    one.description = option->get_description();
    one.takes_value = option->get_items_expected_max() > 0;
    one.choices = choices_of(option->get_type_name());
    out.options.push_back(std::move(one));
  }
  for (const CLI::App* command : app.get_subcommands({})) {
    if (command->get_group().empty()) continue;
    out.commands.push_back(read(*command, path + " " + command->get_name()));
  }
  return out;
}

template <typename Use>
void for_each_command(const Command& command, const Use& use) {
  use(command);
  for (const Command& inner : command.commands) for_each_command(inner, use);
}

std::string name_of(const Command& command) {
  return command.path.substr(command.path.rfind(' ') + 1);
}

/// In single quotes, for every shell: what would end them becomes typographic, or is left out.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "\u2019";
    } else if (c != '\\' && c != '\n') {
      out += c;
    }
  }
  return out + "'";
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

/// A case of shell code that follows the words into commands and sets $command.
std::string command_cases(const Command& root) {
  std::string out;
  for_each_command(root, [&](const Command& command) {
    if (command.path != root.path) out += (out.empty() ? "" : "|") + quoted(command.path);
  });
  return out;
}

/// Cases of shell code for options whose values are known; others complete names of files.
std::string value_cases(const Command& root, std::string_view choose, std::string_view other) {
  std::string out;
  for_each_command(root, [&](const Command& command) {
    for (const Option& option : command.options) {
      if (!option.takes_value) continue;
      std::string names;
      for (const std::string& name : option.names) {
        names += (names.empty() ? "" : "|") + quoted(command.path + " " + name);
      }
      out += "    " + names + ") ";
      if (option.choices.empty()) {
        out += std::string(other);
      } else {
        out += std::string(choose) + " " + quoted(joined(option.choices));
      }
      out += "; return;;\n";
    }
  });
  return out;
}

std::string bash_script(const Command& root) {
  std::string out =
      "# bash completion for punte\n"
      "_punte_words() { COMPREPLY=($(compgen -W \"$1\" -- \"${COMP_WORDS[COMP_CWORD]}\")); }\n"
      "_punte() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
      "  local command=punte i\n"
      "  COMPREPLY=()\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    case \"$command ${COMP_WORDS[i]}\" in\n"
      "      " +
      command_cases(root) +
      ") command+=\" ${COMP_WORDS[i]}\";;\n"
      "    esac\n"
      "  done\n"
      "  case \"$command $previous\" in\n" +
      value_cases(root, "_punte_words", ":") +
      "  esac\n"
      "  case \"$command\" in\n";
  for_each_command(root, [&](const Command& command) {
    std::vector<std::string> options;
    std::vector<std::string> commands;
    for (const Option& option : command.options) {
      options.insert(options.end(), option.names.begin(), option.names.end());
    }
    for (const Command& inner : command.commands) commands.push_back(name_of(inner));
    out += "    " + quoted(command.path) + ")\n      if [[ $current == -* ]]; then _punte_words " +
           quoted(joined(options)) + "\n";
    if (!commands.empty()) out += "      else _punte_words " + quoted(joined(commands)) + "\n";
    out += "      fi;;\n";
  });
  // Nothing of ours: the shell completes names of files.
  return out + "  esac\n}\ncomplete -o bashdefault -o default -F _punte punte\n";
}

std::string zsh_script(const Command& root) {
  std::string out =
      "#compdef punte\n"
      "# zsh completion for punte\n"
      "_punte_words() { compadd -- ${=1}; }\n"
      "_punte() {\n"
      "  local command=punte word previous=${words[CURRENT-1]}\n"
      "  local -a options commands\n"
      "  for word in ${words[2,CURRENT-1]}; do\n"
      "    case \"$command $word\" in\n"
      "      " +
      command_cases(root) +
      ") command+=\" $word\";;\n"
      "    esac\n"
      "  done\n"
      "  case \"$command $previous\" in\n" +
      value_cases(root, "_punte_words", "_files") +
      "  esac\n"
      "  case \"$command\" in\n";
  // _describe takes "word:text"; a colon in the text is its own.
  const auto entry = [](const std::string& word, const std::string& description) {
    return ' ' + quoted(word + ":" + description);
  };
  for_each_command(root, [&](const Command& command) {
    out += "    " + quoted(command.path) + ")\n      options=(";
    for (const Option& option : command.options) {
      for (const std::string& name : option.names) out += entry(name, option.description);
    }
    out += ")\n      commands=(";
    for (const Command& inner : command.commands) out += entry(name_of(inner), inner.description);
    out += ");;\n";
  });
  return out +
         "  esac\n"
         "  if [[ $PREFIX == -* ]]; then _describe option options\n"
         "  elif (( $#commands )); then _describe command commands\n"
         "  else _files\n"
         "  fi\n"
         "}\n"
         "if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _punte \"$@\"\n"
         "else compdef _punte punte\n"
         "fi\n";
}

std::string fish_script(const Command& root) {
  std::string out =
      "# fish completion for punte\n"
      "function __fish_punte_command\n"
      "  set -l command punte\n"
      "  for word in (commandline -opc)[2..-1]\n"
      "    switch \"$command $word\"\n"
      "      case";
  for_each_command(root, [&](const Command& command) {
    if (command.path != root.path) out += " " + quoted(command.path);
  });
  out +=
      "\n        set command \"$command $word\"\n"
      "    end\n"
      "  end\n"
      "  test \"$command\" = \"$argv[1]\"\n"
      "end\n";
  for_each_command(root, [&](const Command& command) {
    const std::string here =
        "complete -c punte -n \"__fish_punte_command " + quoted(command.path) + "\"";
    for (const Command& inner : command.commands) {
      out += here + " -f -a " + quoted(name_of(inner)) + " -d " + quoted(inner.description) + "\n";
    }
    for (const Option& option : command.options) {
      out += here;
      for (const std::string& name : option.names) {
        out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      }
      if (option.takes_value) out += " -r";
      if (!option.choices.empty()) out += " -f -a " + quoted(joined(option.choices));
      out += " -d " + quoted(option.description) + "\n";
    }
  });
  return out;
}

}  // namespace

std::string completion_script(const CLI::App& app, std::string_view shell) {
  const Command root = read(app, "punte");
  if (shell == "bash") return bash_script(root);
  return shell == "zsh" ? zsh_script(root) : fish_script(root);
}

void add_completions_command(CLI::App& app, Context& context) {
  const auto shell = std::make_shared<std::string>();
  CLI::App& command = add_command(
      app, context, "completions",
      tr("Print a script that completes commands and options in a shell"),
      "  punte completions bash > ~/.local/share/bash-completion/completions/punte\n"
      "  punte completions zsh > ~/.zfunc/_punte\n"
      "  punte completions fish > ~/.config/fish/completions/punte.fish",
      [&app, shell] { return print(completion_script(app, *shell)) ? kDone : kFailed; });
  command.add_option("shell", *shell, tr("bash, zsh or fish"))
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}))
      ->type_name(tr("SHELL"));
}

}  // namespace punte::cli
