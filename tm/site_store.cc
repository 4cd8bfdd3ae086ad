#include "tm/site_store.h"

#include "tm/store/database.h"

namespace punte::tm {

using base::Result;
using internal::guarded;
using internal::open_database;

Result<std::optional<std::string>> load_site(const std::filesystem::path& memory,
                                             const std::string& site) {
  OpenOptions options;
  options.create = false;
  options.read_only = true;
  internal::BusyWait busy;  // outlives the database
  const auto database = open_database(memory, options, busy);
  if (!database) return tl::unexpected(database.error());
  return guarded(memory.string(), [&]() -> Result<std::optional<std::string>> {
    SQLite::Statement query(**database, "SELECT data FROM site WHERE name = ?");
    query.bind(1, site);
    if (!query.executeStep()) return std::nullopt;
    return query.getColumn(0).getString();
  });
}

Result<void> save_site(const std::filesystem::path& memory, const std::string& site,
                       const std::string& bytes) {
  internal::BusyWait busy;
  const auto database = open_database(memory, {}, busy);
  if (!database) return tl::unexpected(database.error());
  return guarded(memory.string(), [&]() -> Result<void> {
    SQLite::Statement insert(**database, "INSERT OR REPLACE INTO site (name, data) VALUES (?, ?)");
    insert.bind(1, site);
    insert.bind(2, bytes.data(), static_cast<int>(bytes.size()));
    insert.exec();
    return {};
  });
}

}  // namespace punte::tm
