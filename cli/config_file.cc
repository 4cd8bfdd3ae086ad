#include "cli/config_file.h"

#include <CLI/Config.hpp>
#include <CLI/Option.hpp>
#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <system_error>

#include "cli/files.h"
#include "language/text.h"

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

/// True if every quotation mark and bracket of the value has its partner on the line.
bool is_closed(std::string_view value) {
  char quote = 0;
  int depth = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (quote != 0) {
      if (c == '\\' && quote == '"') {
        ++i;
      } else if (c == quote) {
        quote = 0;
      }
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '#') {
      break;
    } else {
      depth += int{c == '['} - int{c == ']'};
    }
  }
  return quote == 0 && depth == 0;
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
  const auto bytes = read_file(path, kMaxBytes);
  if (!bytes) return tl::unexpected(bytes.error());
  std::istringstream lines(*bytes);
  std::string section;
  std::string text;
  for (std::size_t line = 1; std::getline(lines, text); ++line) {
    const std::string_view trimmed = language::trim(text);
    if (trimmed.empty() || trimmed.front() == '#') continue;
    if (trimmed.front() == '[') {
      const std::size_t end = trimmed.find(']');
      const std::string_view rest =
          language::trim(trimmed.substr(std::min(end, trimmed.size() - 1) + 1));
      if (end == std::string_view::npos || end < 2 || (!rest.empty() && rest.front() != '#')) {
        return fail(ErrorCode::kSyntax, PUNTE_MSG("this is no section; write it as [translate]"),
                    {}, place(path, line));
      }
      section = language::trim(trimmed.substr(1, end - 1));
      continue;
    }
    const std::size_t equals = trimmed.find('=');
    const auto wrong = [&] {
      return fail(ErrorCode::kSyntax, PUNTE_MSG("this is no setting; write it as name = \"value\""),
                  {}, place(path, line));
    };
    if (equals == std::string_view::npos || equals == 0) return wrong();
    const std::string_view value = language::trim(trimmed.substr(equals + 1));
    if (value.empty() || value.front() == '#' || !is_closed(value)) return wrong();
    std::istringstream one{std::string(trimmed)};
    std::vector<CLI::ConfigItem> items;
    try {
      items = CLI::ConfigTOML().from_config(one);
    } catch (const CLI::Error&) {
      return wrong();
    }
    if (items.size() != 1 || items.front().inputs.empty()) return wrong();
    ConfigEntry entry{section, items.front().name, {}, line};
    for (const std::string& input : items.front().inputs) {
      entry.value += (entry.value.empty() ? "" : ",") + input;
    }
    std::replace(entry.name.begin(), entry.name.end(), '_', '-');
    entries.push_back(std::move(entry));
  }
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
