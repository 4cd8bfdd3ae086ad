#include "cli/parse_errors.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/closest.h"
#include "cli/exit_codes.h"
#include "cli/help.h"
#include "cli/messages.h"
#include "cli/terminal.h"

namespace punte::cli {
namespace {

/// The command that was called, and the words that call it.
struct Called {
  const CLI::App* command = nullptr;
  std::string path = "punte";
  std::vector<std::string> extra = {};  ///< words that nobody knows
};

Called called_of(const CLI::App& app) {
  Called out;
  out.command = &app;
  while (true) {
    for (const std::string& word : out.command->remaining()) out.extra.push_back(word);
    if (out.command->get_subcommands().empty()) return out;
    out.command = out.command->get_subcommands().front();
    out.path += " " + out.command->get_name();
  }
}

std::string with_proposal(const std::string& text, const std::string& word,
                          const std::vector<std::string>& known) {
  const auto meant = base::closest(word, known);
  return meant ? text + "; " + tr("did you mean “{1}”?", {*meant}) : text;
}

std::vector<std::string> option_names(const CLI::App& app, const CLI::App& command) {
  std::vector<std::string> out;
  for (const CLI::App* one : {&command, &app}) {
    for (const CLI::Option* option : one->get_options()) {
      for (const std::string& name : option->get_lnames()) out.push_back("--" + name);
    }
  }
  return out;
}

std::vector<std::string> command_names(const CLI::App& command) {
  std::vector<std::string> out;
  for (const CLI::App* inner : shown_commands(command)) out.push_back(inner->get_name());
  return out;
}

/// What is said of words that nobody knows; nullopt where there are none.
std::optional<std::string> unknown_words(const CLI::App& app, const Called& called) {
  if (called.extra.empty()) return std::nullopt;
  const std::string& first = called.extra.front();
  if (first.starts_with('-')) {
    // Of --name=value, the name.
    const std::string name = first.substr(0, first.find('='));
    return with_proposal(tr("“{1}” has no option “{2}”", {called.path, name}), name,
                         option_names(app, *called.command));
  }
  const std::vector<std::string> commands = command_names(*called.command);
  if (!commands.empty()) {
    return with_proposal(tr("there is no command “{1}”", {called.path + " " + first}), first,
                         commands);
  }
  return tr("does not know what to do with “{1}”", {first});
}

/// What is missing.
std::string missing(const Called& called) {
  const auto commands = shown_commands(*called.command);
  if (!commands.empty()) return tr("no command given");
  for (const CLI::Option* option : called.command->get_options()) {
    if (!option->get_required() || option->count() > 0) continue;
    return option->get_positional() ? tr("{1} is missing", {value_name(*option)})
                                    : tr("{1} is missing", {option_title(*option)});
  }
  return tr("an argument is missing");
}

/// The first and the last word of a sentence of the parser: "--xliff excludes --merge".
std::pair<std::string, std::string> ends_of(const std::string& text) {
  return {text.substr(0, text.find(' ')), text.substr(text.rfind(' ') + 1)};
}

/// Of "--threshold: what is wrong", the option and the rest.
std::pair<std::string, std::string> named(const std::string& text) {
  const std::size_t colon = text.find(": ");
  if (colon == std::string::npos) return {{}, text};
  return {text.substr(0, colon), text.substr(colon + 2)};
}

std::string text_of(const CLI::ParseError& error, const Called& called) {
  const std::string what = error.what();
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) return missing(called);
  if (dynamic_cast<const CLI::ExcludesError*>(&error) != nullptr) {
    const auto [one, other] = ends_of(what);
    return tr("{1} and {2} do not go together", {one, other});
  }
  if (dynamic_cast<const CLI::RequiresError*>(&error) != nullptr) {
    const auto [one, other] = ends_of(what);
    return tr("{1} goes with {2} only", {one, other});
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    const std::string name = named(what).first;
    const CLI::Option* const option =
        name.empty() ? nullptr : called.command->get_option_no_throw(name);
    if (option != nullptr && option->count() == 0) {
      return tr("{1} needs a value", {option_title(*option)});
    }
    return tr("{1} is given more than once", {name.empty() ? what : name});
  }
  if (dynamic_cast<const CLI::ConversionError*>(&error) != nullptr) {
    // "Could not convert: --limit = abc"
    const auto [name, value] = ends_of(named(what).second);
    return tr("“{1}” is no value for {2}", {value, name});
  }
  const auto [name, rest] = named(what);
  return name.empty() ? what : name + ": " + rest;
}

}  // namespace

int explain(const CLI::App& app, const CLI::ParseError& error) {
  const Called called = called_of(app);
  const auto unknown = unknown_words(app, called);
  const std::string text = unknown ? *unknown : text_of(error, called);
  std::fprintf(stderr, "punte: %s\n%s\n", printable(text).c_str(),
               tr("Try “{1} --help”.", {called.path}).c_str());
  return kFailed;
}

CLI::Validator between(double least, double most) {
  const auto shown = [](double value) {
    return value == static_cast<double>(static_cast<std::int64_t>(value))
               ? std::to_string(static_cast<std::int64_t>(value))
               : std::to_string(value);
  };
  const std::string from = shown(least);
  const std::string to = shown(most);
  return CLI::Validator(
      [least, most, from, to](std::string& text) {
        double value = 0;
        const char* const end = text.data() + text.size();
        const auto [stop, failed] = std::from_chars(text.data(), end, value);
        const bool is_number = failed == std::errc() && stop == end;
        if (is_number && value >= least && value <= most) return std::string();
        return tr("“{1}” is not a number from {2} to {3}", {text, from, to});
      },
      "");
}

CLI::Validator one_of(std::vector<std::string> words) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : ",") + word;
  return CLI::Validator(
      [words = std::move(words)](std::string& text) {
        if (std::find(words.begin(), words.end(), text) != words.end()) return std::string();
        std::string all;
        for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
        return with_proposal(tr("“{1}” is not one of {2}", {text, all}), text, words);
      },
      // For completions.
      "{" + list + "}");
}

}  // namespace punte::cli
