#ifndef PUNTE_EXCHANGE_XLIFF_WORK_H_
#define PUNTE_EXCHANGE_XLIFF_WORK_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "exchange/stream.h"
#include "language/marked_text.h"
#include "language/result.h"
#include "language/text.h"

namespace punte::exchange {

/// How far a segment has come.
enum class WorkState {
  kNew,         ///< nothing usable yet
  kDraft,       ///< filled by a machine, wants a look
  kTranslated,  ///< a person stands behind it, or it is an exact match
  kReviewed,    ///< signed off, final
};

/// A proposal that a segment came with.
struct WorkMatch {
  int score = 0;  ///< percent; 101 and 102 are written as 100 of an in-context match
  std::string origin;
  std::string source;
  language::MarkedText target;
};

/// One segment of a page in the hands of a translator. Codes of `source`, `target` and `match` that
/// stand for each other share InlineCode::link.
struct WorkSegment {
  std::string id;        ///< an NMTOKEN, unique in the file
  std::string group;     ///< segments of one block have the same; an NMTOKEN
  std::string path;      ///< of the block in the page's tree
  std::string role;      ///< of the block: "body", "chrome", ...
  language::Span bytes;  ///< of the block in the page; empty where it cannot be told
  language::MarkedText source;
  language::MarkedText target;  ///< empty: not translated
  WorkState state = WorkState::kNew;
  std::optional<WorkMatch> match;
  std::int64_t line = 0;  ///< where it stands in the file that was read
};

/// The segments of a page that are in one language.
struct WorkFile {
  std::string original;  ///< the page's name
  std::string page;      ///< fingerprint of the page's bytes; empty where a tool dropped it
  std::string source_language;
  std::string target_language;
  std::vector<WorkSegment> segments;
};

enum class XliffVersion { k1_2, k2_1 };

/// Gives the codes of a segment the links by which its translation will name them: 1, 2, ... in
/// their order, the halves of a pair the same. Halves whose partner is in another segment stay
/// alone.
void number_codes(language::MarkedText& text);

/// Writes one XLIFF file for a translator's tool. Native codes are content of <bpt>, <ept>, <ph>
/// and <it> in 1.2 and <originalData> in 2.1. Errors: kInvalidArgument (2.1 with several source
/// languages, which it cannot hold), kIo. Cost: linear.
[[nodiscard]] language::Result<void> write_work_files(const std::vector<WorkFile>& files,
                                                      XliffVersion version, ByteSink& sink);

struct WorkReadOptions {
  std::size_t max_segment_bytes = 16u << 20;
  std::size_t max_depth = 256;
  std::size_t max_segments = 5'000'000;
};

/// Reads such a file as tools give it back, of either version: <seg-source> and <mrk> are looked
/// through, segments that a tool cut further are joined, what is not known passes by. Codes have
/// kind and link, but no content, which may have been edited and is taken from the page.
/// Errors: kSyntax with line and column, kLimit, kIo. Memory: the whole file.
[[nodiscard]] language::Result<std::vector<WorkFile>> read_work_files(
    ByteSource& source, const WorkReadOptions& options = {});

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_XLIFF_WORK_H_
