#ifndef PUNTE_PAGE_INFERENCE_H_
#define PUNTE_PAGE_INFERENCE_H_

#include "page/blocks.h"
#include "page/evidence.h"
#include "page/page.h"
#include "page/role_model.h"

namespace punte::page::internal {

/// Decides the role of every block: blocks[i] of `tree` is page.blocks[i].
void infer_roles(const Tree& tree, const Evidence& evidence, const RoleModel& model, Page& page);

/// Decides the language of every block, jointly over the page; roles must be known.
void infer_languages(const Tree& tree, const Evidence& evidence, const ExtractOptions& options,
                     Page& page);

/// Both, with the blocks moved from `tree`'s texts. For extract() and the trainer.
[[nodiscard]] Page infer(Tree& tree, const ExtractOptions& options, const RoleModel& model);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_INFERENCE_H_
