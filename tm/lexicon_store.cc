#include "tm/lexicon_store.h"

#include <memory>
#include <utility>

#include "tm/store/database.h"

namespace punte::tm {
namespace {

using internal::guarded;
using internal::open_database;

Result<std::unique_ptr<SQLite::Database>> open_to_read(const std::filesystem::path& memory) {
  OpenOptions options;
  options.create = false;
  options.read_only = true;
  // Outlives every database that this thread opens here.
  static thread_local internal::BusyWait busy;
  return open_database(memory, options, busy);
}

}  // namespace

Result<std::optional<StoredLexicon>> load_lexicon(const std::filesystem::path& memory,
                                                  const std::string& source_language,
                                                  const std::string& target_language) {
  const auto database = open_to_read(memory);
  if (!database) return tl::unexpected(database.error());
  return guarded(memory.string(), [&]() -> Result<std::optional<StoredLexicon>> {
    SQLite::Statement query(
        **database, "SELECT units, pairs, data FROM lexicon WHERE source = ? AND target = ?");
    query.bind(1, source_language);
    query.bind(2, target_language);
    if (!query.executeStep()) return std::nullopt;
    return StoredLexicon{source_language, target_language, query.getColumn(0).getInt64(),
                         query.getColumn(1).getInt64(), query.getColumn(2).getString()};
  });
}

Result<std::vector<StoredLexicon>> list_lexicons(const std::filesystem::path& memory) {
  const auto database = open_to_read(memory);
  if (!database) return tl::unexpected(database.error());
  return guarded(memory.string(), [&]() -> Result<std::vector<StoredLexicon>> {
    std::vector<StoredLexicon> out;
    SQLite::Statement query(
        **database, "SELECT source, target, units, pairs FROM lexicon ORDER BY source, target");
    while (query.executeStep()) {
      out.push_back({query.getColumn(0).getString(),
                     query.getColumn(1).getString(),
                     query.getColumn(2).getInt64(),
                     query.getColumn(3).getInt64(),
                     {}});
    }
    return out;
  });
}

Result<void> save_lexicon(const std::filesystem::path& memory, const StoredLexicon& lexicon) {
  OpenOptions options;
  options.create = false;
  internal::BusyWait busy;  // outlives the database
  const auto database = open_database(memory, options, busy);
  if (!database) return tl::unexpected(database.error());
  return guarded(memory.string(), [&]() -> Result<void> {
    SQLite::Statement insert(**database,
                             "INSERT OR REPLACE INTO lexicon (source, target, units, pairs, data) "
                             "VALUES (?, ?, ?, ?, ?)");
    insert.bind(1, lexicon.source_language);
    insert.bind(2, lexicon.target_language);
    insert.bind(3, lexicon.units);
    insert.bind(4, lexicon.pairs);
    insert.bind(5, lexicon.bytes.data(), static_cast<int>(lexicon.bytes.size()));
    insert.exec();
    return {};
  });
}

}  // namespace punte::tm
