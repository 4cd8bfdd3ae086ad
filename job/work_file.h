#ifndef PUNTE_JOB_WORK_FILE_H_
#define PUNTE_JOB_WORK_FILE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "exchange/stream.h"
#include "exchange/xliff_unit.h"
#include "exchange/xliff_writer.h"
#include "job/page_translation.h"
#include "language/marked_text.h"
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

/// What is wrong with one segment of a work file.
struct WorkFault {
  std::string id;
  std::string source;
  base::Message message;
};

/// A translation that goes into a segment of the page.
struct MergedSegment {
  std::size_t segment = 0;  ///< index into the page's segments
  language::MarkedText target;
  /// False: the file says that nobody looked at what a machine filled in.
  bool confirmed = true;
};

struct MergePlan {
  std::vector<MergedSegment> merged;  ///< by segment, ascending
  std::vector<std::size_t> open;      ///< segments that the file has without a translation
  std::vector<WorkFault> faults;      ///< what the translator must repair
  std::vector<WorkFault> gone;        ///< translations whose text the page no longer has
  bool page_changed = false;
};

/// Finds the segments of `segments` that the work belongs to, and checks it: ids, languages, codes.
/// A block is found at its old place or, in a page that changed, by its text. Codes take the
/// content that they have in the page. `name` is the work file's. Errors: kInvalidArgument where
/// the work is for another target language, has no segments, or belongs to another page (less than
/// a third of its text is in this one). Cost: linear.
[[nodiscard]] base::Result<MergePlan> plan_merge(const std::vector<WorkFile>& work,
                                                 const page::Page& page,
                                                 const std::vector<PageSegment>& segments,
                                                 std::string_view bytes, const std::string& to,
                                                 const std::string& name);

}  // namespace punte::job

#endif  // PUNTE_JOB_WORK_FILE_H_
