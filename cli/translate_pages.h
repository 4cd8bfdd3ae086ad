#ifndef PUNTE_CLI_TRANSLATE_PAGES_H_
#define PUNTE_CLI_TRANSLATE_PAGES_H_

#include <string>

#include "base/result.h"
#include "cli/app.h"
#include "cli/page_arguments.h"
#include "job/page_translation.h"

namespace punte::cli {

/// Pages that go into a folder.
struct TranslatePages {
  PageArguments pages;
  std::string folder;
  std::string name = "{name}";  ///< of each result, see job::OutputNames
  job::TranslateOptions options;
};

/// True if the pages are several, or a folder is named for the result.
[[nodiscard]] bool are_many(const PageArguments& pages, const std::string& output);

/// Translates pages into a folder and says what became of each. Returns the exit code.
[[nodiscard]] base::Result<int> translate_pages(const Context& context,
                                                const TranslatePages& arguments);

}  // namespace punte::cli

#endif  // PUNTE_CLI_TRANSLATE_PAGES_H_
