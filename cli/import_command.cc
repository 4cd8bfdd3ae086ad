#include "cli/import_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include "cli/json.h"
#include "cli/memory_lexicon.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "exchange/format.h"
#include "exchange/stream.h"
#include "language/language_tag.h"
#include "tm/translation_memory.h"

namespace punte::cli {
namespace {

namespace fs = std::filesystem;
using language::ErrorCode;
using language::Result;

struct ImportOptions {
  std::vector<std::string> files;
  std::string format;
  std::string from;
  std::string to;
  bool recover = false;
  bool dry_run = false;
};

struct ImportCounts {
  exchange::ReadReport read;
  std::int64_t added = 0;
  std::int64_t merged = 0;
  std::int64_t unchanged = 0;
  std::int64_t other_languages = 0;  ///< units left out by --from and --to
  std::int64_t variants = 0;
  std::set<std::string> languages;
};

/// Leaves only the variants of the pair asked for; false if that is no pair any more.
bool narrow(tm::Unit& unit, const ImportOptions& options) {
  if (options.from.empty() && options.to.empty()) return true;
  const auto is_of = [](const tm::Variant& variant, const std::string& language) {
    const auto own = language::LanguageTag::parse(variant.language);
    const auto asked = language::LanguageTag::parse(language);
    return own && asked && own->is_variant_of(*asked);
  };
  for (const std::string* language : {&options.from, &options.to}) {
    const bool has = language->empty() || std::any_of(unit.variants.begin(), unit.variants.end(),
                                                      [&](const tm::Variant& variant) {
                                                        return is_of(variant, *language);
                                                      });
    if (!has) return false;
  }
  if (!options.from.empty() && !options.to.empty()) {
    std::erase_if(unit.variants, [&](const tm::Variant& variant) {
      return !is_of(variant, options.from) && !is_of(variant, options.to);
    });
  }
  return unit.variants.size() >= 2;
}

Result<ImportCounts> import_file(const std::string& file, const ImportOptions& options,
                                 tm::Writer* writer) {
  auto source = exchange::open_source(file);
  if (!source) return tl::unexpected(source.error());
  const std::string origin = file == "-" ? "-" : fs::path(file).filename().string();
  ImportCounts counts;
  Progress progress;
  std::int64_t seen = 0;
  const auto sink = [&](tm::Unit&& unit) -> Result<void> {
    if ((++seen & 0xFF) == 0) {
      progress.show(tr("Importing {1}", {origin}), (*source)->consumed(), (*source)->total());
      if (interrupted()) {
        return language::fail(ErrorCode::kCancelled, PUNTE_MSG("stopped; the memory is as it was"));
      }
    }
    if (!narrow(unit, options)) {
      ++counts.other_languages;
      return {};
    }
    counts.variants += static_cast<std::int64_t>(unit.variants.size());
    for (const tm::Variant& variant : unit.variants) counts.languages.insert(variant.language);
    if (writer == nullptr) return {};
    const auto outcome = writer->add(unit, origin);
    if (!outcome) return tl::unexpected(outcome.error());
    if (*outcome == tm::AddOutcome::kAdded) ++counts.added;
    if (*outcome == tm::AddOutcome::kMerged) ++counts.merged;
    if (*outcome == tm::AddOutcome::kUnchanged) ++counts.unchanged;
    return {};
  };
  exchange::ReadOptions read_options;
  read_options.recover = options.recover;
  read_options.from = options.from;
  read_options.to = options.to;
  auto report = exchange::read_units(**source, options.format, sink, read_options);
  if (!report) return tl::unexpected(report.error());
  counts.read = std::move(*report);
  return counts;
}

Json to_json(const std::string& file, const ImportCounts& counts) {
  Json warnings = Json::array();
  for (const exchange::Warning& warning : counts.read.warnings) {
    warnings.push_back({{"line", warning.line},
                        {"column", warning.column},
                        {"message", tr(warning.message.c_str(), warning.arguments)}});
  }
  return {{"file", file},
          {"read", counts.read.units},
          {"added", counts.added},
          {"merged", counts.merged},
          {"unchanged", counts.unchanged},
          {"variants", counts.variants},
          {"languages", counts.languages},
          {"other_languages", counts.other_languages},
          {"lost_units", counts.read.lost_units},
          {"skipped_units", counts.read.skipped_units},
          {"skipped_variants", counts.read.skipped_variants},
          {"warnings", std::move(warnings)},
          {"warning_count", counts.read.warning_count}};
}

/// Lines on the lexicons that no longer fit the memory; it is read already, so errors were told.
std::string stale_lexicons(const std::filesystem::path& memory) {
  std::string out;
  const auto lexicons = kept_lexicons(memory);
  if (!lexicons) return out;
  for (const KeptLexicon& lexicon : *lexicons) {
    if (!lexicon.stale) continue;
    out +=
        tr("The lexicon from {1} to {2} is out of date; “punte lexicon build --from {1} --to {2}” "
           "learns it anew.",
           {lexicon.from, lexicon.to}) +
        "\n";
  }
  return out;
}

void print_warnings(const std::string& file, const exchange::ReadReport& report) {
  for (const exchange::Warning& warning : report.warnings) {
    const std::string text = fmt::format("{}:{}:{}: {}", file, warning.line, warning.column,
                                         tr(warning.message.c_str(), warning.arguments));
    std::fprintf(stderr, "%s\n", printable(text).c_str());
  }
  const auto shown = static_cast<std::int64_t>(report.warnings.size());
  if (report.warning_count > shown) {
    std::fprintf(stderr, "%s\n",
                 trn("{1} more remark", "{1} more remarks", report.warning_count - shown).c_str());
  }
}

/// Removes a memory that this run made and could not fill: a failed import leaves nothing behind.
void remove_memory(const fs::path& path) {
  std::error_code ignored;
  for (const char* suffix : {"", "-wal", "-shm"}) {
    fs::path file = path;
    file += suffix;
    fs::remove(file, ignored);
  }
}

Result<std::vector<ImportCounts>> import_all(const ImportOptions& options, const fs::path& path) {
  std::vector<ImportCounts> all;
  if (options.dry_run) {
    for (const std::string& file : options.files) {
      auto counts = import_file(file, options, nullptr);
      if (!counts) return tl::unexpected(counts.error());
      all.push_back(std::move(*counts));
    }
    return all;
  }
  auto memory = tm::TranslationMemory::open(path);
  if (!memory) return tl::unexpected(memory.error());
  std::string command = "import";
  for (const std::string& file : options.files) command += " " + file;
  auto writer = memory->begin({command, {}});
  if (!writer) return tl::unexpected(writer.error());
  for (const std::string& file : options.files) {
    auto counts = import_file(file, options, &*writer);
    if (!counts) return tl::unexpected(counts.error());
    all.push_back(std::move(*counts));
  }
  if (const auto committed = writer->commit(); !committed) {
    return tl::unexpected(committed.error());
  }
  return all;
}

int run_import(const Context& context, ImportOptions options) {
  for (std::string* tag : {&options.from, &options.to}) {
    if (tag->empty()) continue;
    const auto parsed = language::LanguageTag::parse(*tag);
    if (!parsed) return report(parsed.error());
    *tag = parsed->str();
  }
  const auto path = context.memory_path();
  if (!path) return report(path.error());
  std::error_code ignored;
  const bool existed = fs::exists(*path, ignored);
  const auto all = import_all(options, *path);
  if (!all) {
    if (!existed && !options.dry_run) remove_memory(*path);
    return report(all.error());
  }
  std::int64_t read = 0;
  Json documents = Json::array();
  std::string out;
  for (std::size_t i = 0; i < all->size(); ++i) {
    const ImportCounts& counts = (*all)[i];
    const std::string& file = options.files[i];
    read += counts.read.units;
    if (context.output() == Output::kJsonLines) {
      out += json_line(to_json(file, counts));
    } else if (context.output() == Output::kJson) {
      documents.push_back(to_json(file, counts));
    } else {
      print_warnings(file, counts.read);
      out += paint(Color::kBold, printable(file)) + ": " +
             trn("{1} unit read", "{1} units read", counts.read.units);
      if (!options.dry_run) {
        out += ", " + trn("{1} added", "{1} added", counts.added) + ", " +
               trn("{1} joined with one that was there", "{1} joined with ones that were there",
                   counts.merged) +
               ", " + trn("{1} already there", "{1} already there", counts.unchanged);
      }
      if (counts.read.skipped_units > 0) {
        out += ", " + trn("{1} unit left out", "{1} units left out", counts.read.skipped_units);
      }
      if (counts.read.skipped_variants > 0) {
        out += ", " +
               trn("{1} variant left out", "{1} variants left out", counts.read.skipped_variants);
      }
      if (counts.other_languages > 0) {
        out += ", " + trn("{1} unit in other languages", "{1} units in other languages",
                          counts.other_languages);
      }
      out += '\n';
    }
  }
  if (context.output() == Output::kJson) {
    out = json_document({{"memory", path->string()}, {"files", std::move(documents)}});
  } else if (context.output() == Output::kTable) {
    out += options.dry_run ? tr("Nothing was written: this was a dry run.")
                           : tr("Memory: {1}", {printable(path->string())});
    out += '\n';
    if (!options.dry_run) out += stale_lexicons(*path);
  }
  if (!print(out)) return kFailed;
  return read > 0 ? kDone : kNothingFound;
}

}  // namespace

void add_import_command(CLI::App& app, Context& context) {
  const auto options = std::make_shared<ImportOptions>();
  CLI::App& command =
      add_command(app, context, "import", tr("Read translation units into the memory"),
                  "  punte import old-projects.tmx\n"
                  "  punte import --tm news.tm a.tmx b.tmx.xz\n"
                  "  punte import messages.po --to ro\n"
                  "  punte import --from en --to ro pairs.tsv\n"
                  "  punte import --dry-run --recover broken.tmx",
                  [&context, options] { return run_import(context, *options); });
  command
      .add_option("file", options->files,
                  tr("TMX, XLIFF, PO, CSV or TSV files, packed (.gz .xz .bz2 .zst) or not; - is "
                     "standard input"))
      ->required()
      ->type_name(tr("FILE"));
  command
      .add_option("--format", options->format,
                  tr("tmx, xliff, po, csv or tsv (default: by content and name)"))
      ->type_name(tr("FORMAT"));
  command
      .add_option(
          "--from", options->from,
          tr("Only units with this language; that of the sources where the file does not say"))
      ->type_name(tr("TAG"));
  command
      .add_option(
          "--to", options->to,
          tr("Only units with this language; that of the translations where the file does not "
             "say"))
      ->type_name(tr("TAG"));
  command.add_flag("--recover", options->recover,
                   tr("Keep the complete units of a damaged file and say what was lost"));
  command.add_flag("--dry-run", options->dry_run, tr("Read and report, but write nothing"));
  add_memory_option(command, context);
  add_output_options(command, context);
}

}  // namespace punte::cli
