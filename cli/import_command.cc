#include "cli/import_command.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/filter_options.h"
#include "cli/import_report.h"
#include "cli/memory_options.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "exchange/stream.h"
#include "job/import.h"
#include "job/lexicons.h"
#include "job/translation_files.h"
#include "tm/translation_memory.h"
#include "view/import_json.h"
#include "view/json.h"

namespace punte::cli {
namespace {

namespace fs = std::filesystem;
using base::Result;
using job::ImportedFile;
using view::json_document;
using view::json_line;

struct ImportArguments {
  job::ImportOptions options;
  std::vector<std::string> files;
  std::string on_conflict = "keep-both";
  std::string conflict_by = "source";
  std::string unready = "penalty";
  bool dry_run = false;
};

/// Removes a memory that this run made and could not fill: a failed import leaves nothing behind.
void remove_memory(const fs::path& path) {
  std::error_code ignored;
  for (const char* suffix : {"", "-wal", "-shm"}) {
    fs::path file = path;
    file += suffix;
    fs::remove(file, ignored);
  }
}

Result<std::vector<job::ImportPlace>> places_of(const std::vector<std::string>& files) {
  std::vector<job::ImportPlace> out;
  for (const std::string& file : files) {
    job::ImportPlace& place = out.emplace_back();
    place.name = file;
    if (file == "-") {
      PUNTE_TRY(place.source, exchange::standard_input());
    }
  }
  return out;
}

/// The words of the option and what they mean, in this order.
const std::vector<std::pair<std::string, tm::OnConflict>>& policies() {
  static const std::vector<std::pair<std::string, tm::OnConflict>> all = {
      {"keep-both", tm::OnConflict::kKeepBoth},
      {"newest", tm::OnConflict::kNewest},
      {"replace", tm::OnConflict::kReplace},
      {"keep-old", tm::OnConflict::kKeepOld}};
  return all;
}

/// What the memory's history says of an import.
std::string change_of(const ImportArguments& arguments) {
  std::string out = "import";
  for (const std::string& file : arguments.files) out += " " + shell_word(file);
  const auto add = [&](const char* option, const std::string& value) {
    if (!value.empty()) out.append(" ").append(option).append(" ").append(shell_word(value));
  };
  add("--from", arguments.options.from);
  add("--to", arguments.options.to);
  if (arguments.on_conflict != policies().front().first) {
    add("--on-conflict", arguments.on_conflict);
    add("--conflict-by", arguments.conflict_by);
  }
  if (arguments.unready != "penalty") add("--unready", arguments.unready);
  if (arguments.options.check_languages) out += " --check-languages";
  if (arguments.options.recover) out += " --recover";
  return out;
}

Result<std::vector<ImportedFile>> import_all(ImportArguments arguments, const fs::path& path) {
  JobProgress progress;
  job::ImportOptions& options = arguments.options;
  options.change = change_of(arguments);
  options.begin_file = [&progress](const std::string& name) {
    progress.set_title(tr("Importing {1}", {fs::path(name).filename().string()}));
  };
  if (arguments.dry_run) {
    PUNTE_TRY(auto places, places_of(arguments.files));
    return job::preview_import(std::move(places), options, progress.go_on());
  }
  PUNTE_TRY(auto memory, tm::TranslationMemory::open(path, memory_options(path, Opening::kCreate)));
  PUNTE_TRY(auto places, places_of(arguments.files));
  return job::import_files(std::move(places), memory, options, progress.go_on());
}

Result<std::vector<job::KeptLexicon>> update_lexicons(const fs::path& path) {
  PUNTE_TRY(auto memory, tm::TranslationMemory::open(path, memory_options(path, Opening::kWrite)));
  JobProgress progress;
  return job::update_lexicons(memory, progress.go_on());
}

Result<int> run_import(const Context& context, ImportArguments arguments) {
  PUNTE_TRY(arguments.files, job::translation_files(arguments.files));
  for (const auto& [name, policy] : policies()) {
    if (name == arguments.on_conflict) arguments.options.on_conflict = policy;
  }
  if (arguments.unready == "skip") arguments.options.unready = exchange::Unready::kSkip;
  if (arguments.unready == "keep") arguments.options.unready = exchange::Unready::kKeep;
  if (arguments.conflict_by == "tuid") arguments.options.conflict_by = tm::ConflictBy::kTuid;
  PUNTE_TRY(const fs::path path, context.memory_path());
  std::error_code ignored;
  const bool existed = fs::exists(path, ignored);
  const auto files = import_all(arguments, path);
  if (!files) {
    if (!existed && !arguments.dry_run) remove_memory(path);
    if (!files.error().recoverable || arguments.options.recover) return report(files.error());
    std::fprintf(stderr, "punte: %s; %s\n", printable(error_text(files.error())).c_str(),
                 tr("repair it, or keep what is whole with --recover").c_str());
    return kFailed;
  }
  std::int64_t read = 0;
  std::string lines;
  for (const ImportedFile& file : *files) {
    // What is in other languages than those asked for is nothing that was found.
    read += file.read.units - file.other_languages;
    if (context.output() == Output::kJsonLines) lines += json_line(view::to_json(file, messages()));
    if (context.output() != Output::kTable) continue;
    print_remarks(file);
  }
  std::vector<job::KeptLexicon> lexicons;
  if (!arguments.dry_run) {
    auto updated = update_lexicons(path);
    // The units are in; a lexicon that is out of date is passed over until it is learnt.
    if (!updated) report(updated.error());
    if (updated) lexicons = std::move(*updated);
  }
  const std::string out = context.output() == Output::kTable
                              ? import_text(*files, lexicons, path, arguments.dry_run)
                          : context.output() == Output::kJson
                              ? json_document(view::to_json(*files, lexicons, path, messages()))
                              : lines;
  if (!print(out)) return kFailed;
  return read > 0 ? kDone : kNothingFound;
}

void add_reading_options(CLI::App& command, Context& context, ImportArguments& arguments) {
  command
      .add_option(
          "--unready", arguments.unready,
          tr("What is not confirmed, as fuzzy messages and drafts: penalty (the default) "
             "takes it in at a lower score, skip leaves it out, keep takes it as confirmed"))
      ->check(one_of({"penalty", "skip", "keep"}))
      ->type_name(tr("NAME"));
  command
      .add_option("--columns", arguments.options.columns,
                  tr("What the columns of a table are: languages, source, target, note, context, "
                     "other names, or - for those to pass over, as in key,en,ro"))
      ->delimiter(',')
      ->type_name(tr("NAMES"));
  add_tags(command, context, "--language", arguments.options.languages,
           tr("The languages of files that hold one each and whose names do not tell it, in the "
              "order of the files"));
}

}  // namespace

void add_import_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<ImportArguments>();
  job::ImportOptions& options = arguments->options;
  CLI::App& command =
      add_command(app, context, "import", tr("Read translation units into the memory"),
                  "  punte import old-projects.tmx\n"
                  "  punte import --tm news.tm a.tmx b.tmx.xz\n"
                  "  punte import messages.po --to ro\n"
                  "  punte import old-projects/\n"
                  "  punte import ui.properties ui_ro.properties ui_de.properties\n"
                  "  punte import locales/en.json locales/ro.json\n"
                  "  punte import res/values/strings.xml res/values-ro/strings.xml\n"
                  "  punte import --from en --to ro pairs.tsv\n"
                  "  punte import --dry-run --recover broken.tmx",
                  [&context, arguments] { return finished(run_import(context, *arguments)); });
  add_inputs(
      command, context, "file", arguments->files,
      tr("TMX, XLIFF, PO, CSV, TSV, XLSX or TBX files, packed (.gz .xz .bz2 .zst) or not, or "
         "folders of them; - is standard input; texts of Java, Apple, Android and web programs "
         "(.properties, .strings, strings.xml, .json) of all languages together"))
      ->required();
  CLI::Option* const format =
      command
          .add_option(
              "--format", options.format,
              tr("tmx, xliff, po, csv, tsv, xlsx, tbx, properties, strings, android or json "
                 "(default: by content and name)"))
          ->type_name(tr("FORMAT"));
  context.run->values.set_choices(format, {"tmx", "xliff", "po", "csv", "tsv", "xlsx", "tbx",
                                           "properties", "strings", "android", "json"});
  add_narrowing_tag(
      command, context, "--from", options.from,
      tr("Only units with this language; that of the sources where the file does not say"));
  add_narrowing_tag(
      command, context, "--to", options.to,
      tr("Only units with this language; that of the translations where the file does not "
         "say"));
  add_reading_options(command, context, *arguments);
  command.add_flag("--recover", options.recover,
                   tr("Keep the complete units of a damaged file and say what was lost"));
  command.add_flag("--alternatives", options.alternatives,
                   tr("Read the proposals in XLIFF files as well"));
  command.add_flag("--glossary", options.glossary,
                   tr("Read the file's texts as terms of the glossary (TBX always is)"));
  command.add_flag("--check-languages", options.check_languages,
                   tr("Set aside texts that are not in the language they claim, and list them"));
  std::vector<std::string> names;
  for (const auto& [name, policy] : policies()) names.push_back(name);
  command
      .add_option("--on-conflict", arguments->on_conflict,
                  tr("Where the memory translates the same source otherwise: keep-both (the "
                     "default), newest, replace or keep-old"))
      ->check(one_of(names))
      ->type_name(tr("NAME"));
  command
      .add_option("--conflict-by", arguments->conflict_by,
                  tr("What makes a conflict: the same source (the default), or the same tuid in a "
                     "file of the same name"))
      ->check(one_of({"source", "tuid"}))
      ->type_name(tr("NAME"));
  command.add_flag("--dry-run", arguments->dry_run, tr("Read and report, but write nothing"));
  add_memory_option(command, context);
  add_output_options(command, context);
}

}  // namespace punte::cli
