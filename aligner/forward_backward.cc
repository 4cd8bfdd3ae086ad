#include "aligner/forward_backward.h"

#include <algorithm>
#include <cmath>

#include "aligner/logarithms.h"

namespace punte::aligner::internal {
namespace {

/// Logarithms of the probabilities of going from one state to another.
struct Transitions {
  Transitions(const Model& model, double heat)
      : to_gap(heat * std::log(model.open)),
        go_on(heat * std::log(model.extend)),
        change(heat * std::log(model.change)),
        stay(heat * std::log(std::max(1e-6, 1 - 2 * model.open))),
        end_deletion(heat * std::log(std::max(1e-6, 1 - model.extend - model.change))),
        end_insertion(heat * std::log(std::max(1e-6, 1 - model.extend))) {}

  double to_gap;  // of either side
  double go_on;
  double change;  // from a deletion to an insertion
  double stay;    // from a bead to a bead
  double end_deletion;
  double end_insertion;
};

class Pass {
 public:
  Pass(const Texts& texts, const Model& model, double heat, Chart& chart)
      : texts_(texts), model_(model), heat_(heat), chart_(chart), to_(model, heat) {}

  void forward() {
    for (auto& layer : chart_.forward) {
      layer.assign(chart_.band.cells(), static_cast<double>(kNever));
    }
    chart_.forward[kAfterBead][chart_.band.cell(0, 0)] = 0;
    for (std::size_t i = 0; i <= texts_.n; ++i) {
      for (std::size_t j = chart_.band.row(i).start; j < chart_.band.row(i).limit; ++j) {
        reach(i, j);
      }
    }
  }

  void backward() {
    for (auto& layer : chart_.backward) {
      layer.assign(chart_.band.cells(), static_cast<double>(kNever));
    }
    const std::size_t end = chart_.band.cell(texts_.n, texts_.m);
    for (auto& layer : chart_.backward) layer[end] = 0;
    const auto& f = chart_.forward;
    chart_.total = log_add(log_add(f[kAfterBead][end], f[kDeletion][end]), f[kInsertion][end]);
    chart_.posteriors.assign(chart_.slot_count * chart_.shape_count, 0);
    chart_.deletion.assign(chart_.band.cells(), 0);
    chart_.insertion.assign(chart_.band.cells(), 0);
    for (std::size_t i = texts_.n + 1; i-- > 0;) {
      for (std::size_t j = chart_.band.row(i).limit; j-- > chart_.band.row(i).start;) {
        leave(i, j);
      }
    }
  }

 private:
  [[nodiscard]] double deletion_score(std::size_t i) const {
    return heat_ * static_cast<double>(model_.deletion_score(texts_, i));
  }
  [[nodiscard]] double insertion_score(std::size_t j) const {
    return heat_ * static_cast<double>(model_.insertion_score(texts_, j));
  }
  /// Of all paths to a cell that go on with a bead.
  [[nodiscard]] double before_bead(std::size_t at) const {
    const auto& f = chart_.forward;
    return log_add(log_add(f[kAfterBead][at] + to_.stay, f[kDeletion][at] + to_.end_deletion),
                   f[kInsertion][at] + to_.end_insertion);
  }

  /// The sums of all paths to a cell.
  void reach(std::size_t i, std::size_t j) {
    auto& f = chart_.forward;
    const std::size_t at = chart_.band.cell(i, j);
    if (const std::size_t up = i > 0 ? chart_.band.cell(i - 1, j) : kNoCell; up != kNoCell) {
      f[kDeletion][at] =
          deletion_score(i) + log_add(f[kAfterBead][up] + to_.to_gap, f[kDeletion][up] + to_.go_on);
    }
    if (j > chart_.band.row(i).start) {
      const std::size_t left = at - 1;
      f[kInsertion][at] = insertion_score(j) + log_add(log_add(f[kAfterBead][left] + to_.to_gap,
                                                               f[kDeletion][left] + to_.change),
                                                       f[kInsertion][left] + to_.go_on);
    }
    if (i == 0 || j == 0 || chart_.slots[at] == kNoSlot) return;
    double sum = f[kAfterBead][at];
    for (std::size_t shape = 0; shape < chart_.shape_count; ++shape) {
      const double score = static_cast<double>(chart_.bead(at, shape));
      if (score <= static_cast<double>(kNever)) continue;
      const std::size_t from =
          chart_.band.cell(i - kShapes[shape].source, j - kShapes[shape].target);
      sum = log_add(sum, before_bead(from) + heat_ * score);
    }
    f[kAfterBead][at] = sum;
  }

  /// The sums of all paths from a cell on, and the posteriors of what begins there.
  void leave(std::size_t i, std::size_t j) {
    const std::size_t at = chart_.band.cell(i, j);
    auto& b = chart_.backward;
    std::array<double, kStates> back = {b[kAfterBead][at], b[kDeletion][at], b[kInsertion][at]};
    if (const std::size_t down = i < texts_.n ? chart_.band.cell(i + 1, j) : kNoCell;
        down != kNoCell) {
      const double rest = deletion_score(i + 1) + b[kDeletion][down];
      back[kAfterBead] = log_add(back[kAfterBead], to_.to_gap + rest);
      back[kDeletion] = log_add(back[kDeletion], to_.go_on + rest);
    }
    if (j + 1 < chart_.band.row(i).limit) {
      const double rest = insertion_score(j + 1) + b[kInsertion][at + 1];
      back[kAfterBead] = log_add(back[kAfterBead], to_.to_gap + rest);
      back[kDeletion] = log_add(back[kDeletion], to_.change + rest);
      back[kInsertion] = log_add(back[kInsertion], to_.go_on + rest);
    }
    for (std::size_t shape = 0; shape < chart_.shape_count; ++shape) {
      const std::size_t x = i + kShapes[shape].source;
      const std::size_t y = j + kShapes[shape].target;
      if (x > texts_.n || y > texts_.m) continue;
      const std::size_t end = chart_.band.cell(x, y);
      if (end == kNoCell || chart_.slots[end] == kNoSlot) continue;
      const double score = static_cast<double>(chart_.bead(end, shape));
      if (score <= static_cast<double>(kNever)) continue;
      const double rest = heat_ * score + b[kAfterBead][end];
      back[kAfterBead] = log_add(back[kAfterBead], to_.stay + rest);
      back[kDeletion] = log_add(back[kDeletion], to_.end_deletion + rest);
      back[kInsertion] = log_add(back[kInsertion], to_.end_insertion + rest);
      chart_.posteriors[std::size_t{chart_.slots[end]} * chart_.shape_count + shape] =
          probability(before_bead(at) + rest);
    }
    for (std::size_t state = 0; state < kStates; ++state) b[state][at] = back[state];
    chart_.deletion[at] = probability(chart_.forward[kDeletion][at] + back[kDeletion]);
    chart_.insertion[at] = probability(chart_.forward[kInsertion][at] + back[kInsertion]);
  }

  /// Of paths whose sum has this logarithm, among all.
  [[nodiscard]] float probability(double paths) const {
    return static_cast<float>(std::exp(std::min(0.0, paths - chart_.total)));
  }

  const Texts& texts_;
  const Model& model_;
  double heat_;
  Chart& chart_;
  Transitions to_;
};

}  // namespace

void forward_backward(const Texts& texts, const Model& model, double heat, Chart& chart) {
  Pass pass(texts, model, heat, chart);
  pass.forward();
  pass.backward();
}

}  // namespace punte::aligner::internal
