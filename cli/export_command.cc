#include "cli/export_command.h"

#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/files.h"
#include "cli/filter_options.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "exchange/format.h"
#include "exchange/unit_writer.h"
#include "job/export.h"
#include "tm/checked_filter.h"
#include "tm/translation_memory.h"
#include "view/json.h"

namespace punte::cli {
namespace {

using base::Result;
using view::json_document;
using view::json_line;

struct ExportArguments {
  job::ExportOptions options;
  std::string output;
  std::vector<std::string> languages;
  std::string format;
  std::string tmx_version = "1.4";
  std::string xliff_version = "2.1";
  std::string encoding = "utf-8";
};

Result<job::ExportOptions> export_options(const ExportArguments& arguments) {
  job::ExportOptions out = arguments.options;
  exchange::UnitWriteOptions& write = out.write;
  write.tmx_1_1 = arguments.tmx_version == "1.1";
  write.utf16 = arguments.encoding == "utf-16";
  write.xliff_version =
      arguments.xliff_version == "1.2" ? exchange::XliffVersion::k12 : exchange::XliffVersion::k21;
  std::vector<std::string>& languages = out.filter.languages;
  for (const std::string* tag : {&write.from, &write.to}) {
    if (!tag->empty()) languages.push_back(*tag);
  }
  languages.insert(languages.end(), arguments.languages.begin(), arguments.languages.end());
  PUNTE_TRY(out.filter, tm::checked_filter(std::move(out.filter)));
  return out;
}

Result<int> run_export(const Context& context, ExportArguments arguments) {
  if (arguments.output.empty()) {
    if (isatty(STDOUT_FILENO) != 0) {
      return base::fail(base::ErrorCode::kInvalidArgument,
                        PUNTE_MSG("name the file with -o; “-o -” writes to the terminal"));
    }
    arguments.output = "-";
  }
  PUNTE_TRY(job::ExportOptions options, export_options(arguments));
  PUNTE_TRY(const auto memory, open_to_read(context));
  PUNTE_TRY(options.format, exchange::output_format(arguments.output, arguments.format));
  PUNTE_TRY(const auto sink, open_output(context, arguments.output));
  JobProgress progress(tr("Exporting"));
  PUNTE_TRY(const std::int64_t count, job::export_units(memory, options, *sink, progress.go_on()));
  progress.clear();

  const bool standard_output = arguments.output == "-";
  const std::string file = standard_output ? tr("standard output") : arguments.output;
  const view::Json json{{"file", arguments.output}, {"units", count}};
  const std::string text =
      context.output() == Output::kJson ? json_document(json)
      : context.output() == Output::kJsonLines
          ? json_line(json)
          : trn("{1} unit written to {2}", "{1} units written to {2}", count, {printable(file)}) +
                "\n";
  // Standard output may carry the file itself.
  if (standard_output) {
    std::fputs(text.c_str(), stderr);
  } else if (!print(text)) {
    return kFailed;
  }
  return count > 0 ? kDone : kNothingFound;
}

}  // namespace

void add_export_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<ExportArguments>();
  job::ExportOptions& options = arguments->options;
  CLI::App& command = add_command(
      app, context, "export", tr("Write the memory's units, or its glossary, to a file"),
      "  punte export -o all.tmx\n"
      "  punte export --from en --to ro -o en-ro.tmx\n"
      "  punte export --from en --to ro -o pairs.tsv\n"
      "  punte export --from en --to ro --origin 'news*' -o news.xlf\n"
      "  punte export -o all.tmx.xz\n"
      "  punte export --from en --to ro --format tsv | head",
      [&context, arguments] { return finished(run_export(context, *arguments)); });
  add_output(command, context, "-o,--output", arguments->output,
             tr("The file to write, all or nothing, packed if it ends in .gz, .xz, .bz2, .zst or "
                "zip; - is standard output, as is none where that is no terminal"));
  add_narrowing_tag(command, context, "--from", options.write.from,
                    tr("Only units with this source language"));
  add_narrowing_tag(command, context, "--to", options.write.to,
                    tr("Only units with this target language"));
  add_tags(command, context, "--languages", arguments->languages,
           tr("Only these languages, and units that have them all"));
  add_filter_options(command, options.filter);
  command
      .add_option("--format", arguments->format,
                  tr("tmx, xliff, po, csv, tsv, xlsx, json or, for the glossary, tbx (default: by "
                     "the name)"))
      ->check(one_of({"tmx", "xliff", "po", "csv", "tsv", "xlsx", "json", "tbx"}));
  command.add_option("--page", options.page, tr("Units aligned from this page (* and ?)"))
      ->type_name(tr("NAME"));
  command.add_flag(
      "--fallback", options.write.fallback,
      tr("Where a unit has no text for the region asked for, take that of another one"));
  command.add_flag("--pairs", options.write.tmx_pairs,
                   tr("TMX: a unit for each pair of languages instead of one for all"));
  command.add_option("--xliff-version", arguments->xliff_version, tr("2.1 or 1.2"))
      ->check(one_of({"1.2", "2.1"}));
  command.add_option("--tmx-version", arguments->tmx_version, tr("1.4, or 1.1 for old tools"))
      ->check(one_of({"1.1", "1.4"}));
  command.add_option("--tbx-version", options.write.tbx_version, tr("3 or 2"))
      ->check(one_of({"2", "3"}));
  command.add_option("--encoding", arguments->encoding, tr("utf-8, or utf-16 for old tools"))
      ->check(one_of({"utf-8", "utf-16"}));
  command.add_option("--level", options.write.tmx_level, tr("1: text only, 2: with inline codes"))
      ->check(one_of({"1", "2"}));
  add_memory_option(command, context);
  add_output_options(command, context);
}

}  // namespace punte::cli
