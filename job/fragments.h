#ifndef PUNTE_JOB_FRAGMENTS_H_
#define PUNTE_JOB_FRAGMENTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "language/text.h"
#include "tm/memory.h"

namespace punte::job {

/// A part of a text that the memory has in other texts.
struct Fragment {
  language::Span span;                    ///< bytes of the text that was looked up
  std::vector<tm::ConcordanceHit> units;  ///< the shortest texts that contain it, with translations
};

/// The longest runs of words of `text` that texts of the memory in `from` contain, and that have a
/// translation into `to`: at most three, the longest first, none inside another; runs of two words
/// and eight letters or more, or the whole text. `text` is valid UTF-8; the first forty words are
/// looked at. Cost: two searches a word. Errors: those of reading the memory.
[[nodiscard]] base::Result<std::vector<Fragment>> find_fragments(const tm::Memory& memory,
                                                                 std::string_view text,
                                                                 const std::string& from,
                                                                 const std::string& to);

}  // namespace punte::job

#endif  // PUNTE_JOB_FRAGMENTS_H_
