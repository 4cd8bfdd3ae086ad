#include <CLI/Option.hpp>
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/closest.h"
#include "cli/config_file.h"
#include "cli/messages.h"
#include "language/known_tag.h"

namespace punte::cli {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Result;

CLI::App* subcommand(CLI::App& app, std::string_view name) {
  for (CLI::App* command : app.get_subcommands({})) {
    if (command->check_name(std::string(name))) return command;
  }
  return nullptr;
}

CLI::App* command_of(CLI::App& app, std::string_view section) {
  CLI::App* command = &app;
  while (!section.empty()) {
    const std::size_t dot = std::min(section.find('.'), section.size());
    command = subcommand(*command, section.substr(0, dot));
    if (command == nullptr) return nullptr;
    section.remove_prefix(std::min(dot + 1, section.size()));
  }
  return command;
}

/// The option that a setting means, and whether it says the opposite: `attributes` of a command
/// that has --no-attributes.
struct Meant {
  CLI::Option* option = nullptr;
  bool inverted = false;
};

Meant option_of(CLI::App& command, const std::string& name) {
  if (CLI::Option* const option = command.get_option_no_throw("--" + name)) return {option, false};
  CLI::Option* const opposite = command.get_option_no_throw("--no-" + name);
  const bool is_flag = opposite != nullptr && opposite->get_items_expected_max() == 0;
  return is_flag ? Meant{opposite, true} : Meant{};
}

bool any_has(CLI::App& app, const std::string& name) {
  if (option_of(app, name).option != nullptr) return true;
  const auto commands = app.get_subcommands({});
  return std::any_of(commands.begin(), commands.end(),
                     [&](CLI::App* command) { return any_has(*command, name); });
}

void add_option_names(const CLI::App& app, bool with_commands, std::vector<std::string>& out) {
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) out.push_back(name);
  }
  if (!with_commands) return;
  for (const CLI::App* command : app.get_subcommands({})) add_option_names(*command, true, out);
}

tl::unexpected<base::Error> wrong(const ConfigEntry& entry, std::string message,
                                  std::vector<std::string> arguments) {
  return base::fail(ErrorCode::kInvalidArgument, std::move(message), std::move(arguments),
                    entry.file.path.string() + ":" + std::to_string(entry.line));
}

tl::unexpected<base::Error> no_option(const CLI::App& command, const ConfigEntry& entry) {
  auto error = wrong(entry, PUNTE_MSG("there is no option “{1}”"), {"--" + entry.name});
  std::vector<std::string> names;
  add_option_names(command, entry.section.empty(), names);
  if (const auto meant = base::closest(entry.name, names)) {
    error.value().remedy = base::Remedy::kUseProposal;
    error.value().proposal = *meant;
  }
  return error;
}

/// "~/x" is in the home folder; other relative paths of a project start at its folder.
std::string path_value(const std::string& value, const ConfigFile& file) {
  const char* const home = std::getenv("HOME");
  if ((value == "~" || value.starts_with("~/")) && home != nullptr) return home + value.substr(1);
  if (!file.project || fs::path(value).is_absolute() || value == "-") return value;
  // From the current folder, so that messages have the name that the user would write.
  std::error_code error;
  const fs::path path = file.path.parent_path() / value;
  const fs::path near = fs::relative(path, error);
  return error || near.empty() ? path.string() : near.string();
}

/// The same for each path of a list.
std::string path_values(const std::string& values, const ConfigFile& file) {
  std::string out;
  for (std::size_t start = 0; start <= values.size();) {
    const std::size_t comma = std::min(values.find(',', start), values.size());
    out += (start == 0 ? "" : ",") + path_value(values.substr(start, comma - start), file);
    start = comma + 1;
  }
  return out;
}

/// Makes the value the default of the option. False: it is no value for it.
bool set_default(const Meant& meant, const std::string& value) {
  CLI::Option& option = *meant.option;
  const bool is_flag = option.get_items_expected_max() == 0;
  const bool is_list = option.get_items_expected_max() > 1;
  const char delimiter = option.get_delimiter();
  try {
    std::string text = value;
    if (is_flag) {
      if (value != "true" && value != "false") return false;
      if (meant.inverted) text = value == "true" ? "false" : "true";
      text = option.get_flag_value(option.get_lnames().front(), text);
    }
    // The members of a list are joined by commas, whatever the command line wants.
    if (is_list) option.delimiter(',');
    option.run_callback_for_default()->default_val(text);
    option.delimiter(delimiter);
  } catch (const CLI::Error&) {
    return false;
  }
  option.required(false);
  return true;
}

Result<void> apply(CLI::App& command, Context& context, const ConfigEntry& entry) {
  const Meant meant = option_of(command, entry.name);
  if (meant.option == nullptr) return {};
  const bool for_all = entry.section.empty();
  if (for_all && context.run->values.narrows(meant.option)) return {};
  const ValueKind kind = context.run->values.kind_of(meant.option);
  // A folder that somebody else made must not write where it likes.
  if (entry.file.project && (kind == ValueKind::kOutput || entry.name == "learn-sites")) {
    return wrong(entry, PUNTE_MSG("a project does not say where results go"), {});
  }
  std::string value = entry.value;
  if (kind != ValueKind::kText && kind != ValueKind::kTag) {
    const bool is_list = meant.option->get_items_expected_max() > 1;
    value = is_list ? path_values(value, entry.file) : path_value(value, entry.file);
  }
  if (set_default(meant, value)) return {};
  return wrong(entry, PUNTE_MSG("“{1}” is no value for {2}"), {entry.value, "--" + entry.name});
}

}  // namespace

Result<void> apply_config(CLI::App& app, Context& context, const std::vector<ConfigEntry>& entries,
                          const std::vector<std::string_view>& words) {
  CLI::App* called = &app;
  for (const std::string_view word : words) {
    if (CLI::App* const next = subcommand(*called, word)) called = next;
  }
  const char* const named = std::getenv("PUNTE_TM");
  const bool has_named = named != nullptr && *named != '\0';
  for (const ConfigEntry& entry : entries) {
    CLI::App* const command = command_of(app, entry.section);
    if (command == nullptr) {
      return wrong(entry, PUNTE_MSG("there is no command “{1}”"), {entry.section});
    }
    const bool for_all = entry.section.empty();
    const bool known =
        for_all ? any_has(app, entry.name) : option_of(*command, entry.name).option != nullptr;
    if (!known) return no_option(*command, entry);
    if (!for_all && command != called) continue;
    if (for_all && entry.name == "tm" && has_named) {
      if (entry.file.project) context.run->passed_over_memory = entry.value;
      continue;
    }
    if (for_all && entry.name == "from") {
      PUNTE_TRY(const auto tag, language::known_tag(entry.value));
      context.run->usual_source = tag.str();
    }
    PUNTE_CHECK(apply(*called, context, entry));
  }
  return {};
}

}  // namespace punte::cli
