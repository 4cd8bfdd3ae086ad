#include "cli/export_command.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/files.h"
#include "cli/filter_options.h"
#include "cli/memory_options.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "exchange/format.h"
#include "exchange/stream.h"
#include "exchange/tbx.h"
#include "exchange/unit_writer.h"
#include "language/language_tag.h"
#include "tm/file_header.h"
#include "tm/glossary.h"
#include "tm/translation_memory.h"
#include "view/json.h"

namespace punte::cli {

using view::json_document;
using view::json_line;
namespace {

using base::ErrorCode;
using base::Result;

struct ExportOptions {
  std::string output;
  std::string from;
  std::string to;
  std::vector<std::string> languages;
  tm::UnitFilter filter;
  std::string format;
  std::string tmx_version = "1.4";
  std::string xliff_version = "2.1";
  int tbx_version = 3;
  std::string encoding = "utf-8";
  int level = 2;
  bool pairs = false;
  std::string page;
};

/// Whether units were aligned from a page: `punte align` names both in properties.
class PageMatcher {
 public:
  [[nodiscard]] static Result<PageMatcher> make(const std::string& page) {
    PageMatcher out;
    if (page.empty()) return out;
    for (const char* type : {"x-punte-source=", "x-punte-target="}) {
      tm::UnitFilter filter;
      filter.property = type + page;
      auto side = tm::UnitMatcher::make(filter);
      if (!side) return tl::unexpected(side.error());
      out.sides_.push_back(std::move(*side));
    }
    return out;
  }
  [[nodiscard]] Result<bool> matches(const language::Unit& unit) {
    for (tm::UnitMatcher& side : sides_) {
      const auto matched = side.matches(unit, {});
      if (!matched || *matched) return matched;
    }
    return sides_.empty();
  }

 private:
  std::vector<tm::UnitMatcher> sides_;
};

Result<exchange::UnitWriteOptions> write_options(const tm::Memory& memory,
                                                 const ExportOptions& options) {
  exchange::UnitWriteOptions out;
  out.from = options.from;
  out.to = options.to;
  out.tmx_level = options.level;
  out.tmx_1_1 = options.tmx_version == "1.1";
  out.tmx_utf16 = options.encoding == "utf-16";
  out.tmx_pairs = options.pairs;
  out.xliff_version =
      options.xliff_version == "1.2" ? exchange::XliffVersion::k12 : exchange::XliffVersion::k21;
  auto heads = memory.file_headers(options.filter.origin);
  if (!heads) return tl::unexpected(heads.error());
  std::vector<exchange::TmxHeader> headers;
  for (tm::FileHeader& head : *heads) {
    headers.push_back({std::move(head.attributes), std::move(head.properties),
                       std::move(head.notes), std::move(head.elements)});
  }
  out.tmx_header = exchange::united(headers);
  return out;
}

/// The glossary, or of it the concepts that have all of the languages asked for.
Result<std::int64_t> export_terms(const tm::Memory& memory, const tm::UnitFilter& filter,
                                  const ExportOptions& options) {
  tm::UnitFilter languages;
  languages.languages = filter.languages;
  auto matcher = tm::UnitMatcher::make(languages);
  if (!matcher) return tl::unexpected(matcher.error());
  auto sink = open_output(options.output);
  if (!sink) return tl::unexpected(sink.error());
  exchange::TbxWriter writer(**sink, {options.tbx_version});
  std::int64_t count = 0;
  const auto written =
      memory.for_each_concept([&](const language::Concept& one, std::string_view) -> Result<void> {
        language::Concept wanted = one;
        const auto passes = matcher->matches(exchange::unit_of(language::Concept(one)), {});
        if (!passes) return tl::unexpected(passes.error());
        if (!*passes) return {};
        std::erase_if(wanted.terms,
                      [&](const language::Term& term) { return !matcher->takes(term.language); });
        ++count;
        return writer.write(wanted);
      });
  if (!written) return tl::unexpected(written.error());
  if (const auto finished = writer.finish(); !finished) return tl::unexpected(finished.error());
  if (const auto committed = (*sink)->commit(); !committed) {
    return tl::unexpected(committed.error());
  }
  return count;
}

Result<std::int64_t> export_units(const tm::Memory& memory, const tm::UnitFilter& filter,
                                  const ExportOptions& options) {
  const auto format = exchange::output_format(options.output, options.format);
  if (!format) return tl::unexpected(format.error());
  if (*format == exchange::Format::kTbx) return export_terms(memory, filter, options);
  auto how = write_options(memory, options);
  if (!how) return tl::unexpected(how.error());
  auto sink = open_output(options.output);
  if (!sink) return tl::unexpected(sink.error());
  const auto writer = exchange::unit_writer(*format, **sink, std::move(*how));
  if (!writer) return tl::unexpected(writer.error());
  auto pages = PageMatcher::make(options.page);
  if (!pages) return tl::unexpected(pages.error());
  std::int64_t count = 0;
  Progress progress;
  const auto written = memory.for_each(filter, [&](const language::Unit& unit) -> Result<void> {
    const auto of_page = pages->matches(unit);
    if (!of_page) return tl::unexpected(of_page.error());
    if (!*of_page) return {};
    if ((++count & 0xFF) == 0) {
      progress.show(tr("Exporting"), static_cast<std::uint64_t>(count), 0);
      if (interrupted()) {
        return base::fail(ErrorCode::kCancelled, PUNTE_MSG("stopped; the file was not written"));
      }
    }
    return (*writer)->write(unit);
  });
  if (!written) return tl::unexpected(written.error());
  if (const auto finished = (*writer)->finish(); !finished) return tl::unexpected(finished.error());
  if (const auto committed = (*sink)->commit(); !committed) {
    return tl::unexpected(committed.error());
  }
  return count;
}

int run_export(const Context& context, ExportOptions options) {
  const auto path = context.memory_path();
  if (!path) return report(path.error());
  for (std::string* tag : {&options.from, &options.to}) {
    if (tag->empty()) continue;
    const auto parsed = language::LanguageTag::parse(*tag);
    if (!parsed) return report(parsed.error());
    *tag = parsed->str();
    options.filter.languages.push_back(*tag);
  }
  options.filter.languages.insert(options.filter.languages.end(), options.languages.begin(),
                                  options.languages.end());
  const auto filter = ready_filter(options.filter);
  if (!filter) return report(filter.error());
  const auto memory = tm::TranslationMemory::open(*path, memory_options(*path, Opening::kRead));
  if (!memory) return report(memory.error());
  const auto count = export_units(*memory, *filter, options);
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
  CLI::App& command = add_command(app, context, "export",
                                  tr("Write the memory's units as TMX, XLIFF, PO, CSV or TSV"),
                                  "  punte export -o all.tmx\n"
                                  "  punte export --from en --to ro -o en-ro.tmx\n"
                                  "  punte export --from en --to ro -o pairs.tsv\n"
                                  "  punte export --from en --to ro --origin 'news*' -o news.xlf\n"
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
  add_filter_options(command, options->filter);
  command
      .add_option(
          "--format", options->format,
          tr("tmx, xliff, po, csv, tsv, xlsx or, for the glossary, tbx (default: by the name)"))
      ->check(CLI::IsMember({"tmx", "xliff", "po", "csv", "tsv", "xlsx", "tbx"}));
  command.add_option("--page", options->page, tr("Units aligned from this page (* and ?)"))
      ->type_name(tr("NAME"));
  command.add_flag("--pairs", options->pairs,
                   tr("TMX: a unit for each pair of languages instead of one for all"));
  command.add_option("--xliff-version", options->xliff_version, tr("2.1 or 1.2"))
      ->check(CLI::IsMember({"1.2", "2.1"}));
  command.add_option("--tmx-version", options->tmx_version, tr("1.4, or 1.1 for old tools"))
      ->check(CLI::IsMember({"1.1", "1.4"}));
  command.add_option("--tbx-version", options->tbx_version, tr("3 or 2"))
      ->check(CLI::IsMember({2, 3}));
  command.add_option("--encoding", options->encoding, tr("utf-8, or utf-16 for old tools"))
      ->check(CLI::IsMember({"utf-8", "utf-16"}));
  command.add_option("--level", options->level, tr("1: text only, 2: with inline codes"))
      ->check(CLI::IsMember({1, 2}));
  add_memory_option(command, context);
  add_output_options(command, context);
}

}  // namespace punte::cli
