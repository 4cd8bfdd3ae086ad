#ifndef PUNTE_JOB_LEXICONS_H_
#define PUNTE_JOB_LEXICONS_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "aligner/lexicon.h"
#include "base/result.h"
#include "tm/stored_lexicon.h"
#include "view/json.h"

namespace punte::job {

struct BuiltLexicon {
  aligner::Lexicon lexicon;
  std::int64_t pairs = 0;  ///< of texts that it was learnt from
  std::int64_t units = 0;  ///< of the memory
};

/// Learns a lexicon from the memory's units in both languages, at most 200,000 of them, spread over
/// the memory. Errors: those of tm::TranslationMemory.
[[nodiscard]] base::Result<BuiltLexicon> build_lexicon(const std::filesystem::path& memory,
                                                       const std::string& from,
                                                       const std::string& to);

/// Keeps a lexicon in the memory. Errors: those of tm::TranslationMemory.
[[nodiscard]] base::Result<void> keep_lexicon(const std::filesystem::path& memory,
                                              const tm::StoredLexicon& lexicon);

/// The lexicon that the memory keeps of the two languages, in either direction; where it keeps
/// none, or the memory has changed much since, one is learnt. Empty where there is no memory.
[[nodiscard]] base::Result<aligner::Lexicon> memory_lexicon(const std::filesystem::path& memory,
                                                            const std::string& from,
                                                            const std::string& to);

/// The lexicons that a memory keeps, without their bytes, and whether the memory has since grown by
/// more than a quarter and 500 units, or shrunk to half: they are then passed over until built
/// anew.
struct KeptLexicon {
  std::string from;
  std::string to;
  std::int64_t pairs = 0;
  bool stale = false;
};
[[nodiscard]] base::Result<std::vector<KeptLexicon>> kept_lexicons(
    const std::filesystem::path& memory);

[[nodiscard]] Json to_json(const KeptLexicon& lexicon);

/// Learns those of kept_lexicons() that are stale anew, keeps them, and says which; a lexicon of
/// languages that the memory no longer holds together stays as it is. Each is kept as soon as it is
/// learnt; interrupted() ends it before the next. Cost: that of build_lexicon() for each.
[[nodiscard]] base::Result<std::vector<KeptLexicon>> update_lexicons(
    const std::filesystem::path& memory);

/// What to tell of one of them.
[[nodiscard]] std::string updated_line(const KeptLexicon& lexicon);

}  // namespace punte::job

#endif  // PUNTE_JOB_LEXICONS_H_
