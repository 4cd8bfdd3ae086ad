#include "job/rate_card.h"

#include <charconv>
#include <string_view>

namespace punte::job {

RateCard default_rates() { return {0, 0, 0.1, 0.1, 0.3, 0.5, 0.7, 1, 1}; }

double weighted_words(const BandCounts& counts, const RateCard& rates) {
  double out = 0;
  for (std::size_t i = 0; i < kBands; ++i) {
    out += rates[i] * static_cast<double>(counts.bands[i].count.words);
  }
  return out;
}

base::Result<RateCard> rate_card(const std::vector<std::string>& rates) {
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
      return base::fail(base::ErrorCode::kInvalidArgument,
                        PUNTE_MSG("“{1}” is no rate; write it as new=1 or 85-94=0.5"), {rate});
    }
  }
  return out;
}

}  // namespace punte::job
