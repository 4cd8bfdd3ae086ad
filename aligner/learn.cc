#include "aligner/learn.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "aligner/evidence.h"
#include "aligner/word_model.h"

namespace punte::aligner::internal {
namespace {

/// Gives the expected number of beads.
double learn_shapes(const Chart& chart, Model& model) {
  std::array<double, kShapes.size()> shapes{};
  double beads = 0;
  for (std::size_t at = 0; at < chart.band.cells(); ++at) {
    for (std::size_t shape = 0; shape < kShapes.size(); ++shape) {
      const auto p = static_cast<double>(chart.posterior(at, shape));
      shapes[shape] += p;
      beads += p;
    }
  }
  const double prior_total = sum_of_priors();
  for (std::size_t shape = 0; shape < kShapes.size(); ++shape) {
    model.shape_priors[shape] =
        (shapes[shape] + kShapeStrength * kShapes[shape].prior / prior_total) /
        (beads + kShapeStrength);
  }
  return beads;
}

/// Segments that are expected to go on with a gap of the same side.
double gaps_that_go_on(const Texts& texts, const Chart& chart, const Model& model) {
  const double go_on = std::log(model.extend);
  double out = 0;
  for (std::size_t i = 0; i <= texts.n; ++i) {
    for (std::size_t j = chart.band.row(i).start; j < chart.band.row(i).limit; ++j) {
      const std::size_t at = chart.band.cell(i, j);
      if (const std::size_t up = i > 0 ? chart.band.cell(i - 1, j) : kNoCell; up != kNoCell) {
        out += std::exp(std::min(0.0, chart.forward[kDeletion][up] + go_on +
                                          static_cast<double>(model.deletion_score(texts, i)) +
                                          chart.backward[kDeletion][at] - chart.total));
      }
      if (j > chart.band.row(i).start) {
        out += std::exp(std::min(0.0, chart.forward[kInsertion][at - 1] + go_on +
                                          static_cast<double>(model.insertion_score(texts, j)) +
                                          chart.backward[kInsertion][at] - chart.total));
      }
    }
  }
  return out;
}

void learn_gap_rates(const Texts& texts, const Chart& chart, double beads, Model& model) {
  const double deleted = std::accumulate(chart.deletion.begin(), chart.deletion.end(), 0.0);
  const double inserted = std::accumulate(chart.insertion.begin(), chart.insertion.end(), 0.0);
  const double went_on = gaps_that_go_on(texts, chart, model);
  const double opened = std::max(0.0, deleted + inserted - went_on);
  model.open = std::clamp((opened / 2 + kGapStrength * kOpen) / (beads + opened + kGapStrength),
                          kLeastOpen, kMostOpen);
  model.extend =
      std::clamp((went_on + kGapStrength * kExtend) / (deleted + inserted + kGapStrength),
                 kLeastExtend, kMostExtend);
  model.change = (1 - model.extend) * kChangeShare;
}

/// Which lengths gaps have: what is left out often is short throughout, as site furniture is.
void learn_gap_lengths(const Texts& texts, const Chart& chart, Model& model) {
  std::array<std::array<double, kLengthClasses>, 2> in_gaps{};
  std::array<std::array<double, kLengthClasses>, 2> at_all{};
  for (std::size_t i = 1; i <= texts.n; ++i) {
    double p = 0;
    for (std::size_t j = chart.band.row(i).start; j < chart.band.row(i).limit; ++j) {
      p += static_cast<double>(chart.deletion[chart.band.cell(i, j)]);
    }
    in_gaps[0][length_class(texts.source.words[i - 1])] += p;
    at_all[0][length_class(texts.source.words[i - 1])] += 1;
  }
  for (std::size_t i = 0; i <= texts.n; ++i) {
    for (std::size_t j = chart.band.first_end(i); j < chart.band.row(i).limit; ++j) {
      in_gaps[1][length_class(texts.target.words[j - 1])] +=
          static_cast<double>(chart.insertion[chart.band.cell(i, j)]);
    }
  }
  for (const std::uint32_t words : texts.target.words) at_all[1][length_class(words)] += 1;
  for (std::size_t side = 0; side < 2; ++side) {
    const double all = std::accumulate(at_all[side].begin(), at_all[side].end(), 0.0);
    const double gaps = std::accumulate(in_gaps[side].begin(), in_gaps[side].end(), 0.0);
    for (std::size_t c = 0; c < kLengthClasses; ++c) {
      const double usual = (at_all[side][c] + 0.5) / (all + 0.5 * kLengthClasses);
      const double here = std::min(in_gaps[side][c], at_all[side][c]);
      const double gap = (here + kLengthStrength * usual) / (gaps + kLengthStrength);
      const double bead = (at_all[side][c] - here + kLengthStrength * usual) /
                          (std::max(0.0, all - gaps) + kLengthStrength);
      model.gap_lengths[side][c] = static_cast<float>(std::log(gap / usual));
      model.bead_lengths[side][c] = static_cast<float>(std::log(bead / usual));
    }
  }
}

/// Calls `take(i, j, posterior)` for each 1-1 bead that is likely; it ends in (i, j).
template <typename Take>
void for_likely_singles(const Texts& texts, const Chart& chart, const Take& take) {
  for (std::size_t i = 1; i <= texts.n; ++i) {
    for (std::size_t j = chart.band.first_end(i); j < chart.band.row(i).limit; ++j) {
      const auto p = static_cast<double>(chart.posterior(chart.band.cell(i, j), 0));
      if (p >= kLikely) take(i, j, p);
    }
  }
}

/// The length ratio and its variance, from 1-1 beads.
void learn_length_ratio(const Texts& texts, const Chart& chart, Model& model) {
  const auto& source = texts.source.lengths;
  const auto& target = texts.target.lengths;
  const auto log_ratio = [&](std::size_t i, std::size_t j) {
    return std::log((target[j - 1] + kExtraLetters) / (source[i - 1] + kExtraLetters));
  };
  double weight = kLengthPrior;
  double sum = 0;
  for_likely_singles(texts, chart, [&](std::size_t i, std::size_t j, double p) {
    weight += p;
    sum += p * log_ratio(i, j);
  });
  model.ratio = sum / weight;
  double squares = kLengthPrior * (kSpread + kJitter / kUsualLetters);
  double expected = kLengthPrior * (kSpread + kJitter / kUsualLetters);
  for_likely_singles(texts, chart, [&](std::size_t i, std::size_t j, double p) {
    const double apart = log_ratio(i, j) - model.ratio;
    const double length = std::min(source[i - 1], target[j - 1]) + kExtraLetters;
    squares += p * std::min(apart * apart, 1.0);
    expected += p * (kSpread + kJitter / length);
  });
  const double scale = std::clamp(squares / expected, kLeastScale, kMostScale);
  model.spread = kSpread * scale;
  model.jitter = kJitter * scale;
}

/// The words of likely beads; of a long text a part, which teaches its words as well.
std::vector<Evidence> words_of_beads(const Texts& texts, const Chart& chart) {
  const auto take = [](const Side& side, std::size_t from, std::size_t limit,
                       std::vector<std::uint32_t>& words) {
    for (std::size_t x = from; x < limit; ++x) {
      words.insert(words.end(), side.segments[x].begin(), side.segments[x].end());
    }
  };
  std::vector<Evidence> out;
  double word_pairs = 0;
  for (std::size_t i = 1; i <= texts.n; ++i) {
    for (std::size_t j = chart.band.first_end(i); j < chart.band.row(i).limit; ++j) {
      const std::size_t at = chart.band.cell(i, j);
      for (std::size_t shape = 0; shape < kShapes.size(); ++shape) {
        const float p = chart.posterior(at, shape);
        if (p < kLeastTeaching) continue;
        Evidence bead;
        bead.weight = static_cast<double>(p);
        take(texts.source, i - kShapes[shape].source, i, bead.source);
        take(texts.target, j - kShapes[shape].target, j, bead.target);
        word_pairs += static_cast<double>(bead.source.size() * bead.target.size());
        out.push_back(std::move(bead));
      }
    }
  }
  if (word_pairs <= kMostWordPairs) return out;
  const auto stride = static_cast<std::size_t>(std::ceil(word_pairs / kMostWordPairs));
  std::vector<Evidence> some;
  for (std::size_t e = 0; e < out.size(); e += stride) some.push_back(std::move(out[e]));
  return some;
}

void learn_words(const Texts& texts, const Chart& chart, Candidates& candidates) {
  WordModel model = fit_word_model(words_of_beads(texts, chart), texts.source.types.size(),
                                   texts.target.types.size(), kModelRounds, kLeastCount);
  for (std::uint32_t t = 0; t < candidates.of_target.size(); ++t) {
    auto& list = candidates.of_target[t];
    for (Candidate& candidate : list) candidate.count = 0;
    const auto& links = model.of_target[t];
    for (std::size_t k = 0; k < std::min(links.size(), kMostLinks); ++k) {
      const auto found = std::find_if(list.begin(), list.end(), [&](const Candidate& c) {
        return c.source == links[k].source;
      });
      if (found != list.end()) {
        found->count = links[k].count;
      } else {
        list.push_back({links[k].source, 0, 0, 0, links[k].count});
      }
    }
  }
  candidates.source_totals = std::move(model.source_totals);
  candidates.target_totals = std::move(model.target_totals);
}

/// Which source of evidence explains the words of likely 1-1 beads, by expectation maximisation.
void learn_trust(const std::vector<Testimony>& words, bool is_first, bool lexicon,
                 std::array<double, kTrusts>& trust) {
  if (is_first) trust[kLearnt] = kFirstTrustLearnt;
  const double whole = std::accumulate(trust.begin(), trust.end(), 0.0);
  for (double& t : trust) t /= whole;
  for (int pass = 0; pass < kTrustPasses; ++pass) {
    std::array<double, kTrusts> shares = kTrustStrength;
    if (!lexicon) shares[kKnown] = 0;
    for (const Testimony& word : words) {
      double all = 0;
      for (std::size_t x = 0; x < kTrusts; ++x) {
        all += trust[x] * static_cast<double>(word.says[x]);
      }
      for (std::size_t x = 0; x < kTrusts; ++x) {
        shares[x] +=
            static_cast<double>(word.weight) * trust[x] * static_cast<double>(word.says[x]) / all;
      }
    }
    const double sum_shares = std::accumulate(shares.begin(), shares.end(), 0.0);
    for (std::size_t x = 0; x < kTrusts; ++x) trust[x] = shares[x] / sum_shares;
  }
}

}  // namespace

void learn(const Texts& texts, const Chart& chart, bool is_first, bool lexicon,
           Candidates& candidates, Model& model) {
  const double beads = learn_shapes(chart, model);
  learn_gap_rates(texts, chart, beads, model);
  learn_gap_lengths(texts, chart, model);
  learn_length_ratio(texts, chart, model);
  learn_words(texts, chart, candidates);
  learn_trust(testimonies(texts, candidates, chart, true), is_first, lexicon, model.trust_forward);
  learn_trust(testimonies(texts, candidates, chart, false), is_first, lexicon,
              model.trust_backward);
}

}  // namespace punte::aligner::internal
