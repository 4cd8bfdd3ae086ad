#include "cli/completion_scripts.h"

#include <string_view>

namespace punte::cli {
namespace {

template <typename Use>
void for_each_command(const CompletedCommand& command, const Use& use) {
  use(command);
  for (const CompletedCommand& inner : command.commands) for_each_command(inner, use);
}

std::string name_of(const CompletedCommand& command) {
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
std::string command_cases(const CompletedCommand& root) {
  std::string out;
  for_each_command(root, [&](const CompletedCommand& command) {
    if (command.path != root.path) out += (out.empty() ? "" : "|") + quoted(command.path);
  });
  return out;
}

/// How a shell completes values of each kind.
struct ValueCode {
  std::string choose;    ///< words follow
  std::string tags;      ///< language tags
  std::string memories;  ///< files of memories
  std::string files;
};

std::string value_code(const CompletedOption& option, const ValueCode& code) {
  if (!option.choices.empty()) return code.choose + " " + quoted(joined(option.choices));
  if (option.kind == ValueKind::kTag) return code.tags;
  return option.kind == ValueKind::kMemory ? code.memories : code.files;
}

/// Cases of shell code for options that take values.
std::string value_cases(const CompletedCommand& root, const ValueCode& code) {
  std::string out;
  for_each_command(root, [&](const CompletedCommand& command) {
    for (const CompletedOption& option : command.options) {
      if (!option.takes_value) continue;
      std::string names;
      for (const std::string& name : option.names) {
        names += (names.empty() ? "" : "|") + quoted(command.path + " " + name);
      }
      out += "    " + names + ") " + value_code(option, code) + "; return;;\n";
    }
  });
  return out;
}

/// What can follow a command: the commands below it, or words that its argument can be.
std::vector<std::string> words_after(const CompletedCommand& command) {
  std::vector<std::string> out = command.words;
  for (const CompletedCommand& inner : command.commands) out.push_back(name_of(inner));
  return out;
}

}  // namespace

std::string bash_script(const CompletedCommand& root) {
  std::string out =
      "# bash completion for punte\n"
      "_punte_words() { COMPREPLY=($(compgen -W \"$1\" -- \"${COMP_WORDS[COMP_CWORD]}\")); }\n"
      "_punte_files() {\n"
      "  compopt -o filenames 2>/dev/null\n"
      "  COMPREPLY=($(compgen -f -X \"!$1\" -- \"${COMP_WORDS[COMP_CWORD]}\")\n"
      "             $(compgen -d -- \"${COMP_WORDS[COMP_CWORD]}\"))\n"
      "}\n"
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
      value_cases(root, {"_punte_words",
                         "_punte_words \"$(punte " + std::string(kTagsCommand) + " 2>/dev/null)\"",
                         "_punte_files '*.tm'", ":"}) +
      "  esac\n"
      "  case \"$command\" in\n";
  for_each_command(root, [&](const CompletedCommand& command) {
    std::vector<std::string> options;
    const std::vector<std::string> words = words_after(command);
    for (const CompletedOption& option : command.options) {
      options.insert(options.end(), option.names.begin(), option.names.end());
    }
    out += "    " + quoted(command.path) + ")\n      if [[ $current == -* ]]; then _punte_words " +
           quoted(joined(options)) + "\n";
    if (!words.empty()) out += "      else _punte_words " + quoted(joined(words)) + "\n";
    out += "      fi;;\n";
  });
  // Nothing of ours: the shell completes names of files.
  return out + "  esac\n}\ncomplete -o nosort -o bashdefault -o default -F _punte punte\n";
}

std::string zsh_script(const CompletedCommand& root) {
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
      value_cases(root, {"_punte_words",
                         "_punte_words \"$(punte " + std::string(kTagsCommand) + " 2>/dev/null)\"",
                         "_files -g '*.tm'", "_files"}) +
      "  esac\n"
      "  case \"$command\" in\n";
  // _describe takes "word:text"; a colon in the text is its own.
  const auto entry = [](const std::string& word, const std::string& description) {
    return ' ' + quoted(word + ":" + description);
  };
  for_each_command(root, [&](const CompletedCommand& command) {
    out += "    " + quoted(command.path) + ")\n      options=(";
    for (const CompletedOption& option : command.options) {
      for (const std::string& name : option.names) out += entry(name, option.description);
    }
    out += ")\n      commands=(";
    for (const CompletedCommand& inner : command.commands) {
      out += entry(name_of(inner), inner.description);
    }
    for (const std::string& word : command.words) out += entry(word, "");
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

std::string fish_script(const CompletedCommand& root) {
  std::string out =
      "# fish completion for punte\n"
      "function __fish_punte_command\n"
      "  set -l command punte\n"
      "  for word in (commandline -opc)[2..-1]\n"
      "    switch \"$command $word\"\n"
      "      case";
  for_each_command(root, [&](const CompletedCommand& command) {
    if (command.path != root.path) out += " " + quoted(command.path);
  });
  out +=
      "\n        set command \"$command $word\"\n"
      "    end\n"
      "  end\n"
      "  test \"$command\" = \"$argv[1]\"\n"
      "end\n";
  for_each_command(root, [&](const CompletedCommand& command) {
    const std::string here =
        "complete -c punte -n \"__fish_punte_command " + quoted(command.path) + "\"";
    for (const CompletedCommand& inner : command.commands) {
      out += here + " -f -a " + quoted(name_of(inner)) + " -d " + quoted(inner.description) + "\n";
    }
    if (!command.words.empty()) out += here + " -f -a " + quoted(joined(command.words)) + "\n";
    for (const CompletedOption& option : command.options) {
      out += here;
      for (const std::string& name : option.names) {
        out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      }
      if (option.takes_value) out += " -r";
      if (!option.choices.empty()) out += " -f -a " + quoted(joined(option.choices));
      if (option.kind == ValueKind::kTag) {
        out += " -f -a \"(punte " + std::string(kTagsCommand) + " 2>/dev/null)\"";
      }
      if (option.kind == ValueKind::kMemory) out += " -a \"(__fish_complete_suffix .tm)\"";
      out += " -d " + quoted(option.description) + "\n";
    }
  });
  return out;
}

}  // namespace punte::cli
