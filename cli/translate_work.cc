#include "cli/translate_work.h"

#include <cstdint>
#include <cstdio>

#include "cli/files.h"
#include "cli/messages.h"
#include "exchange/xliff_writer.h"
#include "job/work_file.h"
#include "language/language_tag.h"

namespace punte::cli {

using base::Result;

Result<bool> write_work(const Context& context, const job::ReadPage& page, const std::string& name,
                        const std::vector<job::TranslatedSegment>& segments,
                        const job::TranslateOptions& options, const WorkArguments& arguments) {
  std::vector<job::WorkFile> files =
      job::work_files(page.page, segments, page.bytes, name, options);
  if (!arguments.from.empty()) {
    std::erase_if(files, [&](const job::WorkFile& file) {
      return !language::same_language(file.file.source_language, arguments.from);
    });
  }
  if (files.empty()) {
    const std::string text = tr(
        "nothing on the page is to be translated into {1}; no work file was written", {options.to});
    std::fprintf(stderr, "punte: %s\n", text.c_str());
    return false;
  }
  const auto version =
      arguments.version == "2.1" ? exchange::XliffVersion::k21 : exchange::XliffVersion::k12;
  if (version == exchange::XliffVersion::k21) {
    // The most part goes in; a second run with --from makes a file of another language.
    while (files.size() > 1) {
      const job::WorkFile& left = files.back();
      const std::string text =
          trn("{1} segment in “{2}” is not in the file: XLIFF 2.1 holds one "
              "source language; choose it with --from",
              "{1} segments in “{2}” are not in the file: XLIFF 2.1 holds one "
              "source language; choose it with --from",
              static_cast<std::int64_t>(left.units.size()), {left.file.source_language});
      std::fprintf(stderr, "punte: %s\n", text.c_str());
      files.pop_back();
    }
  }
  PUNTE_TRY(const auto sink, open_output(context, arguments.file));
  PUNTE_CHECK(job::write_work_files(files, version, *sink));
  PUNTE_CHECK(sink->commit());
  return true;
}

}  // namespace punte::cli
