#ifndef PUNTE_PAGE_INFERENCE_H_
#define PUNTE_PAGE_INFERENCE_H_

#include "page/blocks.h"
#include "page/evidence.h"
#include "page/page.h"
#include "page/role_model.h"

namespace punte::page::internal {

/// Decides the role of every block: tree.blocks[i] is blocks[i].
void infer_roles(const Tree& tree, const Evidence& evidence, const RoleModel& model,
                 std::vector<Block>& blocks);

/// Decides the language of every block, jointly over the page, and then of every attribute:
/// tree.attributes[i] is attributes[i]. The roles of both must be known, their languages "und".
void infer_languages(const Tree& tree, const Evidence& evidence, const ExtractOptions& options,
                     std::vector<Block>& blocks, std::vector<Block>& attributes);

/// Both, with the blocks moved from `tree`'s texts. For extract() and the trainer.
[[nodiscard]] Page infer(Tree& tree, const ExtractOptions& options, const RoleModel& model);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_INFERENCE_H_
