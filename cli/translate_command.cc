#include "cli/translate_command.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/files.h"
#include "cli/messages.h"
#include "cli/page_arguments.h"
#include "cli/page_options.h"
#include "cli/progress.h"
#include "cli/translate_merge.h"
#include "cli/translate_pages.h"
#include "cli/translate_work.h"
#include "job/page_translation.h"
#include "page/page.h"
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
using job::TranslatedSegment;

struct TranslateArguments {
  PageArguments pages;
  std::string page;  ///< where it is one
  std::string output;
  std::string name;  ///< of each result of many
  std::string bilingual;
  std::string fuzzy_form = "mark";
  WorkArguments work;
  MergeArguments merge;
  job::TranslateOptions options;
};

Result<TranslateArguments> checked(const Context& context, TranslateArguments arguments,
                                   bool many) {
  if (arguments.options.to.empty()) {
    return base::fail(ErrorCode::kInvalidArgument, PUNTE_MSG("--to needs a language"));
  }
  if (arguments.fuzzy_form == "comment") arguments.options.fuzzy_form = job::FuzzyForm::kComment;
  if (many) return arguments;
  arguments.page = arguments.pages.pages.front();
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
Result<bool> write_results(const Context& context, const job::ReadPage& page,
                           std::vector<TranslatedSegment>& segments,
                           const job::PageTranslator& translator,
                           const TranslateArguments& arguments) {
  // First, for it decides what counts as filled.
  if (!arguments.output.empty()) {
    PUNTE_TRY(const auto written, translator.write(page, segments));
    PUNTE_CHECK(write_file(context, arguments.output, written.bytes));
    report_left(page.page, written);
  }
  if (!arguments.bilingual.empty()) {
    PUNTE_CHECK(write_file(context, arguments.bilingual,
                           view::bilingual_page(page.page, arguments.page, segments,
                                                arguments.options.to, messages())));
  }
  bool has_work = false;
  if (!arguments.work.file.empty()) {
    const std::string name = fs::path(arguments.page).filename();
    PUNTE_TRY(has_work,
              write_work(context, page, name, segments, arguments.options, arguments.work));
  }
  return has_work;
}

/// The report on standard output. True if something was filled in.
Result<bool> print_report(const Context& context, const job::ReadPage& page,
                          const std::vector<TranslatedSegment>& segments,
                          const TranslateArguments& arguments) {
  const bool any = std::any_of(segments.begin(), segments.end(), job::is_filled);
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

/// Pages into a folder, where several are named or a folder is.
Result<int> run_many(const Context& context, const TranslateArguments& arguments) {
  const bool one_file =
      !arguments.bilingual.empty() || !arguments.work.file.empty() || !arguments.merge.work.empty();
  if (one_file) {
    return base::fail(ErrorCode::kInvalidArgument,
                      PUNTE_MSG("--bilingual, --xliff and --merge take one page"));
  }
  TranslatePages pages;
  pages.pages = arguments.pages;
  pages.pages.extract.keep_source = true;
  pages.folder = arguments.output;
  if (!arguments.name.empty()) pages.name = arguments.name;
  pages.options = arguments.options;
  return translate_pages(context, pages);
}

Result<int> run_translate(const Context& context, const TranslateArguments& given) {
  if (given.pages.pages.empty() && given.pages.list.empty()) {
    return base::fail(ErrorCode::kInvalidArgument, PUNTE_MSG("name a page or a folder of pages"));
  }
  const bool many = !given.name.empty() || are_many(given.pages, given.output);
  PUNTE_TRY(const TranslateArguments arguments, checked(context, given, many));
  if (many) return run_many(context, arguments);
  page::ExtractOptions extract = arguments.pages.extract;
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
  PUNTE_TRY(auto segments, translator.translate(page.page, progress.go_on()));
  progress.clear();
  const bool any_match = std::any_of(segments.begin(), segments.end(),
                                     [](const auto& segment) { return segment.match.has_value(); });
  if (!any_match) note_missing_language(memory, arguments.options.to);
  PUNTE_TRY(const bool has_work, write_results(context, page, segments, translator, arguments));
  PUNTE_TRY(const bool any, print_report(context, page, segments, arguments));
  return any || has_work ? kDone : kNothingFound;
}

}  // namespace

void add_translate_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<TranslateArguments>();
  CLI::App& command = add_command(
      app, context, "translate", tr("Give a page back with what the memory knows of it"),
      "  punte translate page.html --to ro -o page.ro.html\n"
      "  punte translate page.html --to ro --fuzzy 75 --bilingual view.html -o page.ro.html\n"
      "  punte translate site/ --to ro -o site-ro/ --name '{stem}.{to}{ext}'\n"
      "  punte translate page.html --to en --jsonl > segments.jsonl\n"
      "  punte translate page.html --to ro --xliff page.xlf\n"
      "  punte translate page.html --to ro --merge page.xlf -o page.ro.html",
      [&context, arguments] { return finished(run_translate(context, *arguments)); });
  add_page_arguments(command, context, arguments->pages);
  add_tag(command, context, "--to", arguments->options.to, tr("The target language"))->required();
  add_output(command, context, "-o,--output", arguments->output,
             tr("The translated page (default: standard output, if nothing else is asked for), or "
                "a folder for the translations of several"));
  command
      .add_option("--name", arguments->name,
                  tr("Names of the files in that folder, of {name}, {stem}, {ext} and {to} "
                     "(default: {name})"))
      ->type_name(tr("PATTERN"));
  add_output(command, context, "--bilingual", arguments->bilingual,
             tr("Write an HTML view of both texts side by side to this file"));
  CLI::Option* xliff = add_output(command, context, "--xliff", arguments->work.file,
                                  tr("Write an XLIFF work file for a translator to this file"));
  command
      .add_option("--xliff-version", arguments->work.version,
                  tr("Its version: 1.2 or 2.1 (default: 1.2)"))
      ->needs(xliff)
      ->check(one_of({"1.2", "2.1"}))
      ->type_name(tr("VERSION"));
  add_narrowing_tag(command, context, "--from", arguments->work.from,
                    tr("Only segments in this language go into the work file (default: all)"))
      ->needs(xliff);
  CLI::Option* merge =
      add_input(command, context, "--merge", arguments->merge.work,
                tr("Put the translations of this work file into the page and the memory"))
          ->excludes(xliff);
  command
      .add_flag("--partial", arguments->merge.partial,
                tr("Merge what is sound and leave segments with faults (default: all or nothing)"))
      ->needs(merge);
  command
      .add_flag("--page-only", arguments->merge.page_only,
                tr("Merge into the page, not into the memory"))
      ->needs(merge);
  CLI::Option* fuzzy =
      command
          .add_option("--fuzzy", arguments->options.fuzzy,
                      tr("Fill in fuzzy matches from this score on, in percent, each in a <mark> "
                         "with its score (default: exact matches only, and those whose numbers, "
                         "codes and forms were put right)"))
          ->check(between(job::kLeastProposal, 99))
          ->type_name(tr("NUMBER"));
  command.add_flag("--assemble", arguments->options.assemble,
                   tr("Where there is no match, put translations of parts together, for the "
                      "bilingual view, the work file and the report"));
  command
      .add_option("--fuzzy-as", arguments->fuzzy_form,
                  tr("How fuzzy matches are filled in: mark (in place of the source) or comment "
                     "(after it; default: mark)"))
      ->needs(fuzzy)
      ->check(one_of({"mark", "comment"}))
      ->type_name(tr("FORM"));
  add_attributes_option(command, arguments->pages.extract);
  add_memory_option(command, context);
  add_output_options(command, context);
}

}  // namespace punte::cli
