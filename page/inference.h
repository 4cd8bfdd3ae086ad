#ifndef PUNTE_PAGE_INFERENCE_H_
#define PUNTE_PAGE_INFERENCE_H_

#include "page/page.h"
#include "page/role_model.h"
#include "page/tree.h"

namespace punte::page::internal {

/// Roles, then languages, with the blocks moved from `tree`'s texts; `model` is that of HTML or of
/// texts, as tree.is_text says. For extract() and the trainer.
[[nodiscard]] Page infer(Tree& tree, const ExtractOptions& options, const RoleModel& model);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_INFERENCE_H_
