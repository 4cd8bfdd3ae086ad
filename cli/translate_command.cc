#include "cli/translate_command.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/files.h"
#include "cli/messages.h"
#include "cli/page_arguments.h"
#include "cli/progress.h"
#include "cli/translate_merge.h"
#include "exchange/stream.h"
#include "job/page_translation.h"
#include "job/work_file.h"
#include "language/language_tag.h"
#include "page/page.h"
#include "page/write_back.h"
#include "view/html_report.h"
#include "view/page_json.h"

namespace punte::cli {

using view::html_escaped;
using view::HtmlReport;
using view::in_language;
using view::Json;
using view::json_document;
using view::json_line;
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Result;
using job::Fill;
using job::TranslatedSegment;

struct TranslateArguments {
  std::string page;
  std::string output;
  std::string bilingual;
  std::string xliff;
  std::string xliff_version = "1.2";
  std::string from;
  std::string below = "leave";
  MergeArguments merge;
  page::ExtractOptions extract;
  job::TranslateOptions options;
};

/// The colour of a row in the bilingual view.
std::string_view css_class(const TranslatedSegment& segment) {
  switch (segment.fill) {
    case Fill::kTarget:
      return "same";
    case Fill::kLocalized:
    case Fill::kGiven:
      return "exact";
    case Fill::kMatch:
      return segment.match->score >= 100 ? "exact" : "high";
    case Fill::kBelow:
      return "fuzzy";
    case Fill::kNothing:
      break;
  }
  return segment.segment.language == "und" ? "same" : "new";
}

std::string joined(const std::vector<base::Message>& changes) {
  std::string out;
  for (const base::Message& change : changes) {
    out += (out.empty() ? "" : "; ") + messages().tr(change);
  }
  return out;
}

Result<void> write_bilingual(const page::Page& page, const std::vector<TranslatedSegment>& segments,
                             const TranslateArguments& arguments) {
  HtmlReport report(page.title.empty() ? arguments.page : page.title, message_language());
  report.begin_table({tr("Language"), tr("Source"), tr("Translation"), tr("Score"), tr("Changes")});
  for (const TranslatedSegment& segment : segments) {
    const bool filled = segment.fill != Fill::kNothing && segment.fill != Fill::kTarget;
    std::string shown;
    if (segment.fill == Fill::kBelow) {
      shown = in_language(segment.match->target.text, arguments.options.to);
    } else if (filled) {
      shown = in_language(segment.text.text, arguments.options.to);
    }
    if (segment.assembly) {
      shown += "<p><i>" + html_escaped(tr("of parts:")) + "</i> " +
               in_language(segment.assembly->text, arguments.options.to) + "</p>";
    }
    report.row({html_escaped(segment.segment.language),
                in_language(segment.segment.text.text, segment.segment.language), shown,
                segment.match ? std::to_string(segment.match->score) : std::string(),
                html_escaped(joined(segment.changes))},
               css_class(segment));
  }
  report.end_table();
  return write_file(arguments.bilingual, report.html());
}

std::string summary_of(const std::vector<TranslatedSegment>& segments) {
  std::array<std::int64_t, 6> counts{};
  for (const TranslatedSegment& segment : segments) {
    // What has no language needs no translation.
    if (segment.fill == Fill::kNothing && segment.segment.language == "und") continue;
    ++counts[static_cast<std::size_t>(segment.fill)];
  }
  const auto count = [&](Fill fill) { return counts[static_cast<std::size_t>(fill)]; };
  return trn("{1} segment filled", "{1} segments filled",
             count(Fill::kMatch) + count(Fill::kGiven)) +
         ", " + trn("{1} adapted", "{1} adapted", count(Fill::kLocalized)) + ", " +
         trn("{1} without a match", "{1} without a match",
             count(Fill::kNothing) + count(Fill::kBelow)) +
         ", " +
         trn("{1} in the target language already", "{1} in the target language already",
             count(Fill::kTarget)) +
         "\n";
}

/// Writes the XLIFF work file and tells what does not go into it. False: there is nothing to put
/// into one, and none is written.
Result<bool> write_work(const job::ReadPage& page, const std::vector<TranslatedSegment>& segments,
                        const TranslateArguments& arguments) {
  std::vector<job::WorkFile> files = job::work_files(
      page.page, segments, page.bytes, fs::path(arguments.page).filename(), arguments.options);
  if (!arguments.from.empty()) {
    std::erase_if(files, [&](const job::WorkFile& file) {
      return !language::same_language(file.file.source_language, arguments.from);
    });
  }
  if (files.empty()) {
    const std::string text =
        tr("nothing on the page is to be translated into {1}; no work file was written",
           {arguments.options.to});
    std::fprintf(stderr, "punte: %s\n", text.c_str());
    return false;
  }
  const auto version =
      arguments.xliff_version == "2.1" ? exchange::XliffVersion::k21 : exchange::XliffVersion::k12;
  if (version == exchange::XliffVersion::k21) {
    // The most part goes in; a second run with --from makes a file of another language.
    while (files.size() > 1) {
      const job::WorkFile& left = files.back();
      const std::string text =
          trn("{1} segment in “{2}” is not in the file: XLIFF 2.1 holds one "
              "source language; choose it with --from",
              "{1} segments in “{2}” are not in the file: XLIFF 2.1 holds one "
              "source language; choose it with --from",
              static_cast<std::int64_t>(left.units.size()), {left.file.source_language});
      std::fprintf(stderr, "punte: %s\n", text.c_str());
      files.pop_back();
    }
  }
  auto sink = open_output(arguments.xliff);
  if (!sink) return tl::unexpected(sink.error());
  if (const auto done = job::write_work_files(files, version, **sink); !done) {
    return tl::unexpected(done.error());
  }
  if (const auto done = (*sink)->commit(); !done) return tl::unexpected(done.error());
  return true;
}

Result<TranslateArguments> checked(const Context& context, TranslateArguments arguments) {
  const auto tags = make_canonical({&arguments.options.to, &arguments.from},
                                   &arguments.extract.expected_languages);
  if (!tags) return tl::unexpected(tags.error());
  if (arguments.options.to.empty()) {
    return base::fail(ErrorCode::kInvalidArgument, PUNTE_MSG("--to needs a language"));
  }
  arguments.options.below = arguments.below == "mark"      ? job::BelowThreshold::kMark
                            : arguments.below == "comment" ? job::BelowThreshold::kComment
                                                           : job::BelowThreshold::kLeave;
  arguments.options.proposals = !arguments.xliff.empty();
  // Standard output takes one thing: the report, the work file, or else the page.
  if (arguments.output.empty() && arguments.xliff.empty() && context.output() == Output::kTable) {
    arguments.output = "-";
  }
  if (!arguments.merge.work.empty() && arguments.output.empty()) {
    return base::fail(ErrorCode::kInvalidArgument,
                      PUNTE_MSG("name the file of the merged page with -o"));
  }
  const int to_output = int{arguments.output == "-"} + int{arguments.xliff == "-"} +
                        int{context.output() != Output::kTable};
  if (to_output > 1) {
    return base::fail(ErrorCode::kInvalidArgument,
                      PUNTE_MSG("standard output takes one of the page, the work file and the "
                                "JSON report; name files for the others"));
  }
  return arguments;
}

/// True if a work file was written.
Result<bool> write_results(const job::ReadPage& page,
                           const std::vector<TranslatedSegment>& segments,
                           const job::PageTranslator& translator,
                           const TranslateArguments& arguments) {
  if (!arguments.bilingual.empty()) {
    const auto done = write_bilingual(page.page, segments, arguments);
    if (!done) return tl::unexpected(done.error());
  }
  bool has_work = false;
  if (!arguments.xliff.empty()) {
    const auto done = write_work(page, segments, arguments);
    if (!done) return done;
    has_work = *done;
  }
  if (arguments.output.empty()) return has_work;
  const auto written =
      page::write_back(page.bytes, page.page, translator.replacements(page.page, segments));
  if (!written) return tl::unexpected(written.error());
  if (const auto done = write_file(arguments.output, written->bytes); !done) {
    return tl::unexpected(done.error());
  }
  report_left(page.page, *written);
  return has_work;
}

/// The report on standard output. True if something was filled in.
Result<bool> print_report(const Context& context, const job::ReadPage& page,
                          const std::vector<TranslatedSegment>& segments,
                          const TranslateArguments& arguments) {
  const bool any = std::any_of(segments.begin(), segments.end(), [](const auto& segment) {
    return segment.fill == Fill::kMatch || segment.fill == Fill::kLocalized;
  });
  if (context.output() == Output::kTable) {
    const bool taken = arguments.output == "-" || arguments.xliff == "-";
    std::fputs(summary_of(segments).c_str(), taken ? stderr : stdout);
    return any;
  }
  std::string out;
  Json list = Json::array();
  for (const TranslatedSegment& segment : segments) {
    Json one = view::to_json(page.page, segment, messages());
    if (context.output() == Output::kJsonLines) {
      out += json_line(one);
    } else {
      list.push_back(std::move(one));
    }
  }
  if (context.output() == Output::kJson) {
    out = json_document({{"page", arguments.page}, {"segments", std::move(list)}});
  }
  if (!print(out)) return base::fail(ErrorCode::kIo, PUNTE_MSG("standard output is closed"));
  return any;
}

Result<int> run_translate(const Context& context, const TranslateArguments& given) {
  PUNTE_TRY(const TranslateArguments arguments, checked(context, given));
  page::ExtractOptions extract = arguments.extract;
  extract.keep_source = true;
  const bool merges = !arguments.merge.work.empty();
  // What is merged is told by the work file.
  if (merges) extract.attributes = true;
  if (merges) {
    MergeArguments merge = arguments.merge;
    merge.output = arguments.output;
    PUNTE_TRY(const auto memory, open_if_any(context));
    PUNTE_TRY(const auto page,
              read_named_page(memory ? &*memory : nullptr, arguments.page, extract));
    return merge_work(context, merge, page, arguments.options);
  }
  PUNTE_TRY(const auto memory, open_to_read(context));
  PUNTE_TRY(const auto page, read_named_page(&memory, arguments.page, extract));
  job::PageTranslator translator(memory, arguments.options);
  JobProgress progress;
  PUNTE_TRY(const auto segments, translator.translate(page.page, progress.go_on()));
  progress.clear();
  PUNTE_TRY(const bool has_work, write_results(page, segments, translator, arguments));
  PUNTE_TRY(const bool any, print_report(context, page, segments, arguments));
  return any || has_work ? kDone : kNothingFound;
}

}  // namespace

void add_translate_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<TranslateArguments>();
  CLI::App& command = add_command(
      app, context, "translate", tr("Give a page back with what the memory knows of it"),
      "  punte translate page.html --to ro -o page.ro.html\n"
      "  punte translate page.html --to ro --below mark --bilingual view.html -o page.ro.html\n"
      "  punte translate page.html --to en --jsonl > segments.jsonl\n"
      "  punte translate page.html --to ro --xliff page.xlf\n"
      "  punte translate page.html --to ro --merge page.xlf -o page.ro.html",
      [&context, arguments] { return finished(run_translate(context, *arguments)); });
  command
      .add_option("page", arguments->page, tr("An HTML page, packed or not; - is standard input"))
      ->required()
      ->type_name(tr("PAGE"));
  command.add_option("--to", arguments->options.to, tr("The target language"))
      ->required()
      ->type_name(tr("TAG"));
  command
      .add_option(
          "-o,--output", arguments->output,
          tr("The translated page (default: standard output, if nothing else is asked for)"))
      ->type_name(tr("FILE"));
  command
      .add_option("--bilingual", arguments->bilingual,
                  tr("Write an HTML view of both texts side by side to this file"))
      ->type_name(tr("FILE"));
  CLI::Option* xliff = command
                           .add_option("--xliff", arguments->xliff,
                                       tr("Write an XLIFF work file for a translator to this file"))
                           ->type_name(tr("FILE"));
  command
      .add_option("--xliff-version", arguments->xliff_version,
                  tr("Its version: 1.2 or 2.1 (default: 1.2)"))
      ->needs(xliff)
      ->check(CLI::IsMember({"1.2", "2.1"}))
      ->type_name(tr("VERSION"));
  command
      .add_option("--from", arguments->from,
                  tr("Only segments in this language go into the work file (default: all)"))
      ->needs(xliff)
      ->type_name(tr("TAG"));
  CLI::Option* merge =
      command
          .add_option("--merge", arguments->merge.work,
                      tr("Put the translations of this work file into the page and the memory"))
          ->excludes(xliff)
          ->type_name(tr("FILE"));
  command
      .add_flag("--partial", arguments->merge.partial,
                tr("Merge what is sound and leave segments with faults (default: all or nothing)"))
      ->needs(merge);
  command
      .add_flag("--page-only", arguments->merge.page_only,
                tr("Merge into the page, not into the memory"))
      ->needs(merge);
  command
      .add_option("--threshold", arguments->options.threshold,
                  tr("Lowest score that fills a segment, in percent (default: 85)"))
      ->check(CLI::Range(50, 102))
      ->type_name(tr("NUMBER"));
  command.add_flag("--assemble", arguments->options.assemble,
                   tr("Where there is no match, put translations of parts together, for the "
                      "bilingual view, the work file and the report"));
  command
      .add_option("--below", arguments->below,
                  tr("What becomes of matches below it: leave the source, mark the match, or give "
                     "it as a comment (leave, mark, comment; default: leave)"))
      ->check(CLI::IsMember({"leave", "mark", "comment"}))
      ->type_name(tr("WAY"));
  add_attributes_option(command, arguments->extract);
  add_page_options(command, arguments->extract);
  add_memory_option(command, context);
  add_output_options(command, context);
}

}  // namespace punte::cli
