#include "tm/store/upgrade.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "tm/index/key_index.h"
#include "tm/store/columns.h"
#include "tm/store/detail.h"
#include "tm/store/index_tables.h"
#include "tm/store/schema.h"
#include "tm/store/unit_content.h"
#include "tm/store/unit_store.h"

namespace punte::tm::internal {
namespace {

/// Before it, hashes did not tell all contexts and forms apart.
constexpr int kHashesOfForms = 9;

/// Computes the hashes of units again that have a context or form. What cannot be read stays as it
/// is: reading the unit says so.
void renew_hashes(SQLite::Database& database) {
  IndexTables tables(database);
  KeyIndex index(tables);
  UnitStore store(database, index, {});
  SQLite::Statement rows(database,
                         "SELECT id, plain_detail(detail) FROM unit WHERE detail IS NOT NULL");
  SQLite::Statement write(database, "UPDATE unit SET hash = ? WHERE id = ?");
  while (rows.executeStep()) {
    Unit unit;
    if (!decode_unit_detail(blob_of(rows.getColumn(1)), unit)) continue;
    if (std::none_of(unit.properties.begin(), unit.properties.end(), [](const Property& property) {
          return is_context(property.type) || is_form(property.type);
        })) {
      continue;
    }
    const std::int64_t id = rows.getColumn(0).getInt64();
    const auto stored = store.get(id);
    if (!stored) continue;
    const ResetGuard guard(write);
    write.bind(1, hash_of(stored->unit));
    write.bind(2, id);
    write.exec();
  }
}

}  // namespace

void bring_up_to_date(SQLite::Database& database) {
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  // Another process may have been faster.
  const int before = database.execAndGet("PRAGMA user_version").getInt();
  for (int version = before; version < schema_version(); ++version) {
    database.exec(schema_steps()[static_cast<std::size_t>(version)]);
  }
  if (before > 0 && before < kHashesOfForms) renew_hashes(database);
  database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
  database.exec("PRAGMA user_version = " + std::to_string(schema_version()));
  transaction.commit();
}

}  // namespace punte::tm::internal
