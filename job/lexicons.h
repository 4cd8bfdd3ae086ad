#ifndef PUNTE_JOB_LEXICONS_H_
#define PUNTE_JOB_LEXICONS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "aligner/lexicon.h"
#include "base/continue.h"
#include "base/result.h"
#include "tm/memory.h"

namespace punte::job {

struct BuiltLexicon {
  aligner::Lexicon lexicon;
  std::int64_t pairs = 0;  ///< of texts that it was learnt from
  std::int64_t units = 0;  ///< of the memory
};

/// Learns a lexicon from the memory's units in both languages, at most 200,000 of them, spread over
/// the memory. Errors: those of the memory; kCancelled.
[[nodiscard]] base::Result<BuiltLexicon> build_lexicon(const tm::Memory& memory,
                                                       const std::string& from,
                                                       const std::string& to,
                                                       const base::Continue& go_on = {});

/// Keeps what build_lexicon() gave. Errors: those of the memory.
[[nodiscard]] base::Result<void> keep_lexicon(tm::Memory& memory, const std::string& from,
                                              const std::string& to, const BuiltLexicon& built);

/// The lexicon that the memory keeps of the two languages, in either direction; where it keeps
/// none, or the memory has changed much since, one is learnt.
[[nodiscard]] base::Result<aligner::Lexicon> memory_lexicon(const tm::Memory& memory,
                                                            const std::string& from,
                                                            const std::string& to,
                                                            const base::Continue& go_on = {});

/// The lexicons that a memory keeps, without their bytes, and whether the memory has since grown by
/// more than a quarter and 500 units, or shrunk to half: they are then passed over until they are
/// built again.
struct KeptLexicon {
  std::string from;
  std::string to;
  std::int64_t pairs = 0;
  bool stale = false;
};
[[nodiscard]] base::Result<std::vector<KeptLexicon>> kept_lexicons(const tm::Memory& memory);

/// Builds those of kept_lexicons() that are stale again, keeps them, and returns them; a lexicon of
/// languages that the memory no longer holds together stays as it is. Each is kept as soon as it is
/// built; a stop ends the work before the next and is no error. Cost: that of build_lexicon() for
/// each.
[[nodiscard]] base::Result<std::vector<KeptLexicon>> update_lexicons(
    tm::Memory& memory, const base::Continue& go_on = {});

}  // namespace punte::job

#endif  // PUNTE_JOB_LEXICONS_H_
