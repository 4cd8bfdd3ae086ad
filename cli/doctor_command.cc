#include "cli/doctor_command.h"

#include <fmt/core.h>
#include <unicode/uchar.h>
#include <unicode/uversion.h>
#include <unistd.h>

#include <CLI/Version.hpp>
#include <algorithm>
#include <array>
#include <boost/version.hpp>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/config_file.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "language/identify.h"
#include "page/page.h"
#include "view/json.h"

namespace punte::cli {

using view::Json;
using view::json_document;
using view::json_line;
namespace {

namespace fs = std::filesystem;

enum class Health { kWell, kNote, kProblem };

struct Finding {
  std::string id;  ///< stable, for programs
  std::string title;
  Health health = Health::kWell;
  std::string detail;
};

std::string health_name(Health health) {
  return health == Health::kWell ? "well" : health == Health::kNote ? "note" : "problem";
}

Finding versions() {
  std::array<char, U_MAX_VERSION_STRING_LENGTH> icu{};
  UVersionInfo version;
  u_getVersion(version);
  u_versionToString(version, icu.data());
  return {"version", tr("Version"), Health::kWell,
          fmt::format("punte {}, ICU {} (Unicode {}), Boost {}.{}.{}, CLI11 {}, fmt {}.{}.{}",
                      PUNTE_VERSION, icu.data(), U_UNICODE_VERSION, BOOST_VERSION / 100000,
                      BOOST_VERSION / 100 % 1000, BOOST_VERSION % 100, CLI11_VERSION,
                      FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100)};
}

Finding messages() {
  Finding out{"messages", tr("Messages"), Health::kWell, message_language()};
  if (!has_catalogue()) {
    out.health = Health::kNote;
    out.detail = tr("there is no catalogue for “{1}”; messages are English", {message_language()});
  }
  return out;
}

Finding configuration(CLI::App& app, Context& context) {
  Finding out{"config", tr("Configuration"), Health::kWell, {}};
  const std::vector<ConfigFile> files = config_files();
  for (const ConfigFile& file : files) {
    out.detail += (out.detail.empty() ? "" : ", ") + file.path.string();
  }
  if (files.empty()) {
    out.detail = tr("none ({1})", {user_config().string()});
    return out;
  }
  const auto entries = read_configs(files);
  base::Result<void> applied;
  if (entries) applied = apply_config(app, context, *entries, {});
  if (!entries || !applied) {
    out.health = Health::kProblem;
    out.detail = error_text(entries ? applied.error() : entries.error());
  }
  return out;
}

/// With its journal, SQLite writes beside the file too.
bool can_write(const fs::path& path) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  return ::access(path.c_str(), W_OK) == 0 && ::access(folder.c_str(), W_OK) == 0;
}

Finding memory(const Context& context) {
  Finding out{"memory", tr("Memory"), Health::kWell, {}};
  const auto path = context.memory_path();
  if (!path) {
    out.health = Health::kProblem;
    out.detail = error_text(path.error());
    return out;
  }
  std::error_code ignored;
  if (!fs::exists(*path, ignored)) {
    out.health = Health::kNote;
    out.detail = tr("{1}: there is none yet; punte import makes it", {path->string()});
    return out;
  }
  const auto opened = open_to_read(context);
  const auto info =
      opened ? opened->info() : base::Result<tm::MemoryInfo>(tl::unexpected(opened.error()));
  if (!info) {
    out.health = Health::kProblem;
    out.detail = error_text(info.error());
    return out;
  }
  out.detail = path->string() + ": " + trn("{1} unit", "{1} units", info->units) + ", " +
               tr("format {1}", {std::to_string(info->schema_version)}) + ", " +
               decimal(static_cast<double>(info->file_bytes) / 1e6, 1) + " MB";
  if (!can_write(*path)) {
    out.health = Health::kNote;
    out.detail += "; " + tr("it can be read only");
  }
  return out;
}

Finding temporary_files() {
  Finding out{"temporary", tr("Temporary files"), Health::kWell, {}};
  std::error_code error;
  const fs::path folder = fs::temp_directory_path(error);
  out.detail = folder.string();
  if (error || ::access(folder.c_str(), W_OK | X_OK) != 0) {
    out.health = Health::kProblem;
    out.detail = tr("no folder for temporary files can be made; set TMPDIR");
  }
  return out;
}

Finding models() {
  Finding out{"models", tr("Models"), Health::kWell, tr("languages and roles are told apart")};
  const std::string page =
      "<html><body><main><p>The quick brown fox jumps over the lazy dog, and then it sleeps in the "
      "shade of the old oak tree.</p></main></body></html>";
  const auto read = page::extract(page);
  const bool well =
      language::identify("Acesta este un text scris în limba română.").language == "ro" && read &&
      read->blocks.size() == 1 && read->blocks.front().language == "en";
  if (!well) {
    out.health = Health::kProblem;
    out.detail = tr("the models in the program do not tell languages; build or install it anew");
  }
  return out;
}

std::string health_text(Health health) {
  return health == Health::kWell   ? tr("well")
         : health == Health::kNote ? tr("note")
                                   : tr("problem");
}

Color color_of(Health health) {
  return health == Health::kWell   ? Color::kGreen
         : health == Health::kNote ? Color::kYellow
                                   : Color::kRed;
}

int run_doctor(CLI::App& app, Context& context) {
  const std::vector<Finding> findings = {
      versions(),      messages(),        configuration(app, context),
      memory(context), temporary_files(), models()};
  const bool well = std::none_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.health == Health::kProblem;
  });
  std::string out;
  if (context.output() == Output::kTable) {
    Table table({tr("What"), tr("State"), tr("Details")});
    for (const Finding& finding : findings) {
      table.add({{finding.title},
                 {health_text(finding.health), color_of(finding.health)},
                 {printable(finding.detail)}});
    }
    out = table.text() + (well ? tr("All is well.") : tr("There are problems.")) + "\n";
  } else {
    Json list = Json::array();
    for (const Finding& finding : findings) {
      Json one{{"check", finding.id},
               {"state", health_name(finding.health)},
               {"detail", finding.detail}};
      if (context.output() == Output::kJsonLines) {
        out += json_line(one);
      } else {
        list.push_back(std::move(one));
      }
    }
    if (context.output() == Output::kJson) {
      out = json_document({{"well", well}, {"checks", std::move(list)}});
    }
  }
  if (!print(out)) return kFailed;
  return well ? kDone : kFailed;
}

}  // namespace

void add_doctor_command(CLI::App& app, Context& context) {
  CLI::App& command = add_command(app, context, "doctor",
                                  tr("Tell what is installed and used, and whether all is well"),
                                  "  punte doctor\n"
                                  "  punte doctor --tm project.tm --json",
                                  [&app, &context] { return run_doctor(app, context); });
  add_memory_option(command, context);
  add_output_options(command, context);
}

}  // namespace punte::cli
