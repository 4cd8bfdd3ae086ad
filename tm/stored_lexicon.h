#ifndef PUNTE_TM_STORED_LEXICON_H_
#define PUNTE_TM_STORED_LEXICON_H_

#include <cstdint>
#include <string>

namespace punte::tm {

/// The lexicon of two languages that a memory keeps. The memory does not look into it.
struct StoredLexicon {
  std::string source_language;
  std::string target_language;
  std::int64_t units = 0;  ///< that the memory had when it was learnt
  std::int64_t pairs = 0;  ///< of texts that it was learnt from
  std::string bytes;
};

}  // namespace punte::tm

#endif  // PUNTE_TM_STORED_LEXICON_H_
