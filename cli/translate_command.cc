#include "cli/translate_command.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/messages.h"
#include "cli/page_arguments.h"
#include "cli/page_options.h"
#include "cli/progress.h"
#include "cli/translate_merge.h"
#include "cli/translate_work.h"
#include "job/page_translation.h"
#include "page/page.h"
#include "page/write_back.h"
#include "view/bilingual_page.h"
#include "view/page_json.h"

namespace punte::cli {

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
  std::string below = "leave";
  WorkArguments work;
  MergeArguments merge;
  page::ExtractOptions extract;
  job::TranslateOptions options;
};

Result<TranslateArguments> checked(const Context& context, TranslateArguments arguments) {
  PUNTE_CHECK(make_canonical({&arguments.options.to, &arguments.work.from},
                             &arguments.extract.expected_languages));
  if (arguments.options.to.empty()) {
    return base::fail(ErrorCode::kInvalidArgument, PUNTE_MSG("--to needs a language"));
  }
  arguments.options.below = arguments.below == "mark"      ? job::BelowThreshold::kMark
                            : arguments.below == "comment" ? job::BelowThreshold::kComment
                                                           : job::BelowThreshold::kLeave;
  arguments.options.proposals = !arguments.work.file.empty();
  // Standard output takes one thing: the report, the work file, or else the page.
  if (arguments.output.empty() && arguments.work.file.empty() &&
      context.output() == Output::kTable) {
    arguments.output = "-";
  }
  if (!arguments.merge.work.empty() && arguments.output.empty()) {
    return base::fail(ErrorCode::kInvalidArgument,
                      PUNTE_MSG("name the file of the merged page with -o"));
  }
  const int to_output = int{arguments.output == "-"} + int{arguments.work.file == "-"} +
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
    PUNTE_CHECK(
        write_file(arguments.bilingual, view::bilingual_page(page.page, arguments.page, segments,
                                                             arguments.options.to, messages())));
  }
  bool has_work = false;
  if (!arguments.work.file.empty()) {
    const std::string name = fs::path(arguments.page).filename();
    PUNTE_TRY(has_work, write_work(page, name, segments, arguments.options, arguments.work));
  }
  if (arguments.output.empty()) return has_work;
  PUNTE_TRY(const auto written,
            page::write_back(page.bytes, page.page, translator.replacements(page.page, segments)));
  PUNTE_CHECK(write_file(arguments.output, written.bytes));
  report_left(page.page, written);
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
    const bool taken = arguments.output == "-" || arguments.work.file == "-";
    std::fputs((view::summary_text(segments, messages()) + "\n").c_str(), taken ? stderr : stdout);
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
                           .add_option("--xliff", arguments->work.file,
                                       tr("Write an XLIFF work file for a translator to this file"))
                           ->type_name(tr("FILE"));
  command
      .add_option("--xliff-version", arguments->work.version,
                  tr("Its version: 1.2 or 2.1 (default: 1.2)"))
      ->needs(xliff)
      ->check(CLI::IsMember({"1.2", "2.1"}))
      ->type_name(tr("VERSION"));
  command
      .add_option("--from", arguments->work.from,
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
