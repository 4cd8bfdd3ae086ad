#include "aligner/align.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "aligner/band.h"
#include "aligner/bead_scores.h"
#include "aligner/candidates.h"
#include "aligner/chart.h"
#include "aligner/confidence.h"
#include "aligner/decode.h"
#include "aligner/evidence.h"
#include "aligner/forward_backward.h"
#include "aligner/judge.h"
#include "aligner/learn.h"
#include "aligner/model.h"
#include "aligner/pieces.h"

namespace punte::aligner {
namespace internal {

Ladder align_with_features(std::span<const Segment> source, std::span<const Segment> target,
                           const AlignOptions& options, std::vector<BeadFeatures>* features) {
  const Texts texts(source, target);
  Candidates candidates = find_candidates(texts, options.lexicon);
  Model model(texts, options.lexicon != nullptr && !options.lexicon->empty());
  PairEvidence evidence;
  Chart chart;
  for (int round = 0; round < std::max(1, options.rounds); ++round) {
    if (round == 0) {
      chart.begin(first_band(texts, candidates));
    } else {
      learn(texts, chart, round == 1, options.lexicon != nullptr, candidates, model);
      chart.narrow(texts.n, texts.m);
    }
    evidence.score(texts, candidates, model, chart);
    score_beads(texts, evidence, model, chart);
    forward_backward(texts, model, 1, chart);
  }
  Ladder ladder = decode(chart, texts.n, texts.m);
  std::vector<BeadFeatures> all = judge(texts, evidence, model, chart, ladder);
  if (features != nullptr) *features = std::move(all);
  return ladder;
}

}  // namespace internal

Ladder align(std::span<const Segment> source, std::span<const Segment> target,
             const AlignOptions& options) {
  Ladder ladder;
  std::size_t i = 0;
  std::size_t j = 0;
  for (const auto& [i_end, j_end] : internal::cut_into_pieces(source, target)) {
    const Ladder piece = internal::align_with_features(
        source.subspan(i, i_end - i), target.subspan(j, j_end - j), options, nullptr);
    for (Bead bead : piece) {
      bead.source_start += i;
      bead.source_limit += i;
      bead.target_start += j;
      bead.target_limit += j;
      ladder.push_back(bead);
    }
    i = i_end;
    j = j_end;
  }
  return ladder;
}

Ladder align(std::span<const std::string> source, std::span<const std::string> target,
             const AlignOptions& options) {
  const auto bare = [](std::span<const std::string> texts) {
    std::vector<Segment> out;
    out.reserve(texts.size());
    for (const std::string& text : texts) out.push_back({text, {}});
    return out;
  };
  return align(bare(source), bare(target), options);
}

}  // namespace punte::aligner
