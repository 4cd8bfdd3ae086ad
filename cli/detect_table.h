#ifndef PUNTE_CLI_DETECT_TABLE_H_
#define PUNTE_CLI_DETECT_TABLE_H_

#include <string>

#include "page/page.h"

namespace punte::cli {

/// The blocks of a page, a row each, and how many there are in each language.
[[nodiscard]] std::string detect_table(const page::Page& page);

}  // namespace punte::cli

#endif  // PUNTE_CLI_DETECT_TABLE_H_
