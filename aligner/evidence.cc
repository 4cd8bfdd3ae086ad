#include "aligner/evidence.h"

#include <algorithm>
#include <unordered_map>

#include "aligner/logarithms.h"

namespace punte::aligner::internal {
namespace {

using Says = std::array<float, kTrusts>;

/// [cell]: pairs that a bead which ends in a cell with a slot may hold.
std::vector<bool> wanted_pairs(const Chart& chart, std::size_t n) {
  constexpr std::size_t kBack = kMostRun - 1;
  std::vector<bool> wanted(chart.band.cells(), false);
  for (std::size_t i = 1; i <= n; ++i) {
    for (std::size_t j = chart.band.first_end(i); j < chart.band.row(i).limit; ++j) {
      if (chart.slots[chart.band.cell(i, j)] == kNoSlot) continue;
      for (std::size_t x = i > kBack ? i - kBack : 1; x <= i; ++x) {
        for (std::size_t y = j > kBack ? j - kBack : 1; y <= j; ++y) {
          if (const std::size_t pair = chart.band.cell(x, y); pair != kNoCell) wanted[pair] = true;
        }
      }
    }
  }
  return wanted;
}

/// How many steps likelier a word is by what speaks for it than by chance.
std::int8_t steps_of(const std::array<double, kTrusts>& trust, double alone, const Says& most) {
  const double given = trust[kChance] * alone +
                       trust[kLearnt] * static_cast<double>(most[kLearnt]) +
                       trust[kKnown] * static_cast<double>(most[kKnown]) +
                       trust[kSpelling] * static_cast<double>(most[kSpelling]);
  return log_steps(given / alone);
}

/// Scores one source segment after the other with target segments.
class PairScorer {
 public:
  PairScorer(const Texts& texts, const Candidates& candidates, const Model& model,
             std::vector<std::int8_t>& out)
      : texts_(texts),
        candidates_(candidates),
        model_(model),
        out_(out),
        stamp_(texts.source.types.size(), 0),
        place_(texts.source.types.size(), 0) {}

  /// The source segment of the pairs to come, which ends at place i.
  void begin_source(std::size_t i) {
    now_ = static_cast<std::uint32_t>(i);
    words_ = &texts_.source.segments[i - 1];
    std::uint32_t types = 0;  // distinct
    for (const std::uint32_t s : *words_) {
      if (stamp_[s] == now_) continue;
      stamp_[s] = now_;
      place_[s] = types++;
    }
    found_.assign(types, Says{});
  }

  /// `own`: the posterior of this very pair as a bead. What it has testified must not speak for it.
  void score(std::size_t j, float own) {
    std::fill(found_.begin(), found_.end(), Says{});
    for (const std::uint32_t t : texts_.target.segments[j - 1]) {
      const Says most = hear(t, own);
      out_.push_back(steps_of(model_.trust_forward, texts_.target.frequencies[t], most));
    }
    for (const std::uint32_t s : *words_) {
      out_.push_back(
          steps_of(model_.trust_backward, texts_.source.frequencies[s], found_[place_[s]]));
    }
  }

 private:
  /// The most that the source segment's words say of a target word; what that says of them is kept
  /// in found_.
  Says hear(std::uint32_t t, float own) {
    Says most{};
    const float links = own > kLeastOwn ? links_of(t) : kLinkChance;
    for (const Candidate& c : candidates_.of_target[t]) {
      if (stamp_[c.source] != now_) continue;
      Says& back = found_[place_[c.source]];
      most[kKnown] = std::max(most[kKnown], c.known_forward);
      back[kKnown] = std::max(back[kKnown], c.known_backward);
      most[kSpelling] = std::max(most[kSpelling], c.spelling);
      back[kSpelling] = std::max(back[kSpelling], c.spelling);
      if (c.count <= 0) continue;
      float count = c.count;
      float source_total = candidates_.source_totals[c.source];
      float target_total = candidates_.target_totals[t];
      if (own > kLeastOwn) {
        const float share = own * std::min(1.0F, c.count / (source_total + kSmoothing) / links);
        count = std::max(0.0F, count - share);
        source_total = std::max(count, source_total - own);
        target_total = std::max(count, target_total - own);
      }
      const float forward = count / (source_total + static_cast<float>(kShrink));
      const float backward = count / (target_total + static_cast<float>(kShrink));
      most[kLearnt] = std::max(most[kLearnt], forward);
      back[kLearnt] = std::max(back[kLearnt], backward);
    }
    return most;
  }

  /// All that links a target word with the source segment, and chance.
  [[nodiscard]] float links_of(std::uint32_t t) const {
    float links = kLinkChance;
    for (const Candidate& c : candidates_.of_target[t]) {
      if (c.count > 0 && stamp_[c.source] == now_)
        links += c.count / (candidates_.source_totals[c.source] + kSmoothing);
    }
    return links;
  }

  const Texts& texts_;
  const Candidates& candidates_;
  const Model& model_;
  std::vector<std::int8_t>& out_;
  std::vector<std::uint32_t> stamp_;  // [source type]: the last segment with it
  std::vector<std::uint32_t> place_;  // [source type]: its number among those of the segment
  std::uint32_t now_ = 0;
  const std::vector<std::uint32_t>* words_ = nullptr;
  std::vector<Says> found_;  // [place]
};

}  // namespace

void PairEvidence::score(const Texts& texts, const Candidates& candidates, const Model& model,
                         const Chart& chart) {
  offsets_.assign(chart.band.cells(), kNoSlot);
  words_.clear();
  const std::vector<bool> wanted = wanted_pairs(chart, texts.n);
  PairScorer scorer(texts, candidates, model, words_);
  for (std::size_t i = 1; i <= texts.n; ++i) {
    scorer.begin_source(i);
    for (std::size_t j = chart.band.first_end(i); j < chart.band.row(i).limit; ++j) {
      const std::size_t at = chart.band.cell(i, j);
      if (!wanted[at]) continue;
      offsets_[at] = static_cast<std::uint32_t>(words_.size());
      scorer.score(j, chart.own[at]);
    }
  }
}

std::vector<Testimony> testimonies(const Texts& texts, const Candidates& candidates,
                                   const Chart& chart, bool forward) {
  std::vector<Testimony> out;
  std::vector<std::uint32_t> stamp(texts.source.types.size(), 0);
  for (std::size_t i = 1; i <= texts.n; ++i) {
    const auto& sources = texts.source.segments[i - 1];
    for (const std::uint32_t s : sources) stamp[s] = static_cast<std::uint32_t>(i);
    for (std::size_t j = chart.band.first_end(i); j < chart.band.row(i).limit; ++j) {
      const float p = chart.posterior(chart.band.cell(i, j), 0);
      if (p < static_cast<float>(kLikely)) continue;
      std::unordered_map<std::uint32_t, Says> of_source;
      for (const std::uint32_t t : texts.target.segments[j - 1]) {
        Testimony testimony{p, {static_cast<float>(texts.target.frequencies[t]), 0, 0, 0}};
        for (const Candidate& c : candidates.of_target[t]) {
          if (stamp[c.source] != i) continue;
          const float total =
              forward ? candidates.source_totals[c.source] : candidates.target_totals[t];
          const float left = std::max(0.0F, c.count - p);
          const float learnt = left / (std::max(left, total - p) + static_cast<float>(kShrink));
          Says& says = forward ? testimony.says : of_source[c.source];
          says[kLearnt] = std::max(says[kLearnt], learnt);
          says[kKnown] = std::max(says[kKnown], forward ? c.known_forward : c.known_backward);
          says[kSpelling] = std::max(says[kSpelling], c.spelling);
        }
        if (forward) out.push_back(testimony);
      }
      if (forward) continue;
      for (const std::uint32_t s : sources) {
        Testimony testimony{p, {}};
        if (const auto found = of_source.find(s); found != of_source.end()) {
          testimony.says = found->second;
        }
        testimony.says[kChance] = static_cast<float>(texts.source.frequencies[s]);
        out.push_back(testimony);
      }
    }
  }
  return out;
}

}  // namespace punte::aligner::internal
