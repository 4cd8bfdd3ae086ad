#ifndef PUNTE_CLI_TRANSLATE_MERGE_H_
#define PUNTE_CLI_TRANSLATE_MERGE_H_

#include <string>

#include "base/result.h"
#include "cli/app.h"
#include "job/page_translation.h"
#include "job/read_pages.h"
#include "page/write_back.h"

namespace punte::cli {

struct MergeArguments {
  std::string work;    ///< the XLIFF file
  std::string output;  ///< the page that is written
  bool partial = false;
  bool page_only = false;
};

/// Merges a work file into the page and the memory; reports faults. Returns the exit code.
[[nodiscard]] base::Result<int> merge_work(const Context& context, const MergeArguments& arguments,
                                           const job::ReadPage& page,
                                           const job::TranslateOptions& options);

/// Says on standard error which blocks were left as they were, and why.
void report_left(const page::Page& page, const page::WrittenPage& written);

}  // namespace punte::cli

#endif  // PUNTE_CLI_TRANSLATE_MERGE_H_
