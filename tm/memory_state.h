#ifndef PUNTE_TM_MEMORY_STATE_H_
#define PUNTE_TM_MEMORY_STATE_H_

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tm/database.h"
#include "tm/score.h"
#include "tm/translation_memory.h"
#include "tm/unit_store.h"

namespace punte::tm {

struct TranslationMemory::State {
  std::string path;
  internal::BusyWait busy;
  std::unique_ptr<SQLite::Database> database;
  std::unique_ptr<internal::UnitStore> store;  // its statements end before the database

  /// The source texts of one language, read once and kept until the file changes.
  struct Entry {
    std::int64_t unit = 0;
    std::int32_t place = 0;
    std::uint32_t length = 0;
    std::size_t start = 0;  // into keys
    internal::LetterCounts counts;
  };
  struct Texts {
    std::u32string keys;
    std::vector<Entry> entries;
  };
  std::map<std::int64_t, Texts> texts;  // by language id
  std::int64_t data_version = -1;
  int own_changes = -1;

  /// A unit that must be there. Errors: kCorrupt.
  [[nodiscard]] Result<Unit> unit(std::int64_t id, std::string* origin = nullptr) const;
  [[nodiscard]] std::vector<std::pair<std::int64_t, std::string>> languages() const;
  const Texts& texts_of(std::int64_t language);
  void forget_if_changed();
  [[nodiscard]] Error damaged() const;
  [[nodiscard]] Result<std::vector<Match>> lookup(const Query& query, const LookupOptions& options);
  [[nodiscard]] std::optional<std::string> neighbour(std::int64_t id, const std::string& language,
                                                     const std::string& origin) const;
};

}  // namespace punte::tm

#endif  // PUNTE_TM_MEMORY_STATE_H_
