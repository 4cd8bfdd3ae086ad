#ifndef PUNTE_JOB_WORK_FILE_H_
#define PUNTE_JOB_WORK_FILE_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "exchange/stream.h"
#include "exchange/xliff_unit.h"
#include "exchange/xliff_writer.h"
#include "job/page_translation.h"
#include "page/page.h"

namespace punte::job {

/// The segments of a page that are in one language, a unit each.
struct WorkFile {
  exchange::XliffFile file;  ///< its skeleton is the fingerprint of the page's bytes
  std::vector<exchange::XliffUnit> units;
};

/// The segments of a page that want a translation, one file a source language, those with most
/// segments first. Each segment's id says its block, its number there, and a fingerprint of the
/// block's text, so that it is found again in a page that changed. Segments of the target language
/// and those that need no translation are not in it.
/// `bytes` is the page as it was read, `name` what people call it.
[[nodiscard]] std::vector<WorkFile> work_files(const page::Page& page,
                                               const std::vector<TranslatedSegment>& segments,
                                               std::string_view bytes, const std::string& name,
                                               const TranslateOptions& options);

/// Writes a work file. XLIFF 2.1 holds one source language: only the first file goes into it.
/// Errors: those of the sink.
[[nodiscard]] base::Result<void> write_work_files(const std::vector<WorkFile>& files,
                                                  exchange::XliffVersion version,
                                                  exchange::ByteSink& sink);

/// Reads a work file as tools give it back. Errors: those of exchange::read_xliff_units().
[[nodiscard]] base::Result<std::vector<WorkFile>> read_work_files(exchange::ByteSource& source);

}  // namespace punte::job

#endif  // PUNTE_JOB_WORK_FILE_H_
