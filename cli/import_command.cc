#include "cli/import_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/files.h"
#include "cli/memory_options.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "exchange/format.h"
#include "exchange/resource_groups.h"
#include "exchange/resources.h"
#include "exchange/stream.h"
#include "exchange/tbx.h"
#include "job/lexicons.h"
#include "job/terms.h"
#include "language/language_tag.h"
#include "language/text.h"
#include "tm/file_header.h"
#include "tm/glossary.h"
#include "tm/language_gate.h"
#include "tm/translation_memory.h"
#include "view/align_json.h"
#include "view/json.h"

namespace punte::cli {

using view::Json;
using view::json_document;
using view::json_line;
using view::to_json;
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Result;

struct ImportOptions {
  std::vector<std::string> files;
  std::string format;
  std::string from;
  std::string to;
  bool recover = false;
  bool dry_run = false;
  bool alternatives = false;
  bool glossary = false;
  bool check_languages = false;
};

/// How sure the gate must be that a text is not in the language it claims, 0..1.
constexpr double kGateConfidence = 0.9;
constexpr std::size_t kMaxSetAside = 100;  // listed; all are counted

/// A text that was left out because it is not in the language it claims.
struct SetAside {
  std::int64_t unit = 0;  ///< 1, 2, ... in the file
  std::string language;
  std::string found;
  double confidence = 0;
  std::string text;
};

struct ImportCounts {
  std::string file;  ///< the name it is told by
  exchange::ReadReport read;
  bool terms = false;  ///< what was read are concepts of a glossary
  std::int64_t added = 0;
  std::int64_t merged = 0;
  std::int64_t unchanged = 0;
  std::int64_t other_languages = 0;  ///< units left out by --from and --to
  std::int64_t variants = 0;
  std::set<std::string> languages;
  std::vector<SetAside> set_aside;  ///< the first hundred
  std::int64_t set_aside_count = 0;
};

/// Leaves only the variants of the pair asked for; false if that is no pair any more.
bool narrow(language::Unit& unit, const ImportOptions& options) {
  if (options.from.empty() && options.to.empty()) return true;
  const auto is_of = [](const language::Variant& variant, const std::string& language) {
    const auto own = language::LanguageTag::parse(variant.language);
    const auto asked = language::LanguageTag::parse(language);
    return own && asked && own->is_variant_of(*asked);
  };
  for (const std::string* language : {&options.from, &options.to}) {
    const bool has = language->empty() || std::any_of(unit.variants.begin(), unit.variants.end(),
                                                      [&](const language::Variant& variant) {
                                                        return is_of(variant, *language);
                                                      });
    if (!has) return false;
  }
  if (!options.from.empty() && !options.to.empty()) {
    std::erase_if(unit.variants, [&](const language::Variant& variant) {
      return !is_of(variant, options.from) && !is_of(variant, options.to);
    });
  }
  return unit.variants.size() >= 2;
}

/// Takes out of a unit the texts that are not in the language they claim. False: nothing is left to
/// translate with.
bool keep_honest(language::Unit& unit, tm::LanguageGate& gate, std::int64_t number,
                 ImportCounts& counts) {
  const std::size_t size = unit.variants.size();
  std::vector<bool> out(size, false);
  for (const tm::GateVerdict& verdict : gate.judge(unit, kGateConfidence)) {
    if (out[verdict.variant]) continue;
    out[verdict.variant] = true;
    ++counts.set_aside_count;
    if (counts.set_aside.size() >= kMaxSetAside) continue;
    const language::Variant& variant = unit.variants[verdict.variant];
    counts.set_aside.push_back(
        {number, variant.language, verdict.proposal, verdict.confidence, variant.text.text});
  }
  std::size_t place = 0;
  std::erase_if(unit.variants, [&](const language::Variant&) { return out[place++]; });
  return unit.variants.size() >= std::min<std::size_t>(size, 2);
}

void count(ImportCounts& counts, tm::AddOutcome outcome) {
  if (outcome == tm::AddOutcome::kAdded) ++counts.added;
  if (outcome == tm::AddOutcome::kMerged) ++counts.merged;
  if (outcome == tm::AddOutcome::kUnchanged) ++counts.unchanged;
}

std::string origin_of(const std::string& file) {
  return file == "-" ? "-" : fs::path(file).filename().string();
}

/// Puts units into the memory that pass what the options ask.
class UnitImport {
 public:
  /// `writer` is null where nothing is to be written; `counts` must outlive this.
  UnitImport(const ImportOptions& options, std::string origin, tm::Writer* writer,
             ImportCounts& counts)
      : options_(options), origin_(std::move(origin)), writer_(writer), counts_(counts) {
    if (options.check_languages) gate_.emplace();
  }
  Result<void> add(language::Unit&& unit, std::uint64_t done, std::uint64_t total);

 private:
  const ImportOptions& options_;
  std::string origin_;
  tm::Writer* writer_;
  ImportCounts& counts_;
  Progress progress_;
  std::optional<tm::LanguageGate> gate_;
  std::int64_t seen_ = 0;
};

/// `done` of `total` bytes or units are read, for the progress.
Result<void> UnitImport::add(language::Unit&& unit, std::uint64_t done, std::uint64_t total) {
  if ((++seen_ & 0xFF) == 0) {
    progress_.show(tr("Importing {1}", {origin_}), done, total);
    if (interrupted()) {
      return base::fail(ErrorCode::kCancelled, PUNTE_MSG("stopped; the memory is as it was"));
    }
  }
  if (!narrow(unit, options_)) {
    ++counts_.other_languages;
    return {};
  }
  if (gate_ && !keep_honest(unit, *gate_, seen_, counts_)) return {};
  counts_.variants += static_cast<std::int64_t>(unit.variants.size());
  for (const language::Variant& variant : unit.variants) counts_.languages.insert(variant.language);
  if (writer_ == nullptr) return {};
  const auto outcome = writer_->add(unit, origin_);
  if (!outcome) return tl::unexpected(outcome.error());
  count(counts_, *outcome);
  return {};
}

/// Puts a concept into the glossary; `memory` is null where nothing is to be written.
Result<void> import_concept(const language::Concept& one, const std::string& origin,
                            tm::Memory* memory, ImportCounts& counts) {
  if (interrupted()) {
    return base::fail(ErrorCode::kCancelled, PUNTE_MSG("stopped; the memory is as it was"));
  }
  counts.variants += static_cast<std::int64_t>(one.terms.size());
  for (const language::Term& term : one.terms) counts.languages.insert(term.language);
  if (memory == nullptr) return {};
  const auto outcome = memory->add_concept(one, origin);
  if (!outcome) return tl::unexpected(outcome.error());
  count(counts, *outcome);
  return {};
}

/// `memory` is null where nothing is to be written.
Result<ImportCounts> import_terms(exchange::ByteSource& source, const std::string& origin,
                                  const ImportOptions& options,
                                  const exchange::ReadOptions& read_options, tm::Memory* memory) {
  ImportCounts counts;
  counts.terms = true;
  const auto sink = [&](language::Concept&& one) {
    return import_concept(one, origin, memory, counts);
  };
  auto report = job::read_terms(source, options.format, sink, read_options);
  if (!report) return tl::unexpected(report.error());
  counts.read = std::move(*report);
  return counts;
}

/// Nullopt for a file of one language: it waits in `groups` for those of the others.
Result<std::optional<ImportCounts>> import_file(const std::string& file,
                                                const ImportOptions& options, tm::Memory* memory,
                                                tm::Writer* writer,
                                                std::vector<exchange::ResourceGroup>& groups) {
  auto source = open_input(file);
  if (!source) return tl::unexpected(source.error());
  const std::string origin = origin_of(file);
  exchange::ReadOptions read_options;
  read_options.recover = options.recover;
  read_options.from = options.from;
  read_options.to = options.to;
  read_options.alternatives = options.alternatives;
  auto peeked = exchange::PeekedSource::open(**source);
  if (!peeked) return tl::unexpected(peeked.error());
  const auto format = exchange::input_format(*peeked, options.format);
  if (!format) return tl::unexpected(format.error());
  if (exchange::is_resource(*format)) {
    const auto read = exchange::add_resource(*peeked, file, *format, groups);
    if (!read) return tl::unexpected(read.error());
    return std::nullopt;
  }
  if (options.glossary || *format == exchange::Format::kTbx) {
    return import_terms(*peeked, origin, options, read_options, memory);
  }
  ImportCounts counts;
  UnitImport units(options, origin, writer, counts);
  const auto sink = [&](language::Unit&& unit) -> Result<void> {
    return units.add(std::move(unit), (*source)->consumed(), (*source)->total());
  };
  auto report = exchange::read_units(*peeked, options.format, sink, read_options);
  if (!report) return tl::unexpected(report.error());
  counts.read = std::move(*report);
  exchange::TmxHeader& header = counts.read.header;
  if (memory != nullptr && header != exchange::TmxHeader()) {
    const auto kept =
        memory->keep_header({origin, std::move(header.attributes), std::move(header.properties),
                             std::move(header.notes), std::move(header.encodings)});
    if (!kept) return tl::unexpected(kept.error());
  }
  return counts;
}

/// The units of a group: a key's texts in all languages.
Result<ImportCounts> import_group(exchange::ResourceGroup&& group, const ImportOptions& options,
                                  tm::Memory* memory, tm::Writer* writer) {
  ImportCounts counts;
  // As gettext has it, what names no language is English where nobody says otherwise.
  auto units = exchange::take_units(std::move(group), options.from.empty() ? "en" : options.from);
  if (!units) return tl::unexpected(units.error());
  counts.file = trn("{2} and {1} other file", "{2} and {1} other files",
                    static_cast<std::int64_t>(units->other_files), {units->first_file});
  counts.read = std::move(units->report);
  const std::string origin = origin_of(units->first_file);
  if (options.glossary) {
    counts.terms = true;
    for (const language::Unit& unit : units->units) {
      const auto added = import_concept(exchange::concept_of(unit), origin, memory, counts);
      if (!added) return tl::unexpected(added.error());
    }
    return counts;
  }
  UnitImport import(options, origin, writer, counts);
  std::uint64_t done = 0;
  for (language::Unit& unit : units->units) {
    const auto added = import.add(std::move(unit), ++done, units->units.size());
    if (!added) return tl::unexpected(added.error());
  }
  return counts;
}

Json to_json(const std::string& file, const ImportCounts& counts) {
  Json warnings = Json::array();
  for (const exchange::Warning& warning : counts.read.warnings.kept()) {
    Json one = {{"line", warning.line},
                {"column", warning.column},
                {"message", tr(warning.message.c_str(), warning.arguments)}};
    if (!warning.file.empty()) one["file"] = warning.file;
    warnings.push_back(std::move(one));
  }
  Json set_aside = Json::array();
  for (const SetAside& text : counts.set_aside) {
    set_aside.push_back({{"unit", text.unit},
                         {"language", text.language},
                         {"found", text.found},
                         {"confidence", text.confidence},
                         {"text", text.text}});
  }
  return {{"file", file},
          {"set_aside", std::move(set_aside)},
          {"set_aside_count", counts.set_aside_count},
          {"glossary", counts.terms},
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
          {"warning_count", counts.read.warnings.count()}};
}

void print_warnings(const std::string& file, const exchange::ReadReport& report) {
  for (const exchange::Warning& warning : report.warnings.kept()) {
    const std::string text =
        fmt::format("{}:{}:{}: {}", warning.file.empty() ? file : warning.file, warning.line,
                    warning.column, tr(warning.message.c_str(), warning.arguments));
    std::fprintf(stderr, "%s\n", printable(text).c_str());
  }
  const auto shown = static_cast<std::int64_t>(report.warnings.kept().size());
  if (report.warnings.count() > shown) {
    std::fprintf(
        stderr, "%s\n",
        trn("{1} more remark", "{1} more remarks", report.warnings.count() - shown).c_str());
  }
}

void print_set_aside(const std::string& file, const ImportCounts& counts) {
  for (const SetAside& text : counts.set_aside) {
    const std::string line = file + ": " +
                             tr("unit {1} calls this {2}, but it is {3}; set aside: {4}",
                                {std::to_string(text.unit), text.language, text.found,
                                 language::fit_width(text.text, 60)});
    std::fprintf(stderr, "%s\n", printable(line).c_str());
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

/// `memory` and `writer` are null where nothing is to be written.
Result<std::vector<ImportCounts>> import_files(const ImportOptions& options, tm::Memory* memory,
                                               tm::Writer* writer) {
  std::vector<ImportCounts> all;
  std::vector<exchange::ResourceGroup> groups;
  for (const std::string& file : options.files) {
    auto counts = import_file(file, options, memory, writer, groups);
    if (!counts) return tl::unexpected(counts.error());
    if (!*counts) continue;
    (*counts)->file = file;
    all.push_back(std::move(**counts));
  }
  // Of many, one may well have no translation: "values-land/strings.xml".
  const bool many = all.size() + groups.size() > 1;
  for (exchange::ResourceGroup& group : groups) {
    auto counts = import_group(std::move(group), options, memory, writer);
    if (!counts && (!many || counts.error().code != ErrorCode::kInvalidArgument)) {
      return tl::unexpected(counts.error());
    }
    if (counts) {
      all.push_back(std::move(*counts));
      continue;
    }
    const base::Error& error = counts.error();
    ImportCounts& none = all.emplace_back();
    none.file = error.where;
    none.read.warnings.add(1, 1, error.message, error.arguments);
  }
  return all;
}

Result<std::vector<ImportCounts>> import_all(const ImportOptions& options, const fs::path& path) {
  if (options.dry_run) return import_files(options, nullptr, nullptr);
  auto memory = tm::TranslationMemory::open(path, memory_options(path, Opening::kCreate));
  if (!memory) return tl::unexpected(memory.error());
  std::string command = "import";
  for (const std::string& file : options.files) command += " " + file;
  auto writer = memory->begin({command, {}});
  if (!writer) return tl::unexpected(writer.error());
  auto all = import_files(options, &*memory, &*writer);
  if (!all) return all;
  if (const auto committed = writer->commit(); !committed) {
    return tl::unexpected(committed.error());
  }
  return all;
}

Result<std::vector<job::KeptLexicon>> update_lexicons(const fs::path& path) {
  PUNTE_TRY(auto memory, tm::TranslationMemory::open(path, memory_options(path, Opening::kWrite)));
  JobProgress progress;
  return job::update_lexicons(memory, progress.go_on());
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
    if (!all.error().recoverable || options.recover) return report(all.error());
    const std::string text = printable(error_text(all.error()));
    std::fprintf(stderr, "punte: %s; %s\n", text.c_str(),
                 tr("repair it, or keep what is whole with --recover").c_str());
    return kFailed;
  }
  std::int64_t read = 0;
  Json documents = Json::array();
  std::string out;
  for (const ImportCounts& counts : *all) {
    const std::string& file = counts.file;
    read += counts.read.units;
    if (context.output() == Output::kJsonLines) {
      out += json_line(to_json(file, counts));
    } else if (context.output() == Output::kJson) {
      documents.push_back(to_json(file, counts));
    } else {
      print_warnings(file, counts.read);
      print_set_aside(file, counts);
      out += paint(Color::kBold, printable(file)) + ": " +
             (counts.terms ? trn("{1} concept read", "{1} concepts read", counts.read.units)
                           : trn("{1} unit read", "{1} units read", counts.read.units));
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
      if (counts.set_aside_count > 0) {
        out += ", " + trn("{1} text set aside for its language",
                          "{1} texts set aside for their language", counts.set_aside_count);
      }
      if (counts.other_languages > 0) {
        out += ", " + trn("{1} unit in other languages", "{1} units in other languages",
                          counts.other_languages);
      }
      out += '\n';
    }
  }
  std::vector<job::KeptLexicon> lexicons;
  if (!options.dry_run) {
    auto updated = update_lexicons(*path);
    // The units are in; a lexicon that is out of date is passed over until it is learnt.
    if (!updated) report(updated.error());
    if (updated) lexicons = std::move(*updated);
  }
  if (context.output() == Output::kJson) {
    Json updated = Json::array();
    for (const job::KeptLexicon& lexicon : lexicons) updated.push_back(view::to_json(lexicon));
    out = json_document({{"memory", path->string()},
                         {"files", std::move(documents)},
                         {"lexicons", std::move(updated)}});
  } else if (context.output() == Output::kTable) {
    out += options.dry_run ? tr("Nothing was written: this was a dry run.")
                           : tr("Memory: {1}", {printable(path->string())});
    out += '\n';
    for (const job::KeptLexicon& lexicon : lexicons) out += updated_line(lexicon) + "\n";
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
                  "  punte import ui.properties ui_ro.properties ui_de.properties\n"
                  "  punte import res/values/strings.xml res/values-ro/strings.xml\n"
                  "  punte import --from en --to ro pairs.tsv\n"
                  "  punte import --dry-run --recover broken.tmx",
                  [&context, options] { return run_import(context, *options); });
  command
      .add_option(
          "file", options->files,
          tr("TMX, XLIFF, PO, CSV, TSV, XLSX or TBX files, packed (.gz .xz .bz2 .zst) or not; - is "
             "standard input; Java, Apple and Android texts (.properties, .strings, strings.xml) "
             "of "
             "all languages together"))
      ->required()
      ->type_name(tr("FILE"));
  command
      .add_option(
          "--format", options->format,
          tr("tmx, xliff, po, csv, tsv, xlsx, tbx, properties, strings or android (default: "
             "by content and name)"))
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
  command.add_flag("--alternatives", options->alternatives,
                   tr("Read the proposals in XLIFF files as well"));
  command.add_flag("--glossary", options->glossary,
                   tr("Read the file's texts as terms of the glossary (TBX always is)"));
  command.add_flag("--check-languages", options->check_languages,
                   tr("Set aside texts that are not in the language they claim, and list them"));
  command.add_flag("--dry-run", options->dry_run, tr("Read and report, but write nothing"));
  add_memory_option(command, context);
  add_output_options(command, context);
}

}  // namespace punte::cli
