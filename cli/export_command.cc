#include "cli/export_command.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/json.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "exchange/csv.h"
#include "exchange/format.h"
#include "exchange/stream.h"
#include "exchange/tmx.h"
#include "language/language_tag.h"
#include "tm/translation_memory.h"

namespace punte::cli {
namespace {

using language::ErrorCode;
using language::Result;

struct ExportOptions {
  std::string output;
  std::string from;
  std::string to;
  std::vector<std::string> languages;
  std::string origin;
  std::string format;
  std::string tmx_version = "1.4";
  std::string encoding = "utf-8";
  int level = 2;
};

/// Writes units in the format asked for.
class UnitWriter {
 public:
  UnitWriter(exchange::ByteSink& sink, exchange::Format format, const ExportOptions& options) {
    if (format == exchange::Format::kTmx) {
      exchange::TmxWriteOptions write_options;
      write_options.level = options.level;
      write_options.source_language = options.from;
      write_options.version_1_1 = options.tmx_version == "1.1";
      write_options.utf16 = options.encoding == "utf-16";
      tmx_ = std::make_unique<exchange::TmxWriter>(sink, std::move(write_options));
    } else {
      csv_ = std::make_unique<exchange::CsvWriter>(
          sink,
          exchange::CsvWriteOptions{format == exchange::Format::kTsv, options.from, options.to});
    }
  }
  Result<void> write(const tm::Unit& unit) {
    return tmx_ != nullptr ? tmx_->write(unit) : csv_->write(unit);
  }
  Result<void> finish() { return tmx_ != nullptr ? tmx_->finish() : csv_->finish(); }

 private:
  std::unique_ptr<exchange::TmxWriter> tmx_;
  std::unique_ptr<exchange::CsvWriter> csv_;
};

Result<std::int64_t> export_units(const tm::TranslationMemory& memory, const tm::UnitFilter& filter,
                                  const ExportOptions& options) {
  const auto format = exchange::output_format(options.output, options.format);
  if (!format) return tl::unexpected(format.error());
  if (*format != exchange::Format::kTmx && (options.from.empty() || options.to.empty())) {
    return language::fail(ErrorCode::kInvalidArgument,
                          PUNTE_MSG("CSV and TSV hold one pair; give --from and --to"));
  }
  auto sink = exchange::create_file(options.output);
  if (!sink) return tl::unexpected(sink.error());
  UnitWriter writer(**sink, *format, options);
  std::int64_t count = 0;
  Progress progress;
  const auto written = memory.for_each(filter, [&](const tm::Unit& unit) -> Result<void> {
    if ((++count & 0xFF) == 0) {
      progress.show(tr("Exporting"), static_cast<std::uint64_t>(count), 0);
      if (interrupted()) {
        return language::fail(ErrorCode::kCancelled,
                              PUNTE_MSG("stopped; the file was not written"));
      }
    }
    return writer.write(unit);
  });
  if (!written) return tl::unexpected(written.error());
  if (const auto finished = writer.finish(); !finished) return tl::unexpected(finished.error());
  if (const auto committed = (*sink)->commit(); !committed) {
    return tl::unexpected(committed.error());
  }
  return count;
}

int run_export(const Context& context, ExportOptions options) {
  const auto path = context.memory_path();
  if (!path) return report(path.error());
  tm::UnitFilter filter;
  filter.origin = options.origin;
  for (std::string* tag : {&options.from, &options.to}) {
    if (tag->empty()) continue;
    const auto parsed = language::LanguageTag::parse(*tag);
    if (!parsed) return report(parsed.error());
    *tag = parsed->str();
    filter.languages.push_back(*tag);
  }
  for (const std::string& tag : options.languages) {
    const auto parsed = language::LanguageTag::parse(tag);
    if (!parsed) return report(parsed.error());
    filter.languages.push_back(parsed->str());
  }
  tm::OpenOptions open_options;
  open_options.create = false;
  open_options.read_only = true;
  const auto memory = tm::TranslationMemory::open(*path, open_options);
  if (!memory) return report(memory.error());
  const auto count = export_units(*memory, filter, options);
  if (!count) return report(count.error());

  const std::string file = options.output == "-" ? tr("standard output") : options.output;
  std::string text;
  switch (context.output()) {
    case Output::kJson:
      text = json_document({{"file", options.output}, {"units", *count}});
      break;
    case Output::kJsonLines:
      text = json_line({{"file", options.output}, {"units", *count}});
      break;
    case Output::kTable:
      text = trn("{1} unit written to {2}", "{1} units written to {2}", *count, {printable(file)}) +
             "\n";
  }
  // Standard output may carry the file itself.
  if (options.output == "-") {
    std::fputs(text.c_str(), stderr);
  } else if (!print(text)) {
    return kFailed;
  }
  return *count > 0 ? kDone : kNothingFound;
}

}  // namespace

void add_export_command(CLI::App& app, Context& context) {
  const auto options = std::make_shared<ExportOptions>();
  CLI::App& command =
      add_command(app, context, "export", tr("Write the memory's units as TMX, CSV or TSV"),
                  "  punte export -o all.tmx\n"
                  "  punte export --from en --to ro -o en-ro.tmx\n"
                  "  punte export --from en --to ro -o pairs.tsv\n"
                  "  punte export -o - | xz > all.tmx.xz",
                  [&context, options] { return run_export(context, *options); });
  command
      .add_option("-o,--output", options->output,
                  tr("The file to write, all or nothing; - is standard output"))
      ->required()
      ->type_name(tr("FILE"));
  command.add_option("--from", options->from, tr("Only units with this source language"))
      ->type_name(tr("TAG"));
  command.add_option("--to", options->to, tr("Only units with this target language"))
      ->type_name(tr("TAG"));
  command
      .add_option("--languages", options->languages,
                  tr("Only these languages, and units that have them all"))
      ->allow_extra_args(false)
      ->delimiter(',')
      ->type_name(tr("TAGS"));
  command.add_option("--origin", options->origin, tr("Only units that came from this file"));
  command.add_option("--format", options->format, tr("tmx, csv or tsv (default: by the name)"))
      ->check(CLI::IsMember({"tmx", "csv", "tsv"}));
  command.add_option("--tmx-version", options->tmx_version, tr("1.4, or 1.1 for old tools"))
      ->check(CLI::IsMember({"1.1", "1.4"}));
  command.add_option("--encoding", options->encoding, tr("utf-8, or utf-16 for old tools"))
      ->check(CLI::IsMember({"utf-8", "utf-16"}));
  command.add_option("--level", options->level, tr("1: text only, 2: with inline codes"))
      ->check(CLI::IsMember({1, 2}));
  add_memory_option(command, context);
  add_output_options(command, context);
}

}  // namespace punte::cli
