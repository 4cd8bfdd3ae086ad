#ifndef PUNTE_TOOLS_ROLE_MODEL_WRITER_H_
#define PUNTE_TOOLS_ROLE_MODEL_WRITER_H_

#include <string>

#include "page/role_model.h"

namespace punte::tools {

/// The bytes of the file that RoleModel::read() reads.
[[nodiscard]] std::string write_role_model(const page::internal::RoleModel& model);

}  // namespace punte::tools

#endif  // PUNTE_TOOLS_ROLE_MODEL_WRITER_H_
