#include "cli/config_file.h"

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
Result<void> add_entries(const toml::table& table, const std::string& section,
                         const ConfigFile& file, std::vector<ConfigEntry>& entries) {
  for (const auto& [key, node] : table) {
    const std::string name(key.str());
    if (const toml::table* const inner = node.as_table()) {
      std::string inner_section = section;
      if (!section.empty()) inner_section += ".";
      PUNTE_CHECK(add_entries(*inner, inner_section.append(name), file, entries));
      continue;
    }
    const std::size_t line = key.source().begin.line;
    const auto value = value_text(node);
    if (!value) {
      return fail(ErrorCode::kSyntax,
                  PUNTE_MSG("a setting is a string, a number, true, false or a list of these"), {},
                  place(file.path, line));
    }
    ConfigEntry entry{section, name, *value, line, file};
    std::replace(entry.name.begin(), entry.name.end(), '_', '-');
    entries.push_back(std::move(entry));
  }
  return {};
}

}  // namespace

fs::path user_config() {
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

fs::path project_config() {
  std::error_code error;
  for (fs::path folder = fs::current_path(error); !error && !folder.empty();
       folder = folder.parent_path()) {
    fs::path file = folder / kProjectFile;
    if (fs::is_regular_file(file, error)) return file;
    error.clear();
    if (folder == folder.parent_path()) break;
  }
  return {};
}

std::vector<ConfigFile> config_files() {
  std::vector<ConfigFile> out;
  std::error_code ignored;
  const fs::path user = user_config();
  if (!user.empty() && fs::exists(user, ignored)) out.push_back({user});
  const fs::path project = project_config();
  if (!project.empty()) out.push_back({project, true});
  return out;
}

Result<std::vector<ConfigEntry>> read_configs(const std::vector<ConfigFile>& files) {
  std::vector<ConfigEntry> out;
  for (const ConfigFile& file : files) {
    PUNTE_TRY(const std::string bytes, read_file(file.path, kMaxBytes));
    const toml::parse_result parsed = toml::parse(bytes);
    if (!parsed) {
      return fail(ErrorCode::kSyntax, PUNTE_MSG("this is not TOML ({1})"),
                  {std::string(parsed.error().description())},
                  place(file.path, parsed.error().source().begin.line));
    }
    std::vector<ConfigEntry> entries;
    PUNTE_CHECK(add_entries(parsed.table(), {}, file, entries));
    // In the order of the file: of two settings of an option the later one counts.
    std::stable_sort(entries.begin(), entries.end(),
                     [](const ConfigEntry& a, const ConfigEntry& b) { return a.line < b.line; });
    out.insert(out.end(), entries.begin(), entries.end());
  }
  return out;
}

}  // namespace punte::cli
