#include "view/counts.h"

#include <utility>

namespace punte::view {

using job::Band;
using job::kBands;

std::string band_title(Band band, const Messages& messages) {
  if (band == Band::kRepetition) return messages.tr("repetition");
  if (band == Band::kNew) return messages.tr("new");
  return std::string(job::band_name(band));
}

Json amount_json(const job::Amount& amount) {
  return {{"segments", amount.segments},
          {"words", amount.count.words},
          {"characters", amount.count.characters},
          {"spaces", amount.count.spaces}};
}

Json counts_json(const job::BandCounts& counts, const job::RateCard& rates) {
  Json bands = Json::object();
  for (std::size_t i = 0; i < kBands; ++i) {
    bands[std::string(job::band_name(static_cast<Band>(i)))] = amount_json(counts.bands[i]);
  }
  return {{"bands", std::move(bands)},
          {"internal", amount_json(counts.internal)},
          {"total", amount_json(counts.total())},
          {"weighted_words", job::weighted_words(counts, rates)}};
}

}  // namespace punte::view
