#include "cli/import_report.h"

#include <fmt/format.h>

#include <cstdint>
#include <cstdio>

#include "cli/memory_options.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "language/text.h"
#include "view/import_json.h"

namespace punte::cli {
namespace {

using job::ImportedFile;

void print_warnings(const std::string& name, const exchange::ReadReport& report) {
  for (const exchange::Warning& warning : report.warnings.kept()) {
    const std::string text =
        fmt::format("{}:{}:{}: {}", warning.file.empty() ? name : warning.file, warning.line,
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

void print_set_aside(const std::string& name, const ImportedFile& file) {
  for (const job::SetAside& text : file.set_aside) {
    const std::string line = name + ": " +
                             tr("unit {1} calls this {2}, but it is {3}; set aside: {4}",
                                {std::to_string(text.unit), text.language, text.found,
                                 language::fit_width(text.text, 60)});
    std::fprintf(stderr, "%s\n", printable(line).c_str());
  }
}

/// What became of a file, in one line.
std::string line_of(const std::string& name, const ImportedFile& file, bool dry_run) {
  std::string out = paint(Color::kBold, printable(name)) + ": " +
                    (file.terms ? trn("{1} concept read", "{1} concepts read", file.read.units)
                                : trn("{1} unit read", "{1} units read", file.read.units));
  if (!dry_run) {
    out += ", " + trn("{1} added", "{1} added", file.added) + ", " +
           trn("{1} joined with one that was there", "{1} joined with ones that were there",
               file.merged) +
           ", " + trn("{1} already there", "{1} already there", file.unchanged);
  }
  if (file.replaced > 0) {
    out += ", " + trn("{1} of the memory replaced", "{1} of the memory replaced", file.replaced);
  }
  if (file.kept_old > 0) {
    out += ", " + trn("{1} left out for what the memory has",
                      "{1} left out for what the memory has", file.kept_old);
  }
  if (file.read.skipped_units > 0) {
    out += ", " + trn("{1} unit left out", "{1} units left out", file.read.skipped_units);
  }
  if (file.read.skipped_variants > 0) {
    out += ", " + trn("{1} variant left out", "{1} variants left out", file.read.skipped_variants);
  }
  if (file.set_aside_count > 0) {
    out += ", " + trn("{1} text set aside for its language",
                      "{1} texts set aside for their language", file.set_aside_count);
  }
  if (file.other_languages > 0) {
    out += ", " +
           trn("{1} unit in other languages", "{1} units in other languages", file.other_languages);
  }
  return out + "\n";
}

}  // namespace

void print_remarks(const ImportedFile& file) {
  const std::string name = view::name_text(file, messages());
  print_warnings(name, file.read);
  print_set_aside(name, file);
}

std::string import_text(const std::vector<ImportedFile>& files,
                        const std::vector<job::KeptLexicon>& lexicons,
                        const std::filesystem::path& path, bool dry_run) {
  std::string out;
  for (const ImportedFile& file : files) {
    out += line_of(view::name_text(file, messages()), file, dry_run);
  }
  out += dry_run ? tr("Nothing was written: this was a dry run.")
                 : tr("Memory: {1}", {printable(path.string())});
  out += '\n';
  for (const job::KeptLexicon& lexicon : lexicons) out += updated_line(lexicon) + "\n";
  return out;
}

}  // namespace punte::cli
