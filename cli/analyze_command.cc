#include "cli/analyze_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/analysis.h"
#include "cli/arguments.h"
#include "cli/count_table.h"
#include "cli/files.h"
#include "cli/html_report.h"
#include "cli/json.h"
#include "cli/messages.h"
#include "cli/page_segments.h"
#include "cli/page_source.h"
#include "cli/site_pages.h"
#include "exchange/csv.h"
#include "exchange/stream.h"
#include "exchange/workbook.h"
#include "language/language_tag.h"
#include "page/page.h"

namespace punte::cli {
namespace {

using base::ErrorCode;
using base::Result;

struct AnalyzeArguments {
  std::vector<std::string> pages;
  std::string list;
  std::string to;
  page::ExtractOptions extract;
  std::vector<std::string> rates;
  std::string csv;
  std::string xlsx;
  std::string report_file;
};

Json to_json(const Analysis& analysis, const RateCard& rates) {
  Json languages = Json::object();
  for (const auto& [tag, counts] : analysis.by_language) {
    languages[tag] = counts_json(counts, rates);
  }
  Json roles = Json::object();
  for (const auto& [role, counts] : analysis.by_role) roles[role] = counts_json(counts, rates);
  Json pages = Json::array();
  for (const auto& [page, counts] : analysis.by_page) {
    Json entry = counts_json(counts, rates);
    entry["page"] = page;
    pages.push_back(std::move(entry));
  }
  return {{"all", counts_json(analysis.all, rates)},
          {"languages", std::move(languages)},
          {"roles", std::move(roles)},
          {"pages", std::move(pages)},
          {"in_target_language", amount_json(analysis.in_target)},
          {"without_language", amount_json(analysis.without_language)}};
}

std::string table_of(const Analysis& analysis, const RateCard& rates) {
  std::string out = counts_table(analysis.all, rates);
  out += tr("{1} weighted words", {fmt::format("{:.1f}", weighted_words(analysis.all, rates))}) +
         "; " +
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

std::string csv_of(const Analysis& analysis) {
  std::string out = "group,name,match,segments,words,characters,spaces\n";
  const auto rows = [&](std::string_view group, const std::string& name, const BandCounts& counts) {
    for (std::size_t i = 0; i < kBands; ++i) {
      const Amount& amount = counts.bands[i];
      out += fmt::format("{},{},{},{},{},{},{}\n", group, exchange::csv_field(name),
                         band_name(static_cast<Band>(i)), amount.segments, amount.count.words,
                         amount.count.characters, amount.count.spaces);
    }
  };
  rows("all", "", analysis.all);
  for (const auto& [tag, counts] : analysis.by_language) rows("language", tag, counts);
  for (const auto& [role, counts] : analysis.by_role) rows("role", role, counts);
  for (const auto& [page, counts] : analysis.by_page) rows("page", page, counts);
  return out;
}

/// The counts that the CSV file has, and the weighted words, as a workbook.
Result<void> write_workbook(const Analysis& analysis, const RateCard& rates,
                            const std::string& path) {
  auto book = exchange::Workbook::create();
  if (!book) return tl::unexpected(book.error());
  using Groups = std::vector<std::pair<std::string, BandCounts>>;
  const auto sheet = [&](const std::string& name, const Groups& groups) -> Result<void> {
    auto done =
        book->add_sheet(name, {tr("Name"), tr("Match"), tr("Segments"), tr("Words"),
                               tr("Characters"), tr("Spaces"), tr("Rate"), tr("Weighted words")});
    for (const auto& [group, counts] : groups) {
      for (std::size_t i = 0; i < kBands && done; ++i) {
        const Amount& amount = counts.bands[i];
        const auto words = static_cast<double>(amount.count.words);
        done = book->add_row(
            {group, band_title(static_cast<Band>(i)), static_cast<double>(amount.segments), words,
             static_cast<double>(amount.count.characters), static_cast<double>(amount.count.spaces),
             rates[i], words * rates[i]});
      }
    }
    return done;
  };
  auto done = sheet(tr("all"), {{"", analysis.all}});
  if (done) {
    done =
        sheet(tr("Words by language"), {analysis.by_language.begin(), analysis.by_language.end()});
  }
  if (done) done = sheet(tr("Words by role"), {analysis.by_role.begin(), analysis.by_role.end()});
  if (done) done = sheet(tr("Words by page"), analysis.by_page);
  if (!done) return done;
  auto sink = open_output(path);
  if (!sink) return tl::unexpected(sink.error());
  if (done = book->finish(**sink); !done) return done;
  return (*sink)->commit();
}

Result<void> write_report(const Analysis& analysis, const RateCard& rates,
                          const std::string& path) {
  HtmlReport report(tr("Analysis"));
  std::vector<HtmlReport::Bar> bars;
  for (std::size_t i = 0; i < kBands; ++i) {
    const std::int64_t words = analysis.all.bands[i].count.words;
    bars.push_back({band_title(static_cast<Band>(i)), static_cast<double>(words), number(words)});
  }
  report.bars(bars);
  report.paragraph(
      tr("{1} weighted words", {fmt::format("{:.1f}", weighted_words(analysis.all, rates))}));
  std::vector<std::string> titles = {""};
  for (std::size_t i = 0; i < kBands; ++i) titles.push_back(band_title(static_cast<Band>(i)));
  titles.push_back(tr("all"));
  titles.push_back(tr("weighted"));
  const auto table = [&](const std::string& heading,
                         const std::vector<std::pair<std::string, BandCounts>>& groups) {
    report.heading(heading);
    report.begin_table(titles);
    for (const auto& [name, counts] : groups) {
      std::vector<std::string> cells = {html_escaped(name)};
      for (const Amount& amount : counts.bands) cells.push_back(number(amount.count.words));
      cells.push_back(number(counts.total().count.words));
      cells.push_back(fmt::format("{:.1f}", weighted_words(counts, rates)));
      report.row(cells);
    }
    report.end_table();
  };
  table(tr("Words by language"), {analysis.by_language.begin(), analysis.by_language.end()});
  table(tr("Words by role"), {analysis.by_role.begin(), analysis.by_role.end()});
  table(tr("Words by page"), analysis.by_page);
  return report.save(path);
}

int run_analyze(const Context& context, AnalyzeArguments arguments) {
  if (arguments.pages.empty() && arguments.list.empty()) {
    return report({ErrorCode::kInvalidArgument,
                   PUNTE_MSG("name a page, a folder or an archive, or give --list"),
                   {},
                   {}});
  }
  const auto tags = make_canonical({&arguments.to}, &arguments.extract.expected_languages);
  if (!tags) return report(tags.error());
  const auto rates = rate_card(arguments.rates);
  if (!rates) return report(rates.error());
  const page::ExtractOptions& extract_options = arguments.extract;
  const auto memory = open_if_any(context);
  if (!memory) return report(memory.error());
  Analyzer analyzer(*memory ? &**memory : nullptr, arguments.to);
  PageSource source(arguments.pages, arguments.list, extract_options.max_bytes);
  PageSegmenter segmenter;
  std::optional<base::Error> failure;
  const auto memory_path = context.memory_path();
  SitePages sites(memory_path ? *memory_path : std::filesystem::path(), SiteUse::kRead);
  const auto count = [&](const page::Page& page, const std::string& name) {
    std::vector<PageSegment> in_order = segmenter.segments(page);
    // What stands in attributes is no context of the running text.
    std::stable_partition(in_order.begin(), in_order.end(),
                          [](const PageSegment& segment) { return !segment.plain; });
    std::vector<CountedSegment> segments;
    for (const PageSegment& segment : in_order) {
      segments.push_back({segment.text.text, segment.language, page.blocks[segment.block].role});
    }
    const auto added = analyzer.add(name, segments);
    if (!added) failure = added.error();
    return static_cast<bool>(added);
  };
  const auto read = read_pages(source, extract_options, sites, count);
  if (!read) return report(read.error());
  if (failure) return report(*failure);
  if (read->counts.stopped) return kFailed;
  const auto analysis = analyzer.finish();
  if (!analysis) return report(analysis.error());
  if (!arguments.csv.empty()) {
    if (const auto done = write_file(arguments.csv, csv_of(*analysis)); !done) {
      return report(done.error());
    }
  }
  if (!arguments.xlsx.empty()) {
    if (const auto done = write_workbook(*analysis, *rates, arguments.xlsx); !done) {
      return report(done.error());
    }
  }
  if (!arguments.report_file.empty()) {
    if (const auto done = write_report(*analysis, *rates, arguments.report_file); !done) {
      return report(done.error());
    }
  }
  const std::string out = context.output() == Output::kTable ? table_of(*analysis, *rates)
                          : context.output() == Output::kJson
                              ? json_document(to_json(*analysis, *rates))
                              : json_line(to_json(*analysis, *rates));
  if (!print(out)) return kFailed;
  if (read->failed()) return kFailed;
  return analysis->all.total().segments > 0 ? kDone : kNothingFound;
}

}  // namespace

void add_analyze_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<AnalyzeArguments>();
  CLI::App& command = add_command(
      app, context, "analyze", tr("Count the words of pages by how much of them is known"),
      "  punte analyze page.html --to ro\n"
      "  punte analyze site/ crawl.warc.gz --to ro --tm client.tm --report count.html\n"
      "  punte analyze page.html --to ro --rates 100=0,85-94=0.6 --csv count.csv",
      [&context, arguments] { return run_analyze(context, *arguments); });
  command
      .add_option("page", arguments->pages,
                  tr("HTML pages, packed or not, MHTML files, WARC archives, folders; - is "
                     "standard input"))
      ->type_name(tr("PAGE"));
  command.add_option("--to", arguments->to, tr("The target language"))
      ->required()
      ->type_name(tr("TAG"));
  command
      .add_option("--list", arguments->list,
                  tr("A file that names a page a line; - is standard input"))
      ->type_name(tr("FILE"));
  add_attributes_option(command, arguments->extract);
  add_page_options(command, arguments->extract);
  command
      .add_option("--rates", arguments->rates,
                  tr("What a word of a band costs, as a share of a new one: "
                     "102=0,101=0,100=0.1,repetition=0.1,95-99=0.3,85-94=0.5,75-84=0.7,50-74=1,"
                     "new=1"))
      ->allow_extra_args(false)
      ->delimiter(',')
      ->type_name(tr("RATES"));
  command.add_option("--csv", arguments->csv, tr("Write all counts to this CSV file"))
      ->type_name(tr("FILE"));
  command.add_option("--xlsx", arguments->xlsx, tr("Write all counts to this workbook"))
      ->type_name(tr("FILE"));
  command.add_option("--report", arguments->report_file, tr("Write an HTML report to this file"))
      ->type_name(tr("FILE"));
  add_memory_option(command, context);
  add_output_options(command, context);
}

}  // namespace punte::cli
