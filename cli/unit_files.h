#ifndef PUNTE_CLI_UNIT_FILES_H_
#define PUNTE_CLI_UNIT_FILES_H_

#include <functional>
#include <string>

#include "base/result.h"
#include "language/unit.h"

namespace punte::cli {

/// Streams the units of a file of translations to `use`, which may end it by an error. `from` and
/// `to` name the languages of formats that do not say; may be empty. Warnings go to standard error.
[[nodiscard]] base::Result<void> read_unit_file(
    const std::string& path, const std::string& from, const std::string& to,
    const std::function<base::Result<void>(language::Unit&&)>& use);

}  // namespace punte::cli

#endif  // PUNTE_CLI_UNIT_FILES_H_
