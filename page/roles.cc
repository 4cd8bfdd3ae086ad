#include "page/roles.h"

#include <cmath>
#include <vector>

#include "page/block_measures.h"
#include "page/features.h"

namespace punte::page::internal {

void infer_roles(const Tree& tree, const Evidence& evidence, const RoleModel& model,
                 std::vector<Block>& blocks) {
  const std::size_t count = tree.blocks.size();
  const FeatureTable first = first_features(tree, model);
  std::vector<float> judgement(count);
  for (std::size_t i = 0; i < count; ++i) judgement[i] = model.first.score(first.row(i));
  const FeatureTable second = second_features(tree, evidence, first, judgement);

  std::size_t title = count;
  for (std::size_t i = 0; i < count && title == count; ++i) {
    if (tree.blocks[i].name == "h1" && (tree.blocks[i].hints & (kInNav | kInFooter)) == 0 &&
        letters_in(tree.blocks[i].text.text) >= 15) {
      title = i;
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    const RawBlock& block = tree.blocks[i];
    Block& out = blocks[i];
    const double value = static_cast<double>(model.second.score(second.row(i)));
    out.role_confidence = 1 / (1 + std::exp(-std::abs(value)));
    if (i == title) {
      out.role = Role::kTitle;
      out.role_confidence = 0.9;
    } else if (value > 0) {
      out.role = Role::kBody;
    } else if ((block.hints & (kInCaption | kCommentClass)) != 0) {
      out.role = Role::kOther;
    } else {
      out.role = Role::kChrome;
    }
  }
}

}  // namespace punte::page::internal
