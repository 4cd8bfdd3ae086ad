#include "aligner/bead_scores.h"

#include <algorithm>
#include <array>
#include <climits>
#include <cmath>
#include <vector>

#include "aligner/logarithms.h"

namespace punte::aligner::internal {
namespace {

constexpr int kNoWord = -1000;     // in kLogStep: as good as none
constexpr int kMissing = INT_MIN;  // a pair of the run was not scored

/// The words of one segment, given a run of segments of the other side that grows.
class Run {
 public:
  void begin(std::size_t words) { best_.assign(words, kNoWord); }
  /// Adds what one more segment says of each word; gives the sum over all words, on the mean over
  /// the `segments` so far, in kLogStep.
  int add(const std::int8_t* says, std::size_t segments) {
    int sum = -static_cast<int>(best_.size()) * kLogOf[segments];
    for (std::size_t k = 0; k < best_.size(); ++k) {
      best_[k] = add_steps(best_[k], says[k]);
      sum += best_[k];
    }
    return sum;
  }
  /// Words that a run of so many segments makes likelier.
  [[nodiscard]] int explained(std::size_t segments) const {
    return static_cast<int>(std::count_if(best_.begin(), best_.end(),
                                          [&](int word) { return word > kLogOf[segments]; }));
  }

 private:
  std::vector<int> best_;
};

class BeadScorer {
 public:
  BeadScorer(const Texts& texts, const PairEvidence& evidence, const Model& model, Chart& chart)
      : texts_(texts), evidence_(evidence), model_(model), chart_(chart), of_target_(texts.m + 1) {
    for (Runs& runs : of_source_) runs.resize(texts.m + 1);
    for (std::size_t shape = 0; shape < kShapes.size(); ++shape) {
      log_priors_[shape] = static_cast<float>(std::log(model.shape_priors[shape]));
    }
    for (std::size_t shape = 0; shape < chart.shape_count; ++shape) {
      most_ = std::max<std::size_t>({most_, kShapes[shape].source, kShapes[shape].target});
    }
  }

  void score_row(std::size_t i) {
    sum_runs(i);
    for (std::size_t j = chart_.band.first_end(i); j < chart_.band.row(i).limit; ++j) {
      const std::size_t at = chart_.band.cell(i, j);
      if (chart_.slots[at] == kNoSlot) continue;
      for (std::size_t shape = 0; shape < chart_.shape_count; ++shape) {
        const std::size_t a = kShapes[shape].source;
        const std::size_t b = kShapes[shape].target;
        if (a > i || b > j || chart_.band.cell(i - a, j - b) == kNoCell) continue;
        if (differ_in_numbers(i, j, a, b)) continue;
        const float length = lengths(i, j, a, b);
        if (length < kLeastLength && a * b > 1) continue;
        const int words = sum_of_words(i, j, a, b);
        if (words == kMissing) continue;
        chart_.bead(at, shape) =
            log_priors_[shape] + length +
            static_cast<float>(kWordWeight) * kLogStep * static_cast<float>(words);
      }
    }
  }

 private:
  /// [column][segments of the other side - 1]: evidence of a segment's words given a run of the
  /// other side that ends in the cell, in kLogStep.
  using Runs = std::vector<std::array<int, kMostRun>>;

  void sum_runs(std::size_t i) {
    Runs& of_source = of_source_[i % kMostRun];
    for (std::size_t j = chart_.band.first_end(i); j < chart_.band.row(i).limit; ++j) {
      const std::size_t target_size = texts_.target.segments[j - 1].size();
      of_target_[j].fill(kMissing);
      run_.begin(target_size);
      for (std::size_t a = 1; a <= std::min(most_, i); ++a) {
        const std::size_t pair = chart_.band.cell(i - a + 1, j);
        if (!evidence_.is_scored(pair)) break;
        of_target_[j][a - 1] = run_.add(evidence_.words(pair), a);
      }
      of_source[j].fill(kMissing);
      run_.begin(texts_.source.segments[i - 1].size());
      for (std::size_t b = 1; b <= std::min(most_, j); ++b) {
        const std::size_t pair = chart_.band.cell(i, j - b + 1);
        if (!evidence_.is_scored(pair)) break;
        of_source[j][b - 1] =
            run_.add(evidence_.words(pair) + texts_.target.segments[j - b].size(), b);
      }
    }
  }

  /// Segments of numbers alone are translations only of the same numbers.
  [[nodiscard]] bool differ_in_numbers(std::size_t i, std::size_t j, std::size_t a,
                                       std::size_t b) const {
    for (std::size_t x = i - a; x < i; ++x) {
      if (!texts_.source.only_values[x]) return false;
    }
    for (std::size_t y = j - b; y < j; ++y) {
      if (!texts_.target.only_values[y]) return false;
    }
    return values_of(texts_.source, i - a, i) != values_of(texts_.target, j - b, j);
  }

  [[nodiscard]] float lengths(std::size_t i, std::size_t j, std::size_t a, std::size_t b) const {
    double source_length = 0;
    double target_length = 0;
    float length = 0;
    for (std::size_t x = i - a; x < i; ++x) {
      source_length += texts_.source.lengths[x];
      length += model_.bead_lengths[0][length_class(texts_.source.words[x])];
    }
    for (std::size_t y = j - b; y < j; ++y) {
      target_length += texts_.target.lengths[y];
      length += model_.bead_lengths[1][length_class(texts_.target.words[y])];
    }
    return length + model_.length_score(source_length, target_length);
  }

  /// kMissing if a pair of the bead was not scored.
  [[nodiscard]] int sum_of_words(std::size_t i, std::size_t j, std::size_t a, std::size_t b) const {
    int words = 0;
    for (std::size_t y = j; y > j - b; --y) {
      if (y < chart_.band.row(i).start || of_target_[y][a - 1] == kMissing) return kMissing;
      words += of_target_[y][a - 1];
    }
    for (std::size_t x = i; x > i - a; --x) words += of_source_[x % kMostRun][j][b - 1];
    return words;
  }

  const Texts& texts_;
  const PairEvidence& evidence_;
  const Model& model_;
  Chart& chart_;
  std::array<float, kShapes.size()> log_priors_{};
  std::size_t most_ = 0;                  // segments on a side of the shapes that are looked at
  Runs of_target_;                        // of the row that is scored
  std::array<Runs, kMostRun> of_source_;  // and of those before it
  Run run_;
};

}  // namespace

void score_beads(const Texts& texts, const PairEvidence& evidence, const Model& model,
                 Chart& chart) {
  chart.beads.assign(chart.slot_count * chart.shape_count, kNever);
  BeadScorer scorer(texts, evidence, model, chart);
  for (std::size_t i = 1; i <= texts.n; ++i) scorer.score_row(i);
}

std::optional<BeadWords> bead_words(const Texts& texts, const PairEvidence& evidence,
                                    const Chart& chart, std::size_t i, std::size_t j,
                                    const Shape& shape) {
  const std::size_t a = shape.source;
  const std::size_t b = shape.target;
  BeadWords out;
  Run run;
  for (std::size_t y = j; y > j - b; --y) {
    run.begin(texts.target.segments[y - 1].size());
    int words = 0;
    for (std::size_t x = i; x > i - a; --x) {
      const std::size_t pair = chart.band.cell(x, y);
      if (!evidence.is_scored(pair)) return std::nullopt;
      words = run.add(evidence.words(pair), i - x + 1);
    }
    out.sum += words;
    out.explained += run.explained(a);
  }
  for (std::size_t x = i; x > i - a; --x) {
    run.begin(texts.source.segments[x - 1].size());
    int words = 0;
    for (std::size_t y = j; y > j - b; --y) {
      const std::int8_t* says =
          evidence.words(chart.band.cell(x, y)) + texts.target.segments[y - 1].size();
      words = run.add(says, j - y + 1);
    }
    out.sum += words;
    out.explained += run.explained(b);
  }
  return out;
}

}  // namespace punte::aligner::internal
