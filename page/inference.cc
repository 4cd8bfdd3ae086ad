#include "page/inference.h"

#include <utility>

namespace punte::page::internal {

Page infer(Tree& tree, const ExtractOptions& options, const RoleModel& model) {
  Page page;
  page.title = tree.title;
  page.declared_language = tree.declared_language;
  page.blocks.reserve(tree.blocks.size());
  for (RawBlock& raw : tree.blocks) {
    Block block;
    block.text = raw.text;
    block.path = raw.path;
    block.pieces = std::move(raw.pieces);
    block.tag = raw.tag;
    block.hidden = (raw.hints & kHidden) != 0;
    page.blocks.push_back(std::move(block));
  }
  const Evidence evidence(tree);
  infer_roles(tree, evidence, model, page);
  infer_languages(tree, evidence, options, page);
  return page;
}

}  // namespace punte::page::internal
