#include <algorithm>
#include <cmath>
#include <vector>

#include "page/block_measures.h"
#include "page/constants.h"
#include "page/roles.h"
#include "page/text_features.h"

namespace punte::page::internal {
namespace {

double chance_of(double log_odds) { return 1 / (1 + std::exp(-log_odds)); }

/// The block that is most of a headline by its words, of those just before the body; the count of
/// blocks if none is.
std::size_t headline_of(const Tree& tree, const std::vector<Block>& blocks,
                        const std::vector<float>& chance) {
  const std::size_t count = blocks.size();
  std::size_t body = 0;
  while (body < count && blocks[body].role != Role::kBody) ++body;
  if (body == count) return count;
  const std::vector<float> words = words_of_body(tree, chance);
  std::size_t best = count;
  float most = 0;
  for (std::size_t i = body - std::min(body, kHeadlineDistance); i <= body; ++i) {
    const RawBlock& block = tree.blocks[i];
    const std::size_t letters = letters_in(block.text.text);
    if (letters < kShortestHeadline || letters > kLongestHeadline) continue;
    const Measures one = measure(block);
    // A paragraph is none, nor are dates and lists of links.
    if (block.text.text.ends_with('.') || one.words < 2 || one.digits * 3 > one.letters) continue;
    if (i == body && one.ends) continue;
    const float closeness = 0.2F * static_cast<float>(body - i) / kHeadlineDistance;
    const float value = words[i] + (is_heading(block.name) ? 0.5F : 0.0F) - closeness;
    if (value <= most) continue;
    most = value;
    best = i;
  }
  return most > kLeastHeadline ? best : count;
}

}  // namespace

void infer_text_roles(const Tree& tree, const Evidence& evidence, const RoleModel& model,
                      std::vector<Block>& blocks) {
  const std::size_t count = tree.blocks.size();
  const FeatureTable first = first_text_features(tree);
  std::vector<float> judgement(count);
  for (std::size_t i = 0; i < count; ++i) judgement[i] = model.first.score(first.row(i));
  const FeatureTable second = second_text_features(tree, evidence, first, judgement);
  std::vector<float> chance(count);
  bool has_title = false;
  for (std::size_t i = 0; i < count; ++i) {
    const double value = static_cast<double>(model.second.score(second.row(i)));
    chance[i] = static_cast<float>(chance_of(value));
    blocks[i].role = value > 0 ? Role::kBody : Role::kChrome;
    blocks[i].role_confidence = chance_of(std::abs(value));
    if (!tree.blocks[i].known_role) continue;
    blocks[i].role = *tree.blocks[i].known_role;
    blocks[i].role_confidence = 0.9;
    has_title |= blocks[i].role == Role::kTitle;
  }
  if (has_title) return;
  if (const std::size_t title = headline_of(tree, blocks, chance); title < count) {
    blocks[title].role = Role::kTitle;
    blocks[title].role_confidence = 0.9;
  }
}

}  // namespace punte::page::internal
