#include "cli/count_table.h"

#include <fmt/format.h>

#include "cli/messages.h"
#include "cli/terminal.h"
#include "view/counts.h"

namespace punte::cli {

using job::Amount;
using job::Band;
using job::kBands;

std::string counts_table(const job::BandCounts& counts, const job::RateCard& rates) {
  Table table({tr("Match"), tr("Segments"), tr("Words"), tr("Characters"), tr("Rate")});
  const auto row = [&](const std::string& title, const Amount& amount, const std::string& rate,
                       Color color) {
    table.add({{title, color},
               {number(amount.segments)},
               {number(amount.count.words)},
               {number(amount.count.characters)},
               {rate}});
  };
  for (std::size_t i = 0; i < kBands; ++i) {
    row(view::band_title(static_cast<Band>(i), messages()), counts.bands[i],
        fmt::format("{:g}", rates[i]), Color::kNone);
  }
  row(tr("all"), counts.total(), "", Color::kBold);
  return table.text();
}

}  // namespace punte::cli
