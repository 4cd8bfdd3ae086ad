#include "cli/analyze_command.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/count_table.h"
#include "cli/files.h"
#include "cli/messages.h"
#include "cli/page_arguments.h"
#include "cli/page_options.h"
#include "cli/progress.h"
#include "job/analysis.h"
#include "job/rate_card.h"
#include "language/language_tag.h"
#include "view/analysis_report.h"
#include "view/page_json.h"

namespace punte::cli {
namespace {

using base::Result;
using job::Analysis;
using job::RateCard;
using job::weighted_words;
using view::json_document;
using view::json_line;

struct AnalyzeArguments {
  PageArguments pages;
  std::string to;
  std::vector<std::string> rates;
  std::string csv;
  std::string xlsx;
  std::string report_file;
};

std::string table_of(const Analysis& analysis, const RateCard& rates) {
  std::string out = counts_table(analysis.all, rates);
  out += tr("{1} weighted words", {decimal(weighted_words(analysis.all, rates), 1)}) + "; " +
         tr("{1} of the words of fuzzy matches are known from the pages themselves",
            {number(analysis.all.internal.count.words)}) +
         "\n";
  for (const auto& [tag, counts] : analysis.by_language) {
    out += tag + " (" + language::language_name(tag, message_language()) +
           "): " + trn("{1} word", "{1} words", counts.total().count.words) + "\n";
  }
  out += tr("in the target language already: {1}; without a language: {2}",
            {trn("{1} word", "{1} words", analysis.in_target.count.words),
             trn("{1} word", "{1} words", analysis.without_language.count.words)}) +
         "\n";
  return out;
}

/// Counts page after page.
class PagesAnalysis {
 public:
  PagesAnalysis(const tm::Memory* memory, const std::string& target) : analyzer_(memory, target) {}

  [[nodiscard]] bool add(const job::ReadPage& page) {
    const auto segments = segmenter_.segments(page.page);
    JobProgress progress;
    const auto added = analyzer_.add(page.name, segments,
                                     job::counted_segments(page.page, segments), progress.go_on());
    if (!added) error_ = added.error();
    return added.has_value();
  }
  [[nodiscard]] Result<Analysis> finish() {
    if (error_) return tl::unexpected(*error_);
    JobProgress progress;
    return analyzer_.finish(progress.go_on());
  }

 private:
  job::Analyzer analyzer_;
  job::PageSegmenter segmenter_;
  std::optional<base::Error> error_;
};

Result<void> write_files(const Context& context, const Analysis& analysis, const RateCard& rates,
                         const AnalyzeArguments& arguments) {
  if (!arguments.csv.empty()) {
    PUNTE_CHECK(write_file(context, arguments.csv, view::analysis_csv(analysis)));
  }
  if (!arguments.xlsx.empty()) {
    PUNTE_TRY(const auto sink, open_output(context, arguments.xlsx));
    PUNTE_CHECK(view::write_analysis_workbook(analysis, rates, messages(), *sink));
    PUNTE_CHECK(sink->commit());
  }
  if (!arguments.report_file.empty()) {
    PUNTE_CHECK(write_file(context, arguments.report_file,
                           view::analysis_page(analysis, rates, messages())));
  }
  return {};
}

Result<int> run_analyze(const Context& context, const AnalyzeArguments& arguments) {
  PUNTE_TRY(auto places, page_places(context, arguments.pages));
  PUNTE_TRY(const RateCard rates, job::rate_card(arguments.rates));
  PUNTE_TRY(const auto memory, open_if_any(context));
  if (!memory) note_no_memory(context);
  job::PageSource source(std::move(places), arguments.pages.extract.max_bytes);
  job::SiteOptions site_options;
  site_options.known = memory ? &*memory : nullptr;
  job::SitePages sites(site_options);
  PagesAnalysis analysing(memory ? &*memory : nullptr, arguments.to);
  PUNTE_TRY(const job::PageCounts counts,
            read_all_pages(source, arguments.pages.extract, sites,
                           [&](const job::ReadPage& page) { return analysing.add(page); }));
  PUNTE_TRY(const Analysis analysis, analysing.finish());
  if (counts.stopped) return kFailed;
  if (memory) note_missing_language(*memory, arguments.to);
  PUNTE_CHECK(write_files(context, analysis, rates, arguments));
  const std::string out = context.output() == Output::kTable ? table_of(analysis, rates)
                          : context.output() == Output::kJson
                              ? json_document(view::to_json(analysis, rates))
                              : json_line(view::to_json(analysis, rates));
  if (!print(out) || counts.failed > 0) return kFailed;
  return analysis.all.total().segments > 0 ? kDone : kNothingFound;
}

}  // namespace

void add_analyze_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<AnalyzeArguments>();
  CLI::App& command = add_command(
      app, context, "analyze", tr("Count the words of pages by how much of them is known"),
      "  punte analyze page.html --to ro\n"
      "  punte analyze site/ crawl.warc.gz --to ro --tm client.tm --report count.html\n"
      "  punte analyze page.html --to ro --rates 100=0,85-94=0.6 --csv count.csv",
      [&context, arguments] { return finished(run_analyze(context, *arguments)); });
  add_page_arguments(command, context, arguments->pages);
  add_tag(command, context, "--to", arguments->to, tr("The target language"))->required();
  add_attributes_option(command, arguments->pages.extract);
  command
      .add_option("--rates", arguments->rates,
                  tr("What a word of a band costs, as a share of a new one: "
                     "102=0,101=0,100=0.1,repetition=0.1,95-99=0.3,85-94=0.5,75-84=0.7,50-74=1,"
                     "new=1"))
      ->allow_extra_args(false)
      ->delimiter(',')
      ->type_name(tr("RATES"));
  add_output(command, context, "--csv", arguments->csv, tr("Write all counts to this CSV file"));
  add_output(command, context, "--xlsx", arguments->xlsx, tr("Write all counts to this workbook"));
  add_output(command, context, "--report", arguments->report_file,
             tr("Write an HTML report to this file"));
  add_memory_option(command, context);
  add_output_options(command, context);
}

}  // namespace punte::cli
