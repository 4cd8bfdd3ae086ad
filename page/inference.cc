#include "page/inference.h"

#include <utility>

namespace punte::page::internal {

Page infer(Tree& tree, const ExtractOptions& options, const RoleModel& model) {
  Page page;
  page.title = tree.title;
  page.declared_language = tree.declared_language;
  page.blocks.resize(tree.blocks.size());
  const Evidence evidence(tree);
  infer_roles(tree, evidence, model, page);
  infer_languages(tree, evidence, options, page);
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    RawBlock& raw = tree.blocks[i];
    Block& block = page.blocks[i];
    block.text = std::move(raw.text);
    block.path = std::move(raw.path);
    block.pieces = std::move(raw.pieces);
    block.tag = raw.tag;
    block.hidden = (raw.hints & kHidden) != 0;
  }
  return page;
}

}  // namespace punte::page::internal
