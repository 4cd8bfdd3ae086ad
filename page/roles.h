#ifndef PUNTE_PAGE_ROLES_H_
#define PUNTE_PAGE_ROLES_H_

#include <vector>

#include "page/block.h"
#include "page/evidence.h"
#include "page/role_model.h"
#include "page/tree.h"

namespace punte::page::internal {

/// Decides the role of every block: tree.blocks[i] is blocks[i].
void infer_roles(const Tree& tree, const Evidence& evidence, const RoleModel& model,
                 std::vector<Block>& blocks);

/// The same for a text, from what text alone shows; `model` is one of texts. Headlines are found by
/// the words that they share with the body.
void infer_text_roles(const Tree& tree, const Evidence& evidence, const RoleModel& model,
                      std::vector<Block>& blocks);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_ROLES_H_
