#include "view/analysis_report.h"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/csv.h"
#include "exchange/workbook.h"
#include "view/counts.h"
#include "view/html_report.h"

namespace punte::view {

using base::Result;
using job::Amount;
using job::Analysis;
using job::Band;
using job::band_name;
using job::BandCounts;
using job::kBands;
using job::RateCard;
using job::weighted_words;

std::string analysis_csv(const Analysis& analysis) {
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

Result<void> write_analysis_workbook(const Analysis& analysis, const RateCard& rates,
                                     const Messages& messages, exchange::ByteSink& sink) {
  PUNTE_TRY(auto book, exchange::Workbook::create());
  using Groups = std::vector<std::pair<std::string, BandCounts>>;
  const auto sheet = [&](const std::string& name, const Groups& groups) -> Result<void> {
    auto done = book.add_sheet(
        name, {messages.tr("Name"), messages.tr("Match"), messages.tr("Segments"),
               messages.tr("Words"), messages.tr("Characters"), messages.tr("Spaces"),
               messages.tr("Rate"), messages.tr("Weighted words")});
    for (const auto& [group, counts] : groups) {
      for (std::size_t i = 0; i < kBands && done; ++i) {
        const Amount& amount = counts.bands[i];
        const auto words = static_cast<double>(amount.count.words);
        done = book.add_row({group, band_title(static_cast<Band>(i), messages),
                             static_cast<double>(amount.segments), words,
                             static_cast<double>(amount.count.characters),
                             static_cast<double>(amount.count.spaces), rates[i], words * rates[i]});
      }
    }
    return done;
  };
  PUNTE_CHECK(sheet(messages.tr("all"), {{"", analysis.all}}));
  PUNTE_CHECK(sheet(messages.tr("Words by language"),
                    {analysis.by_language.begin(), analysis.by_language.end()}));
  PUNTE_CHECK(
      sheet(messages.tr("Words by role"), {analysis.by_role.begin(), analysis.by_role.end()}));
  PUNTE_CHECK(sheet(messages.tr("Words by page"), analysis.by_page));
  return book.finish(sink);
}

std::string analysis_page(const Analysis& analysis, const RateCard& rates,
                          const Messages& messages) {
  HtmlReport report(messages.tr("Analysis"), messages.language());
  std::vector<HtmlReport::Bar> bars;
  for (std::size_t i = 0; i < kBands; ++i) {
    const std::int64_t words = analysis.all.bands[i].count.words;
    bars.push_back({band_title(static_cast<Band>(i), messages), static_cast<double>(words),
                    messages.number(words)});
  }
  report.bars(bars);
  report.paragraph(messages.tr("{1} weighted words",
                               {messages.decimal(weighted_words(analysis.all, rates), 1)}));
  std::vector<std::string> titles = {""};
  for (std::size_t i = 0; i < kBands; ++i) {
    titles.push_back(band_title(static_cast<Band>(i), messages));
  }
  titles.push_back(messages.tr("all"));
  titles.push_back(messages.tr("weighted"));
  const auto table = [&](const std::string& heading,
                         const std::vector<std::pair<std::string, BandCounts>>& groups) {
    report.heading(heading);
    report.begin_table(titles);
    for (const auto& [name, counts] : groups) {
      std::vector<std::string> cells = {html_escaped(name)};
      for (const Amount& amount : counts.bands)
        cells.push_back(messages.number(amount.count.words));
      cells.push_back(messages.number(counts.total().count.words));
      cells.push_back(messages.decimal(weighted_words(counts, rates), 1));
      report.row(cells);
    }
    report.end_table();
  };
  table(messages.tr("Words by language"),
        {analysis.by_language.begin(), analysis.by_language.end()});
  table(messages.tr("Words by role"), {analysis.by_role.begin(), analysis.by_role.end()});
  table(messages.tr("Words by page"), analysis.by_page);
  return report.html();
}

}  // namespace punte::view
