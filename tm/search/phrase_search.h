#ifndef PUNTE_TM_SEARCH_PHRASE_SEARCH_H_
#define PUNTE_TM_SEARCH_PHRASE_SEARCH_H_

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "tm/concordance.h"
#include "tm/index/key_index.h"

namespace punte::tm::internal {

/// Finds a phrase in texts as language::match_key() folds them, and where it stands in what was
/// written.
class PhraseFinder {
 public:
  /// With `exact`, the bytes as they are; with `ignore_accents`, letters without their diacritics.
  PhraseFinder(std::string_view phrase, bool exact, bool ignore_accents = false);
  /// All places, from left to right, without overlap. Cost: linear in the text, as a rule.
  [[nodiscard]] std::vector<language::Span> find(std::string_view text) const;
  [[nodiscard]] const std::u32string& key() const { return key_; }

 private:
  std::string phrase_;
  std::u32string key_;
  bool exact_;
  bool ignore_accents_;
};

/// Memory::concordance() on an open file. SQLite's exceptions pass through.
[[nodiscard]] base::Result<std::size_t> search_phrase(SQLite::Database& database, KeyIndex& index,
                                                      std::string_view phrase,
                                                      const ConcordanceOptions& options,
                                                      const ConcordanceVisitor& visit);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_SEARCH_PHRASE_SEARCH_H_
