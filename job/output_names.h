#ifndef PUNTE_JOB_OUTPUT_NAMES_H_
#define PUNTE_JOB_OUTPUT_NAMES_H_

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace punte::job {

/// Where the results of many pages go.
struct OutputNames {
  std::filesystem::path folder;
  /// The name of each result. {name} is the name of the page's file, {stem} the same without its
  /// endings, {ext} its ending (".html"), {to} the target language.
  std::string pattern = "{name}";
  std::string to;                                 ///< canonical tag
  std::vector<std::filesystem::path> roots = {};  ///< folders that were read: what lies below one
                                                  ///< keeps its place in it
};

/// The path of the result of a page, which is named by its path or its address. Errors:
/// kInvalidArgument for a placeholder that is not known.
[[nodiscard]] base::Result<std::filesystem::path> output_path(const OutputNames& names,
                                                              const std::string& page);

}  // namespace punte::job

#endif  // PUNTE_JOB_OUTPUT_NAMES_H_
