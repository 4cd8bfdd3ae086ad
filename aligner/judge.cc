#include "aligner/judge.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "aligner/bead_scores.h"
#include "aligner/decode.h"
#include "aligner/forward_backward.h"
#include "aligner/weights.h"

namespace punte::aligner::internal {
namespace {

bool is_gap(const Bead& bead) {
  return bead.source_start == bead.source_limit || bead.target_start == bead.target_limit;
}

/// The number of the bead's shape; kShapes.size() of a gap.
std::size_t shape_of(const Bead& bead) {
  const auto found = std::find_if(kShapes.begin(), kShapes.end(), [&](const Shape& shape) {
    return shape.source == bead.source_limit - bead.source_start &&
           shape.target == bead.target_limit - bead.target_start;
  });
  return static_cast<std::size_t>(found - kShapes.begin());
}

double odds(double p) {
  p = std::clamp(p, kSurest, 1 - kSurest);
  return std::log(p / (1 - p));
}

/// [bead of the ladder]
std::vector<double> posteriors_of(const Ladder& ladder, const Chart& chart, const Texts& texts) {
  const GapPosteriors gaps(chart, texts.n, texts.m);
  std::vector<double> out;
  for (const Bead& bead : ladder) {
    const std::size_t shape = shape_of(bead);
    if (shape < kShapes.size()) {
      const std::size_t at = chart.band.cell(bead.source_limit, bead.target_limit);
      out.push_back(static_cast<double>(chart.posterior(at, shape)));
    } else {
      out.push_back(bead.source_start < bead.source_limit ? gaps.deletion[bead.source_start]
                                                          : gaps.insertion[bead.target_start]);
    }
  }
  return out;
}

/// Words and letters of some segments of one side.
struct Extent {
  double words = 0;
  double length = 0;
};
Extent extent_of(const Side& side, std::size_t start, std::size_t limit) {
  Extent out;
  for (std::size_t x = start; x < limit; ++x) {
    out.words += static_cast<double>(side.segments[x].size());
    out.length += side.lengths[x];
  }
  return out;
}

/// What speaks for a bead by itself.
void describe(const Bead& bead, const Texts& texts, const PairEvidence& evidence,
              const Model& model, const Chart& chart, BeadFeatures& own) {
  const Extent source = extent_of(texts.source, bead.source_start, bead.source_limit);
  const Extent target = extent_of(texts.target, bead.target_start, bead.target_limit);
  if (is_gap(bead)) {
    own[kSize] = std::log(1 + source.words + target.words);
    return;
  }
  own[kSize] = std::log(1 + std::min(source.words, target.words));
  own[kLength] = static_cast<double>(model.length_score(source.length, target.length));
  own[kManySegments] = static_cast<double>(bead.source_limit - bead.source_start +
                                           bead.target_limit - bead.target_start - 2);
  const std::vector<std::string> a = values_of(texts.source, bead.source_start, bead.source_limit);
  const std::vector<std::string> b = values_of(texts.target, bead.target_start, bead.target_limit);
  std::vector<std::string> same;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(same));
  own[kSameNumbers] = std::log(1 + static_cast<double>(same.size()));
  own[kOtherNumbers] = std::log(1 + static_cast<double>(a.size() + b.size() - 2 * same.size()));
  const std::optional<BeadWords> said = bead_words(texts, evidence, chart, bead.source_limit,
                                                   bead.target_limit, kShapes[shape_of(bead)]);
  if (!said) return;
  const double words = std::max(1.0, source.words + target.words);
  const double sum = said->sum * static_cast<double>(kLogStep);
  own[kWords] = sum / words;
  own[kAllWords] = std::sqrt(std::abs(sum)) * (sum < 0 ? -1 : 1);
  own[kExplained] = said->explained / words;
}

}  // namespace

std::vector<BeadFeatures> judge(const Texts& texts, const PairEvidence& evidence,
                                const Model& model, Chart& chart, Ladder& ladder) {
  std::vector<BeadFeatures> all(ladder.size(), BeadFeatures{});
  const std::vector<double> posteriors = posteriors_of(ladder, chart, texts);
  for (std::size_t k = 0; k < ladder.size(); ++k) {
    ladder[k].confidence = std::min(1.0, posteriors[k]);
    all[k][kPosterior] = odds(posteriors[k]);
  }
  double beads = 0;
  double sure = 0;
  double document_words = 0;
  double in_gaps = 0;
  for (std::size_t k = 0; k < ladder.size(); ++k) {
    BeadFeatures& own = all[k];
    if (k > 0 && !is_gap(ladder[k - 1])) own[kBefore] = ladder[k - 1].confidence;
    if (k + 1 < ladder.size() && !is_gap(ladder[k + 1])) own[kAfter] = ladder[k + 1].confidence;
    describe(ladder[k], texts, evidence, model, chart, own);
    if (is_gap(ladder[k])) {
      in_gaps += 1;
      continue;
    }
    beads += 1;
    sure += ladder[k].confidence;
    document_words += own[kWords];
  }
  forward_backward(texts, model, kCool, chart);
  const std::vector<double> cool = posteriors_of(ladder, chart, texts);
  const double han = std::abs(han_share(texts.source) - han_share(texts.target));
  for (std::size_t k = 0; k < ladder.size(); ++k) {
    all[k][kCoolPosterior] = odds(cool[k]);
    all[k][kGaps] = in_gaps / static_cast<double>(texts.n + texts.m);
    all[k][kSure] = sure / std::max(1.0, beads);
    all[k][kDocumentWords] = document_words / std::max(1.0, beads);
    all[k][kHan] = han;
    all[k][kHanWords] = han * all[k][kDocumentWords];
    ladder[k].confidence = confidence_of(all[k], is_gap(ladder[k]), std::min(texts.n, texts.m));
  }
  return all;
}

}  // namespace punte::aligner::internal
