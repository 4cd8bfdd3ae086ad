#ifndef PUNTE_CLI_TRANSLATE_MERGE_H_
#define PUNTE_CLI_TRANSLATE_MERGE_H_

#include <string>

#include "cli/app.h"
#include "cli/arguments.h"
#include "cli/page_translation.h"

namespace punte::cli {

struct MergeOptions {
  std::string work;        ///< the XLIFF file
  std::string output;      ///< the page; "-": standard output
  bool partial = false;    ///< merge what is sound, leave what is not
  bool page_only = false;  ///< nothing goes into the memory
};

/// punte translate --merge: puts a translator's work into the page and into the memory, both or
/// neither. Returns the exit code.
int merge_work(const Context& context, const MergeOptions& merge, const std::string& name,
               const ReadPage& page, const TranslateOptions& options);

/// Tells on standard error what page::write_back() could not do.
void report_left(const page::Page& page, const page::WrittenPage& written);

}  // namespace punte::cli

#endif  // PUNTE_CLI_TRANSLATE_MERGE_H_
