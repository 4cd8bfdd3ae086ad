#include "aligner/band.h"

#include <algorithm>
#include <utility>

#include "aligner/pieces.h"
#include "aligner/weights.h"

namespace punte::aligner::internal {
namespace {

using Corner = std::pair<std::size_t, std::size_t>;

/// [type]: the segments that a word occurs in, one more than kRareInText at most.
std::vector<std::vector<std::uint32_t>> places_of(const Side& side) {
  std::vector<std::vector<std::uint32_t>> out(side.types.size());
  for (std::uint32_t i = 0; i < side.segments.size(); ++i) {
    for (const std::uint32_t t : side.segments[i]) {
      if (out[t].size() <= kRareInText) out[t].push_back(i);
    }
  }
  return out;
}

/// Pairs of segments that share a rare word (or its known translation), as long a chain of them as
/// goes forward on both sides. With corners.
std::vector<Corner> anchors(const Texts& texts, const Candidates& candidates) {
  const auto in_source = places_of(texts.source);
  const auto in_target = places_of(texts.target);
  std::vector<Point> points;
  for (std::size_t t = 0; t < candidates.of_target.size(); ++t) {
    if (in_target[t].size() > kRareInText) continue;
    for (const Candidate& c : candidates.of_target[t]) {
      if (in_source[c.source].size() > kRareInText) continue;
      if (c.spelling < 1 && c.known_forward < kLeastAnchor) continue;
      for (const std::uint32_t i : in_source[c.source]) {
        for (const std::uint32_t j : in_target[t]) points.emplace_back(i + 1, j + 1);
      }
    }
  }
  std::vector<Corner> chain = {{0, 0}};
  for (const auto& [i, j] : rising_chain(std::move(points))) chain.emplace_back(i, j);
  chain.emplace_back(texts.n, texts.m);
  return chain;
}

}  // namespace

Band::Band(std::vector<Row> rows, std::size_t m) : rows_(std::move(rows)) {
  const std::size_t n = rows_.size() - 1;
  rows_[0].start = 0;
  rows_[n].limit = m + 1;
  for (std::size_t i = n; i-- > 0;) rows_[i].start = std::min(rows_[i].start, rows_[i + 1].start);
  for (std::size_t i = 0; i <= n; ++i) {
    if (i > 0) {
      rows_[i].start = std::min(rows_[i].start, rows_[i - 1].limit - 1);
      rows_[i].limit = std::max(rows_[i].limit, rows_[i - 1].limit);
    }
    rows_[i].offset = cells_;
    cells_ += rows_[i].limit - rows_[i].start;
  }
}

Band first_band(const Texts& texts, const Candidates& candidates) {
  const std::size_t n = texts.n;
  const std::size_t m = texts.m;
  std::size_t half = m + 1;
  std::vector<Corner> path = {{0, 0}, {n, m}};
  if ((n + 1) * (m + 1) > kMostCells) {
    half = std::max<std::size_t>(kMostCells / (n + 1) / 2, kLeastHalf);
    path = anchors(texts, candidates);
  }
  std::vector<Band::Row> rows(n + 1);
  std::size_t step = 0;
  for (std::size_t i = 0; i <= n; ++i) {
    while (step + 2 < path.size() && path[step + 1].first < i) ++step;
    const auto [x, y] = path[step];
    const auto [x_end, y_end] = path[step + 1];
    const double slope =
        x_end == x ? 0 : static_cast<double>(y_end - y) / static_cast<double>(x_end - x);
    const std::size_t middle =
        std::min(m, y + static_cast<std::size_t>(slope * static_cast<double>(i - x)));
    rows[i].start = middle > half ? middle - half : 0;
    rows[i].limit = std::min(middle + half + 1, m + 1);
  }
  return Band(std::move(rows), m);
}

}  // namespace punte::aligner::internal
