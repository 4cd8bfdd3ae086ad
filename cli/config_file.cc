#include "cli/config_file.h"

#include <CLI/Option.hpp>
#include <algorithm>
#include <cstdlib>
#include <locale>
#include <optional>
#include <sstream>
#include <system_error>

// Built into this one file: a shared library would be loaded at every start.
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "cli/files.h"

namespace punte::cli {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::fail;
using base::Result;

constexpr std::size_t kMaxBytes = std::size_t{1} << 20;

std::string place(const fs::path& path, std::size_t line) {
  return path.string() + ":" + std::to_string(line);
}

/// One string, number or boolean as the command line would have it.
std::optional<std::string> scalar_text(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  if (const auto* flag = node.as_boolean()) return flag->get() ? "true" : "false";
  if (const auto* number = node.as_floating_point()) {
    std::ostringstream out;
    out.imbue(std::locale::classic());
    out << number->get();
    return out.str();
  }
  return std::nullopt;
}

/// The value of a setting; members of a list are joined by commas.
std::optional<std::string> value_text(const toml::node& node) {
  const toml::array* const list = node.as_array();
  if (list == nullptr) return scalar_text(node);
  std::string out;
  for (const toml::node& member : *list) {
    const auto text = scalar_text(member);
    if (!text) return std::nullopt;
    out += (out.empty() ? "" : ",") + *text;
  }
  return out;
}

/// Adds the settings of a table and of those in it.
Result<void> add_entries(const toml::table& table, const std::string& section, const fs::path& path,
                         std::vector<ConfigEntry>& entries) {
  for (const auto& [key, node] : table) {
    const std::string name(key.str());
    if (const toml::table* const inner = node.as_table()) {
      PUNTE_CHECK(
          add_entries(*inner, section.empty() ? name : section + "." + name, path, entries));
      continue;
    }
    const std::size_t line = key.source().begin.line;
    const auto value = value_text(node);
    if (!value) {
      return fail(ErrorCode::kSyntax,
                  PUNTE_MSG("a setting is a string, a number, true, false or a list of these"), {},
                  place(path, line));
    }
    ConfigEntry entry{section, name, *value, line};
    std::replace(entry.name.begin(), entry.name.end(), '_', '-');
    entries.push_back(std::move(entry));
  }
  return {};
}

CLI::App* subcommand(CLI::App& app, std::string_view name) {
  for (CLI::App* command : app.get_subcommands({})) {
    if (command->get_name() == name) return command;
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

bool any_has(const CLI::App& app, const std::string& option) {
  if (app.get_option_no_throw(option) != nullptr) return true;
  const auto commands = app.get_subcommands({});
  return std::any_of(commands.begin(), commands.end(),
                     [&](const CLI::App* command) { return any_has(*command, option); });
}

}  // namespace

fs::path config_path() {
  fs::path folder;
  if (const char* config = std::getenv("XDG_CONFIG_HOME"); config != nullptr && *config != '\0') {
    folder = config;
  } else if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0') {
    folder = fs::path(home) / ".config";
  } else {
    return {};
  }
  return folder / "punte" / "config.toml";
}

Result<std::vector<ConfigEntry>> read_config(const fs::path& path) {
  std::vector<ConfigEntry> entries;
  std::error_code ignored;
  if (path.empty() || !fs::exists(path, ignored)) return entries;
  PUNTE_TRY(const std::string bytes, read_file(path, kMaxBytes));
  const toml::parse_result parsed = toml::parse(bytes);
  if (!parsed) {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("this is not TOML ({1})"),
                {std::string(parsed.error().description())},
                place(path, parsed.error().source().begin.line));
  }
  PUNTE_CHECK(add_entries(parsed.table(), {}, path, entries));
  // In the order of the file: of two settings of an option the later one counts.
  std::stable_sort(entries.begin(), entries.end(),
                   [](const ConfigEntry& a, const ConfigEntry& b) { return a.line < b.line; });
  return entries;
}

Result<void> apply_config(CLI::App& app, const std::vector<ConfigEntry>& entries,
                          const std::vector<std::string_view>& words, const fs::path& path) {
  CLI::App* called = &app;
  std::string section;
  for (const std::string_view word : words) {
    CLI::App* next = subcommand(*called, word);
    if (next == nullptr) continue;
    called = next;
    section += (section.empty() ? "" : ".") + std::string(word);
  }
  const char* const named = std::getenv("PUNTE_TM");
  for (const ConfigEntry& entry : entries) {
    const std::string where = place(path, entry.line);
    const std::string name = "--" + entry.name;
    CLI::App* const command = command_of(app, entry.section);
    if (command == nullptr) {
      return fail(ErrorCode::kInvalidArgument, PUNTE_MSG("there is no command “{1}”"),
                  {entry.section}, where);
    }
    const bool known =
        entry.section.empty() ? any_has(app, name) : command->get_option_no_throw(name) != nullptr;
    if (!known) {
      return fail(ErrorCode::kInvalidArgument, PUNTE_MSG("there is no option “{1}”"), {name},
                  where);
    }
    if (!entry.section.empty() && entry.section != section) continue;
    if (entry.name == "tm" && entry.section.empty() && named != nullptr && *named != '\0') continue;
    CLI::Option* const option = called->get_option_no_throw(name);
    if (option == nullptr) continue;
    try {
      option->run_callback_for_default()->default_val(entry.value);
    } catch (const CLI::Error&) {
      return fail(ErrorCode::kInvalidArgument, PUNTE_MSG("“{1}” is no value for {2}"),
                  {entry.value, name}, where);
    }
  }
  return {};
}

}  // namespace punte::cli
