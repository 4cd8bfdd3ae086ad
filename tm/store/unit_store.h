#ifndef PUNTE_TM_STORE_UNIT_STORE_H_
#define PUNTE_TM_STORE_UNIT_STORE_H_

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/flat_table.h"
#include "base/result.h"
#include "tm/index/key_index.h"
#include "tm/store/packed_text.h"
#include "tm/unit.h"

namespace punte::tm::internal {

/// A unit and the name of what it came from.
struct StoredUnit {
  Unit unit;
  std::string origin;
};

/// The rows of units and variants: the one place that reads and writes them. Whoever writes holds
/// a transaction. SQLite's exceptions pass through; every call ends the reads that it began.
/// Threads: as the database's.
class UnitStore {
 public:
  UnitStore(SQLite::Database& database, KeyIndex& index, std::string path);

  /// nullopt: there is no such unit. Errors: kCorrupt for a damaged detail.
  [[nodiscard]] base::Result<std::optional<StoredUnit>> find(std::int64_t id);

  /// A unit that must be there. Errors: kCorrupt.
  [[nodiscard]] base::Result<StoredUnit> get(std::int64_t id);

  /// The first text of a unit in a language, where the unit is there and of this origin.
  [[nodiscard]] std::optional<std::string> text_of_unit(std::int64_t id,
                                                        const std::string& language,
                                                        const std::string& origin);

  /// Numbers and tags of all languages.
  [[nodiscard]] std::vector<std::pair<std::int64_t, std::string>> languages();

  /// Adds the unit under `id`, which must be free, with this record in place of its own.
  void insert(std::int64_t id, const Unit& unit, const UnitRecord& record, std::string_view origin);
  /// The same for who knows hash_of() the unit.
  void insert(std::int64_t id, const Unit& unit, const UnitRecord& record, std::string_view origin,
              std::int64_t hash);

  /// Writes what belongs to a stored unit besides its texts, languages, codes and context, and its
  /// record.
  void write_details(std::int64_t id, const Unit& unit);

  /// Removes unit and variants; nothing where there is none.
  void erase(std::int64_t id);

  /// A transaction begins. Where there is no unit yet, the hashes are kept in memory as units are
  /// inserted, and go into the file's index sorted: a large import would spend a fifth of its time
  /// going back and forth in that index, and leave it a third empty.
  void begin();
  /// Writes what begin() had wait; due before the commit.
  void flush();
  /// The transaction ended without one.
  void discard();

  /// Ids of the units with this hash, in their order.
  [[nodiscard]] std::vector<std::int64_t> with_hash(std::int64_t hash);

  /// Packs all texts and details again, by a table that is learnt from all of them.
  void pack() { packer_.pack_all(); }

  /// Forgets the numbers of languages and origins: after a rollback they may be other ones.
  void forget_names();

 private:
  std::int64_t id_of(std::unordered_map<std::string, std::int64_t>& known, const char* table,
                     const char* column, std::string_view value);
  SQLite::Statement& ready(std::unique_ptr<SQLite::Statement>& statement, const char* sql);

  SQLite::Database& database_;
  KeyIndex& index_;
  TextPacker packer_;
  std::string path_;
  /// Ids by hash of the units of this transaction, while the file has no index of them.
  std::optional<base::FlatTable<std::int64_t, 0>> fresh_;
  std::unordered_map<std::string, std::int64_t> languages_;
  std::unordered_map<std::string, std::int64_t> origins_;
  std::unique_ptr<SQLite::Statement> head_;
  std::unique_ptr<SQLite::Statement> variants_;
  std::unique_ptr<SQLite::Statement> text_of_unit_;
  std::unique_ptr<SQLite::Statement> all_languages_;
  std::unique_ptr<SQLite::Statement> with_hash_;
  std::unique_ptr<SQLite::Statement> insert_unit_;
  std::unique_ptr<SQLite::Statement> insert_variant_;
  std::unique_ptr<SQLite::Statement> update_unit_;
  std::unique_ptr<SQLite::Statement> update_variant_;
  std::unique_ptr<SQLite::Statement> erase_variants_;
  std::unique_ptr<SQLite::Statement> erase_unit_;
};

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_STORE_UNIT_STORE_H_
