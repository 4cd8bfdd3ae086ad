#include "view/align_json.h"

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace punte::view {
namespace {

Json texts_of(const std::vector<language::MarkedText>& segments, std::size_t start,
              std::size_t limit) {
  Json out = Json::array();
  for (std::size_t i = start; i < limit; ++i) out.push_back(segments[i].text);
  return out;
}

}  // namespace

Json to_json(const aligner::Bead& bead, const job::AlignedTexts& texts) {
  return {{"bead", aligner::bead_text(bead)},
          {"confidence", std::round(bead.confidence * texts.score * 1000) / 1000},
          {"source", texts_of(texts.source.segments, bead.source_start, bead.source_limit)},
          {"target", texts_of(texts.target.segments, bead.target_start, bead.target_limit)}};
}

Json to_json(const job::AlignedTexts& texts) {
  Json beads = Json::array();
  for (const aligner::Bead& bead : texts.ladder) beads.push_back(to_json(bead, texts));
  return {{"from", texts.source.language}, {"to", texts.target.language},
          {"source", texts.source.name},   {"target", texts.target.name},
          {"score", texts.score},          {"beads", std::move(beads)}};
}

Json to_json(const job::FolderPair& pair) {
  return {{"source", pair.source->name},
          {"target", pair.target->name},
          {"from", pair.source->language},
          {"to", pair.target->language},
          {"score", std::round(pair.score * 10000) / 10000}};
}

Json to_json(const job::KeptLexicon& lexicon) {
  return {{"from", lexicon.from},
          {"to", lexicon.to},
          {"pairs", lexicon.pairs},
          {"stale", lexicon.stale}};
}

Json to_json(const aligner::Lexicon::Entry& entry) {
  return {{"source", entry.source},
          {"target", entry.target},
          {"forward", entry.forward},
          {"backward", entry.backward}};
}

}  // namespace punte::view
