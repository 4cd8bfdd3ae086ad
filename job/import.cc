#include "job/import.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "exchange/format.h"
#include "exchange/resource_groups.h"
#include "exchange/resources.h"
#include "exchange/tbx.h"
#include "job/terms.h"
#include "language/language_tag.h"
#include "tm/file_header.h"
#include "tm/glossary.h"
#include "tm/language_gate.h"

namespace punte::job {
namespace {

using base::ErrorCode;
using base::Result;

/// How sure the gate must be that a text is not in the language it claims, 0..1.
constexpr double kGateConfidence = 0.9;
constexpr std::size_t kMaxSetAside = 100;  // listed; all are counted

Result<void> stopped() {
  return base::fail(ErrorCode::kCancelled, PUNTE_MSG("stopped; the memory is as it was"));
}

/// Takes out of a unit the texts that are not in the language they claim. False: nothing is left to
/// translate with.
bool keep_honest(language::Unit& unit, tm::LanguageGate& gate, std::int64_t number,
                 ImportedFile& file) {
  const std::size_t size = unit.variants.size();
  std::vector<bool> out(size, false);
  for (const tm::GateVerdict& verdict : gate.judge(unit, kGateConfidence)) {
    if (out[verdict.variant]) continue;
    out[verdict.variant] = true;
    ++file.set_aside_count;
    if (file.set_aside.size() >= kMaxSetAside) continue;
    const language::Variant& variant = unit.variants[verdict.variant];
    file.set_aside.push_back(
        {number, variant.language, verdict.proposal, verdict.confidence, variant.text.text});
  }
  std::size_t place = 0;
  std::erase_if(unit.variants, [&](const language::Variant&) { return out[place++]; });
  return unit.variants.size() >= std::min<std::size_t>(size, 2);
}

void count(ImportedFile& file, tm::AddOutcome outcome) {
  if (outcome == tm::AddOutcome::kAdded) ++file.added;
  if (outcome == tm::AddOutcome::kMerged) ++file.merged;
  if (outcome == tm::AddOutcome::kUnchanged) ++file.unchanged;
}

std::string origin_of(const std::string& name) {
  return std::filesystem::path(name).filename().string();
}

exchange::ReadOptions read_options(const ImportOptions& options) {
  exchange::ReadOptions out;
  out.recover = options.recover;
  out.from = options.from;
  out.to = options.to;
  out.alternatives = options.alternatives;
  out.unready = options.unready;
  out.columns = options.columns;
  return out;
}

/// Where concepts and units go; both are null where nothing is written.
struct Target {
  tm::Memory* memory = nullptr;
  tm::PolicyWriter* writer = nullptr;
};

/// Puts the units of a file into the memory that pass what the options ask.
class UnitImport {
 public:
  /// `file` gets the counts and must outlive this.
  UnitImport(const ImportOptions& options, std::string origin, Target target,
             const base::Continue& go_on, ImportedFile& file)
      : options_(options),
        origin_(std::move(origin)),
        writer_(target.writer),
        go_on_(go_on),
        file_(file) {
    if (options.check_languages) gate_.emplace();
  }

  /// `done` of `all` bytes or units are read.
  Result<void> add(language::Unit&& unit, std::uint64_t done, std::uint64_t all) {
    if ((++seen_ & 0xFF) == 0 && !go_on_(base::Stage::kUnits, done, all)) return stopped();
    if (!narrow(unit, options_.from, options_.to)) {
      ++file_.other_languages;
      return {};
    }
    if (gate_ && !keep_honest(unit, *gate_, seen_, file_)) return {};
    file_.variants += static_cast<std::int64_t>(unit.variants.size());
    for (const language::Variant& variant : unit.variants) {
      file_.languages.insert(variant.language);
    }
    if (writer_ == nullptr) return {};
    PUNTE_TRY(const tm::PolicyOutcome outcome, writer_->add(unit, origin_));
    if (outcome.outcome) count(file_, *outcome.outcome);
    file_.replaced += outcome.replaced;
    file_.kept_old += outcome.kept_old ? 1 : 0;
    return {};
  }

 private:
  const ImportOptions& options_;
  std::string origin_;
  tm::PolicyWriter* writer_;
  const base::Continue& go_on_;
  ImportedFile& file_;
  std::optional<tm::LanguageGate> gate_;
  std::int64_t seen_ = 0;
};

/// The files of one import.
class Import {
 public:
  Import(const ImportOptions& options, Target target, const base::Continue& go_on)
      : options_(options), target_(target), go_on_(go_on), languages_(options.languages) {}

  Result<std::vector<ImportedFile>> run(std::vector<ImportPlace> places) {
    for (ImportPlace& place : places) PUNTE_CHECK(add_file(place));
    PUNTE_CHECK(add_groups());
    return std::move(files_);
  }

 private:
  Result<void> add_file(ImportPlace& place);
  Result<void> add_units(exchange::PeekedSource& source, const std::string& name);
  Result<void> add_terms(exchange::PeekedSource& source, const std::string& name);
  Result<void> add_concept(const language::Concept& one, const std::string& origin,
                           ImportedFile& file);
  Result<void> add_groups();
  Result<ImportedFile> add_group(exchange::ResourceGroup&& group);

  const ImportOptions& options_;
  Target target_;
  const base::Continue& go_on_;
  std::vector<ImportedFile> files_;
  std::vector<std::string> languages_;           // of those that files do not tell
  std::vector<exchange::ResourceGroup> groups_;  // of files of one language, until all are read
};

Result<void> Import::add_file(ImportPlace& place) {
  if (options_.begin_file) options_.begin_file(place.name);
  if (place.source == nullptr) {
    PUNTE_TRY(place.source, exchange::open_source(place.name));
  }
  const auto source = std::move(place.source);
  PUNTE_TRY(auto peeked, exchange::PeekedSource::open(*source));
  PUNTE_TRY(const exchange::Format format, exchange::input_format(peeked, options_.format));
  if (exchange::is_resource(format)) {
    return exchange::add_resource(peeked, place.name, format, groups_, languages_);
  }
  const bool terms = options_.glossary || format == exchange::Format::kTbx;
  return terms ? add_terms(peeked, place.name) : add_units(peeked, place.name);
}

Result<void> Import::add_units(exchange::PeekedSource& source, const std::string& name) {
  const std::string origin = origin_of(name);
  ImportedFile& file = files_.emplace_back();
  file.name = name;
  UnitImport units(options_, origin, target_, go_on_, file);
  PUNTE_TRY(file.read, exchange::read_units(
                           source, options_.format,
                           [&](language::Unit&& unit) -> Result<void> {
                             return units.add(std::move(unit), source.consumed(), source.total());
                           },
                           read_options(options_)));
  exchange::TmxHeader& header = file.read.header;
  if (target_.memory == nullptr || header == exchange::TmxHeader()) return {};
  return target_.memory->keep_header({origin, std::move(header.attributes),
                                      std::move(header.properties), std::move(header.notes),
                                      std::move(header.encodings)});
}

Result<void> Import::add_terms(exchange::PeekedSource& source, const std::string& name) {
  const std::string origin = origin_of(name);
  ImportedFile& file = files_.emplace_back();
  file.name = name;
  file.terms = true;
  PUNTE_TRY(file.read, read_terms(
                           source, options_.format,
                           [&](language::Concept&& one) { return add_concept(one, origin, file); },
                           read_options(options_)));
  return {};
}

Result<void> Import::add_concept(const language::Concept& one, const std::string& origin,
                                 ImportedFile& file) {
  if (!go_on_(base::Stage::kUnits, static_cast<std::uint64_t>(file.variants))) return stopped();
  file.variants += static_cast<std::int64_t>(one.terms.size());
  for (const language::Term& term : one.terms) file.languages.insert(term.language);
  if (target_.memory == nullptr) return {};
  PUNTE_TRY(const tm::AddOutcome outcome, target_.memory->add_concept(one, origin));
  count(file, outcome);
  return {};
}

/// The units of a group: a key's texts in all languages.
Result<ImportedFile> Import::add_group(exchange::ResourceGroup&& group) {
  // As gettext has it, what names no language is English where nobody says otherwise.
  PUNTE_TRY(auto units,
            exchange::take_units(std::move(group), options_.from.empty() ? "en" : options_.from));
  ImportedFile file;
  file.name = units.first_file;
  file.other_files = units.other_files;
  file.read = std::move(units.report);
  const std::string origin = origin_of(units.first_file);
  if (options_.glossary) {
    file.terms = true;
    for (const language::Unit& unit : units.units) {
      PUNTE_CHECK(add_concept(exchange::concept_of(unit), origin, file));
    }
    return file;
  }
  UnitImport group_import(options_, origin, target_, go_on_, file);
  std::uint64_t done = 0;
  for (language::Unit& unit : units.units) {
    PUNTE_CHECK(group_import.add(std::move(unit), ++done, units.units.size()));
  }
  return file;
}

Result<void> Import::add_groups() {
  // Of many, one may well have no translation: "values-land/strings.xml".
  const bool many = files_.size() + groups_.size() > 1;
  for (exchange::ResourceGroup& group : groups_) {
    auto file = add_group(std::move(group));
    if (file) {
      files_.push_back(std::move(*file));
      continue;
    }
    const base::Error& error = file.error();
    if (!many || error.code != ErrorCode::kInvalidArgument) return tl::unexpected(error);
    ImportedFile& none = files_.emplace_back();
    none.name = error.where;
    none.read.warnings.add(1, 1, error.message, error.arguments);
  }
  return {};
}

}  // namespace

bool narrow(language::Unit& unit, const std::string& from, const std::string& to) {
  if (from.empty() && to.empty()) return true;
  const auto is_of = [](const language::Variant& variant, const std::string& language) {
    const auto own = language::LanguageTag::parse(variant.language);
    const auto asked = language::LanguageTag::parse(language);
    return own && asked && own->is_variant_of(*asked);
  };
  for (const std::string* language : {&from, &to}) {
    const bool has = language->empty() || std::any_of(unit.variants.begin(), unit.variants.end(),
                                                      [&](const language::Variant& variant) {
                                                        return is_of(variant, *language);
                                                      });
    if (!has) return false;
  }
  if (!from.empty() && !to.empty()) {
    std::erase_if(unit.variants, [&](const language::Variant& variant) {
      return !is_of(variant, from) && !is_of(variant, to);
    });
  }
  return unit.variants.size() >= 2;
}

Result<std::vector<ImportedFile>> import_files(std::vector<ImportPlace> files, tm::Memory& memory,
                                               const ImportOptions& options,
                                               const base::Continue& go_on) {
  PUNTE_TRY(auto writer, memory.begin({options.change, {}}));
  PUNTE_TRY(auto by_policy,
            tm::PolicyWriter::make(memory, writer, options.on_conflict, options.conflict_by));
  PUNTE_TRY(auto imported, Import(options, {&memory, &by_policy}, go_on).run(std::move(files)));
  PUNTE_CHECK(writer.commit());
  return imported;
}

Result<std::vector<ImportedFile>> preview_import(std::vector<ImportPlace> files,
                                                 const ImportOptions& options,
                                                 const base::Continue& go_on) {
  return Import(options, {}, go_on).run(std::move(files));
}

}  // namespace punte::job
