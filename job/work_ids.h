#ifndef PUNTE_JOB_WORK_IDS_H_
#define PUNTE_JOB_WORK_IDS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/marked_text.h"
#include "page/page.h"

// How work files name pages, segments and codes: what writes them and what reads them back agree
// here. For the files about work files alone.
namespace punte::job::internal {

/// "b12.3-0123456789abcdef": the third segment of block 12; "a2.1-...": of the text of attribute or
/// title 2. Each kind is numbered for itself, so that blocks have one number whether attributes are
/// read or not. Written into work files: do not change.
struct WorkId {
  char kind = 'b';
  std::size_t block = 0;
  std::size_t number = 0;
  std::string text;  ///< fingerprint of the block's text

  [[nodiscard]] std::string str() const;
  [[nodiscard]] static std::optional<WorkId> parse(std::string_view id);
};

/// The ids of blocks, without the numbers of segments.
[[nodiscard]] std::vector<WorkId> block_ids(const page::Page& page);

/// Is in the skeleton of a work file, of the bytes of its page.
[[nodiscard]] std::string page_fingerprint(std::string_view bytes);

/// Links the codes of a segment as its translation will name them: 1, 2, ... in their order, the
/// halves of a pair alike. Halves whose partner is in another segment stay alone.
void number_codes(language::MarkedText& text);

}  // namespace punte::job::internal

#endif  // PUNTE_JOB_WORK_IDS_H_
