#ifndef PUNTE_TM_LEXICON_STORE_H_
#define PUNTE_TM_LEXICON_STORE_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tm/translation_memory.h"

namespace punte::tm {

/// The lexicon of two languages that a memory keeps. The memory does not look into it.
struct StoredLexicon {
  std::string source_language;
  std::string target_language;
  std::int64_t units = 0;  ///< that the memory had when it was learnt
  std::int64_t pairs = 0;  ///< of texts that it was learnt from
  std::string bytes;
};

/// The lexicon of two languages, or nullopt. Errors: those of TranslationMemory::open().
[[nodiscard]] Result<std::optional<StoredLexicon>> load_lexicon(const std::filesystem::path& memory,
                                                                const std::string& source_language,
                                                                const std::string& target_language);

/// All of them, without their bytes.
[[nodiscard]] Result<std::vector<StoredLexicon>> list_lexicons(const std::filesystem::path& memory);

/// Keeps one in place of the one before. Errors: those of TranslationMemory::open(), kBusy.
[[nodiscard]] Result<void> save_lexicon(const std::filesystem::path& memory,
                                        const StoredLexicon& lexicon);

}  // namespace punte::tm

#endif  // PUNTE_TM_LEXICON_STORE_H_
