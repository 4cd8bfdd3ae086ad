#include "aligner/chart.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace punte::aligner::internal {
namespace {

struct Likely {
  std::size_t i, j;
  float own;
};

/// Cells that a path leads through which is not too unlikely.
std::vector<Likely> likely_cells(const Chart& chart, std::size_t n) {
  std::vector<Likely> out;
  for (std::size_t i = 0; i <= n; ++i) {
    for (std::size_t j = chart.band.row(i).start; j < chart.band.row(i).limit; ++j) {
      const std::size_t at = chart.band.cell(i, j);
      double most = static_cast<double>(kNever);
      for (std::size_t state = 0; state < kStates; ++state) {
        most = std::max(most, chart.forward[state][at] + chart.backward[state][at]);
      }
      if (most - chart.total >= static_cast<double>(kLeastPath)) {
        out.push_back({i, j, chart.posterior(at, 0)});
      }
    }
  }
  return out;
}

/// `i - k`, no less than 0.
std::size_t before(std::size_t i, std::size_t k) { return i > k ? i - k : 0; }

}  // namespace

void Chart::begin(Band first) {
  band = std::move(first);
  own.assign(band.cells(), 0);
  slots.resize(band.cells());
  std::iota(slots.begin(), slots.end(), 0U);
  slot_count = band.cells();
}

void Chart::narrow(std::size_t n, std::size_t m) {
  const std::vector<Likely> likely = likely_cells(*this, n);
  constexpr std::size_t kBack = kNear + kMostRun;  // a bead may begin so far before its end
  std::vector<Band::Row> rows(n + 1, {m, 1, 0});
  for (const Likely& at : likely) {
    for (std::size_t x = before(at.i, kBack); x <= std::min(at.i + kNear, n); ++x) {
      const Band::Row& old = band.row(x);
      rows[x].start = std::min(rows[x].start, std::max(old.start, before(at.j, kBack)));
      rows[x].limit = std::max(rows[x].limit, std::min(old.limit, at.j + kNear + 1));
    }
  }
  band = Band(std::move(rows), m);
  own.assign(band.cells(), 0);
  slots.assign(band.cells(), kNoSlot);
  slot_count = 0;
  for (const Likely& at : likely) {
    own[band.cell(at.i, at.j)] = at.own;
    for (std::size_t x = before(at.i, kNear); x <= std::min(at.i + kNear, n); ++x) {
      const std::size_t limit = std::min(at.j + kNear + 1, band.row(x).limit);
      for (std::size_t y = std::max(before(at.j, kNear), band.row(x).start); y < limit; ++y) {
        std::uint32_t& slot = slots[band.cell(x, y)];
        if (slot == kNoSlot) slot = static_cast<std::uint32_t>(slot_count++);
      }
    }
  }
  shape_count = kShapes.size();
}

}  // namespace punte::aligner::internal
