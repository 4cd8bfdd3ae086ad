#ifndef PUNTE_TM_STORE_MEMORY_STATE_H_
#define PUNTE_TM_STORE_MEMORY_STATE_H_

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "language/localize.h"
#include "tm/index/key_index.h"
#include "tm/store/database.h"
#include "tm/store/unit_store.h"
#include "tm/translation_memory.h"

namespace punte::tm {

struct TranslationMemory::State {
  std::string path;
  internal::BusyWait busy;
  std::unique_ptr<SQLite::Database> database;
  std::unique_ptr<internal::KeyIndex> index;
  std::unique_ptr<internal::UnitStore> store;  // its statements end before the database

  std::int64_t data_version = -1;
  int own_changes = -1;

  std::map<std::pair<std::string, std::string>, language::Localizer> localizers;

  /// A unit that must be there. Errors: kCorrupt.
  [[nodiscard]] Result<Unit> unit(std::int64_t id, std::string* origin = nullptr) const;
  [[nodiscard]] std::vector<std::pair<std::int64_t, std::string>> languages() const;
  void forget_if_changed();
  [[nodiscard]] Error damaged() const;
  [[nodiscard]] Result<std::vector<Match>> lookup(const Query& query, const LookupOptions& options);
  [[nodiscard]] Result<std::vector<Match>> matches_of(
      const internal::KeyIndex::Candidate& candidate, const Query& query,
      const std::u32string& previous, const std::u32string& next, const LookupOptions& options);
  [[nodiscard]] bool put_placeables(const Query& query, const LookupOptions& options, Match& match);
  /// Kept, as making one costs milliseconds.
  [[nodiscard]] const language::Localizer& localizer(const std::string& from,
                                                     const std::string& to);
  [[nodiscard]] std::optional<std::string> neighbour(std::int64_t id, const std::string& language,
                                                     const std::string& origin) const;
};

}  // namespace punte::tm

#endif  // PUNTE_TM_STORE_MEMORY_STATE_H_
