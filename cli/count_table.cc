#include "cli/count_table.h"

#include <fmt/format.h>

#include <charconv>
#include <string_view>
#include <utility>

#include "cli/messages.h"
#include "cli/terminal.h"

namespace punte::cli {

using base::ErrorCode;
using base::Result;

std::string band_title(Band band) {
  if (band == Band::kRepetition) return tr("repetition");
  if (band == Band::kNew) return tr("new");
  return std::string(band_name(band));
}

Result<RateCard> rate_card(const std::vector<std::string>& rates) {
  RateCard out = default_rates();
  for (const std::string& rate : rates) {
    const std::size_t equals = rate.find('=');
    const std::string_view name = std::string_view(rate).substr(0, equals);
    double value = 0;
    bool known = false;
    if (equals != std::string::npos) {
      const char* const end = rate.data() + rate.size();
      const auto [stop, error] = std::from_chars(rate.data() + equals + 1, end, value);
      known = error == std::errc() && stop == end && value >= 0 && value <= 100;
    }
    bool found = false;
    for (std::size_t i = 0; known && i < kBands; ++i) {
      if (band_name(static_cast<Band>(i)) == name) {
        out[i] = value;
        found = true;
      }
    }
    if (!found) {
      return base::fail(ErrorCode::kInvalidArgument,
                        PUNTE_MSG("“{1}” is no rate; write it as new=1 or 85-94=0.5"), {rate});
    }
  }
  return out;
}

Json amount_json(const Amount& amount) {
  return {{"segments", amount.segments},
          {"words", amount.count.words},
          {"characters", amount.count.characters},
          {"spaces", amount.count.spaces}};
}

Json counts_json(const BandCounts& counts, const RateCard& rates) {
  Json bands = Json::object();
  for (std::size_t i = 0; i < kBands; ++i) {
    bands[std::string(band_name(static_cast<Band>(i)))] = amount_json(counts.bands[i]);
  }
  return {{"bands", std::move(bands)},
          {"internal", amount_json(counts.internal)},
          {"total", amount_json(counts.total())},
          {"weighted_words", weighted_words(counts, rates)}};
}

std::string counts_table(const BandCounts& counts, const RateCard& rates) {
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
    row(band_title(static_cast<Band>(i)), counts.bands[i], fmt::format("{:g}", rates[i]),
        Color::kNone);
  }
  row(tr("all"), counts.total(), "", Color::kBold);
  return table.text();
}

}  // namespace punte::cli
