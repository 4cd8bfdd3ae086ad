#ifndef PUNTE_CLI_TRANSLATE_WORK_H_
#define PUNTE_CLI_TRANSLATE_WORK_H_

#include <string>
#include <vector>

#include "base/result.h"
#include "cli/app.h"
#include "job/page_translation.h"
#include "job/read_pages.h"

namespace punte::cli {

struct WorkArguments {
  std::string file;             ///< "": no work file is asked for
  std::string version = "1.2";  ///< of XLIFF
  std::string from;             ///< only segments in this language, "": all
};

/// Writes the XLIFF work file of a page called `name` and tells what does not go into it. False:
/// there is nothing to put into one, and none is written.
[[nodiscard]] base::Result<bool> write_work(const Context& context, const job::ReadPage& page,
                                            const std::string& name,
                                            const std::vector<job::TranslatedSegment>& segments,
                                            const job::TranslateOptions& options,
                                            const WorkArguments& arguments);

}  // namespace punte::cli

#endif  // PUNTE_CLI_TRANSLATE_WORK_H_
