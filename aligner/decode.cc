#include "aligner/decode.h"

#include <algorithm>

#include "aligner/weights.h"

namespace punte::aligner::internal {
namespace {

// How a path comes to a cell: by the bead of a shape, or by a gap.
constexpr std::size_t kByDeletion = kShapes.size();
constexpr std::size_t kByInsertion = kShapes.size() + 1;

Ladder trace_back(const Chart& chart, const std::vector<std::uint8_t>& how, std::size_t n,
                  std::size_t m) {
  Ladder ladder;
  std::size_t i = n;
  std::size_t j = m;
  while (i > 0 || j > 0) {
    const std::size_t way = how[chart.band.cell(i, j)];
    Bead bead{i, i, j, j, 0};
    if (way == kByDeletion) {
      bead.source_start = i - 1;
    } else if (way == kByInsertion) {
      bead.target_start = j - 1;
    } else {
      bead.source_start = i - kShapes[way].source;
      bead.target_start = j - kShapes[way].target;
    }
    i = bead.source_start;
    j = bead.target_start;
    ladder.push_back(bead);
  }
  std::reverse(ladder.begin(), ladder.end());
  return ladder;
}

}  // namespace

GapPosteriors::GapPosteriors(const Chart& chart, std::size_t n, std::size_t m)
    : deletion(n, 0), insertion(m, 0) {
  for (std::size_t i = 0; i <= n; ++i) {
    for (std::size_t j = chart.band.row(i).start; j < chart.band.row(i).limit; ++j) {
      const std::size_t at = chart.band.cell(i, j);
      if (i > 0) deletion[i - 1] += static_cast<double>(chart.deletion[at]);
      if (j > 0) insertion[j - 1] += static_cast<double>(chart.insertion[at]);
    }
  }
}

Ladder decode(const Chart& chart, std::size_t n, std::size_t m) {
  std::vector<float> best(chart.band.cells(), kNever);
  std::vector<std::uint8_t> how(chart.band.cells(), 0);
  best[chart.band.cell(0, 0)] = 0;
  const GapPosteriors gaps(chart, n, m);
  for (std::size_t i = 0; i <= n; ++i) {
    const std::size_t start = chart.band.row(i).start;
    for (std::size_t j = start; j < chart.band.row(i).limit; ++j) {
      const std::size_t at = chart.band.cell(i, j);
      const auto offer = [&](std::size_t from, float gain, std::size_t way) {
        if (from == kNoCell || best[from] + gain <= best[at]) return;
        best[at] = best[from] + gain;
        how[at] = static_cast<std::uint8_t>(way);
      };
      for (std::size_t shape = 0; shape < kShapes.size(); ++shape) {
        if (kShapes[shape].source > i || kShapes[shape].target > j) continue;
        const float p = chart.posterior(at, shape);
        if (p < kLeastPosterior) continue;
        offer(chart.band.cell(i - kShapes[shape].source, j - kShapes[shape].target), p, shape);
      }
      if (i > 0) {
        offer(chart.band.cell(i - 1, j), static_cast<float>(gaps.deletion[i - 1]), kByDeletion);
      }
      if (j > start) offer(at - 1, static_cast<float>(gaps.insertion[j - 1]), kByInsertion);
    }
  }
  return trace_back(chart, how, n, m);
}

}  // namespace punte::aligner::internal
