#include "tm/store/unit_store.h"

#include <utility>

#include "tm/store/columns.h"
#include "tm/store/database.h"
#include "tm/store/detail.h"
#include "tm/store/unit_content.h"

namespace punte::tm::internal {

using base::ErrorCode;
using base::Result;

namespace {

constexpr std::size_t kMostFresh = 2'000'000;  // hashes in memory

/// A number of a record; what most units have takes no room.
void bind_number(SQLite::Statement& statement, int index, std::int64_t number,
                 std::int64_t usual = 0) {
  if (number <= usual) {
    statement.bind(index);
  } else {
    statement.bind(index, number);
  }
}

}  // namespace

UnitStore::UnitStore(SQLite::Database& database, KeyIndex& index, std::string path)
    : database_(database), index_(index), packer_(database), path_(std::move(path)) {}

SQLite::Statement& UnitStore::ready(std::unique_ptr<SQLite::Statement>& statement,
                                    const char* sql) {
  if (statement == nullptr) statement = std::make_unique<SQLite::Statement>(database_, sql);
  return *statement;
}

Result<std::optional<StoredUnit>> UnitStore::find(std::int64_t id) {
  const auto damaged = [&] {
    return tl::unexpected(base::Error{.code = ErrorCode::kCorrupt,
                                      .message = PUNTE_MSG("unit {1} of the memory is damaged"),
                                      .arguments = {std::to_string(id)},
                                      .where = path_,
                                      .remedy = base::Remedy::kRepairMemory});
  };
  StoredUnit out;
  out.unit.id = id;
  {
    SQLite::Statement& head =
        ready(head_,
              "SELECT plain_detail(unit.detail), origin.name, unit.added, unit.changed, "
              "coalesce(unit.version, 1) FROM unit LEFT JOIN origin ON origin.id = unit.origin "
              "WHERE unit.id = ?");
    const ResetGuard guard(head);
    head.bind(1, id);
    if (!head.executeStep()) return std::nullopt;
    if (!decode_unit_detail(blob_of(head.getColumn(0)), out.unit)) return damaged();
    out.origin = text_of(head.getColumn(1));
    out.unit.record = {head.getColumn(2).getInt64(), head.getColumn(3).getInt64(),
                       head.getColumn(4).getInt64()};
  }
  SQLite::Statement& rows =
      ready(variants_,
            "SELECT language.tag, plain_text(variant.text), plain_detail(variant.detail) FROM "
            "variant JOIN language ON language.id = variant.language WHERE variant.id BETWEEN ? "
            "AND ? ORDER BY variant.id");
  const ResetGuard guard(rows);
  rows.bind(1, first_variant(id));
  rows.bind(2, last_variant(id));
  while (rows.executeStep()) {
    Variant variant;
    variant.language = text_of(rows.getColumn(0));
    if (rows.getColumn(1).isNull()) return damaged();
    variant.text.text = text_of(rows.getColumn(1));
    if (!decode_variant_detail(blob_of(rows.getColumn(2)), variant)) return damaged();
    out.unit.variants.push_back(std::move(variant));
  }
  return out;
}

Result<StoredUnit> UnitStore::get(std::int64_t id) {
  PUNTE_TRY(std::optional<StoredUnit> found, find(id));
  if (!found) return tl::unexpected(damaged("unit", path_));
  return *std::move(found);
}

std::optional<std::string> UnitStore::text_of_unit(std::int64_t id, const std::string& language,
                                                   const std::string& origin) {
  SQLite::Statement& row =
      ready(text_of_unit_,
            "SELECT plain_text(variant.text) FROM unit JOIN origin ON origin.id = unit.origin JOIN "
            "variant ON variant.id BETWEEN ? AND ? JOIN language ON language.id = variant.language "
            "WHERE unit.id = ? AND origin.name = ? AND language.tag = ? ORDER BY variant.id LIMIT "
            "1");
  const ResetGuard guard(row);
  row.bind(1, first_variant(id));
  row.bind(2, last_variant(id));
  row.bind(3, id);
  row.bind(4, origin);
  row.bind(5, language);
  if (!row.executeStep()) return std::nullopt;
  return text_of(row.getColumn(0));
}

std::vector<std::pair<std::int64_t, std::string>> UnitStore::languages() {
  SQLite::Statement& rows = ready(all_languages_, "SELECT id, tag FROM language ORDER BY id");
  const ResetGuard guard(rows);
  std::vector<std::pair<std::int64_t, std::string>> out;
  while (rows.executeStep()) {
    out.emplace_back(rows.getColumn(0).getInt64(), text_of(rows.getColumn(1)));
  }
  return out;
}

void UnitStore::begin() {
  packer_.forget();
  fresh_.reset();
  if (database_.execAndGet("SELECT EXISTS (SELECT 1 FROM unit)").getInt() != 0) return;
  database_.exec("DROP INDEX IF EXISTS unit_hash");
  fresh_.emplace();
}

void UnitStore::flush() {
  if (!fresh_) return;
  database_.exec("CREATE INDEX unit_hash ON unit(hash)");
  fresh_.reset();
}

void UnitStore::discard() {
  packer_.forget();
  fresh_.reset();
}

std::vector<std::int64_t> UnitStore::with_hash(std::int64_t hash) {
  if (fresh_) return fresh_->find_all(static_cast<std::uint64_t>(hash));
  SQLite::Statement& rows = ready(with_hash_, "SELECT id FROM unit WHERE hash = ? ORDER BY id");
  const ResetGuard guard(rows);
  rows.bind(1, hash);
  std::vector<std::int64_t> out;
  while (rows.executeStep()) out.push_back(rows.getColumn(0).getInt64());
  return out;
}

std::int64_t UnitStore::id_of(std::unordered_map<std::string, std::int64_t>& known,
                              const char* table, const char* column, std::string_view value) {
  const auto [place, is_new] = known.try_emplace(std::string(value), 0);
  if (!is_new) return place->second;
  const std::string name(table);
  SQLite::Statement insert(database_,
                           "INSERT OR IGNORE INTO " + name + "(" + column + ") VALUES (?)");
  insert.bind(1, place->first);
  insert.exec();
  SQLite::Statement select(database_, "SELECT id FROM " + name + " WHERE " + column + " = ?");
  select.bind(1, place->first);
  select.executeStep();
  place->second = select.getColumn(0).getInt64();
  return place->second;
}

void UnitStore::forget_names() {
  languages_.clear();
  origins_.clear();
}

void UnitStore::insert(std::int64_t id, const Unit& unit, const UnitRecord& record,
                       std::string_view origin) {
  insert(id, unit, record, origin, hash_of(unit));
}

void UnitStore::insert(std::int64_t id, const Unit& unit, const UnitRecord& record,
                       std::string_view origin, std::int64_t hash) {
  packer_.prepare(id);
  if (fresh_) {
    fresh_->add(static_cast<std::uint64_t>(hash), id);
    if (fresh_->size() >= kMostFresh) flush();
  }
  SQLite::Statement& head =
      ready(insert_unit_,
            "INSERT INTO unit(id, origin, hash, detail, added, changed, version) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)");
  {
    const ResetGuard guard(head);
    head.bind(1, id);
    head.bind(2, id_of(origins_, "origin", "name", origin));
    head.bind(3, hash);
    bind_blob(head, 4, packer_.detail(encode_unit_detail(unit)));
    bind_number(head, 5, record.added);
    bind_number(head, 6, record.changed);
    bind_number(head, 7, record.version, 1);
    head.exec();
  }
  SQLite::Statement& row =
      ready(insert_variant_, "INSERT INTO variant(id, language, text, detail) VALUES (?, ?, ?, ?)");
  std::int64_t place = 0;
  for (const Variant& variant : unit.variants) {
    const ResetGuard guard(row);
    row.bind(1, variant_row(id, place++));
    const std::int64_t language = id_of(languages_, "language", "tag", variant.language);
    row.bind(2, language);
    packer_.bind_text(row, 3, variant.text.text);
    bind_blob(row, 4, packer_.detail(encode_variant_detail(variant)));
    row.exec();
    index_.on_insert(id, static_cast<std::int32_t>(place - 1), language, variant.text.text);
  }
}

void UnitStore::write_details(std::int64_t id, const Unit& unit) {
  SQLite::Statement& head = ready(
      update_unit_, "UPDATE unit SET detail = ?, added = ?, changed = ?, version = ? WHERE id = ?");
  {
    const ResetGuard guard(head);
    bind_blob(head, 1, packer_.detail(encode_unit_detail(unit)));
    bind_number(head, 2, unit.record.added);
    bind_number(head, 3, unit.record.changed);
    bind_number(head, 4, unit.record.version, 1);
    head.bind(5, id);
    head.exec();
  }
  SQLite::Statement& row = ready(update_variant_, "UPDATE variant SET detail = ? WHERE id = ?");
  std::int64_t place = 0;
  for (const Variant& variant : unit.variants) {
    const ResetGuard guard(row);
    bind_blob(row, 1, packer_.detail(encode_variant_detail(variant)));
    row.bind(2, variant_row(id, place++));
    row.exec();
  }
}

void UnitStore::erase(std::int64_t id) {
  flush();
  index_.on_erase(id);
  SQLite::Statement& variants =
      ready(erase_variants_, "DELETE FROM variant WHERE id BETWEEN ? AND ?");
  {
    const ResetGuard guard(variants);
    variants.bind(1, first_variant(id));
    variants.bind(2, last_variant(id));
    variants.exec();
  }
  SQLite::Statement& head = ready(erase_unit_, "DELETE FROM unit WHERE id = ?");
  const ResetGuard guard(head);
  head.bind(1, id);
  head.exec();
}

}  // namespace punte::tm::internal
