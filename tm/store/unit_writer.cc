#include "tm/store/unit_writer.h"

#include <optional>
#include <utility>

#include "tm/store/columns.h"
#include "tm/store/database.h"
#include "tm/store/unit_content.h"

namespace punte::tm::internal {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

Result<void> check_size(const Unit& unit) {
  if (unit.variants.size() <= kMostVariants) return {};
  return base::fail(ErrorCode::kLimit,
                    PUNTE_MSG("a unit of {1} variants; at most {2} can be stored"),
                    {std::to_string(unit.variants.size()), std::to_string(kMostVariants)});
}

}  // namespace

UnitWriter::UnitWriter(SQLite::Database& database, KeyIndex& index, UnitStore& store,
                       std::string path, ChangeInfo info)
    : index_(index),
      store_(store),
      path_(std::move(path)),
      transaction_(database, SQLite::TransactionBehavior::IMMEDIATE),
      log_(database, std::move(info)) {
  // Another writer, or a rollback of ours, may have changed what the numbers stand for.
  store_.forget_names();
  store_.begin();
}

UnitWriter::~UnitWriter() {  // what was not committed
  index_.discard();
  store_.discard();
}

Result<AddOutcome> UnitWriter::add(const Unit& unit, std::string_view origin) {
  PUNTE_CHECK(check_size(unit));
  return guarded(path_, [&] { return add_or_join(unit, origin); });
}

Result<AddOutcome> UnitWriter::add_or_join(const Unit& unit, std::string_view origin) {
  const std::int64_t hash = hash_of(unit);
  for (const std::int64_t id : store_.with_hash(hash)) {
    PUNTE_TRY(const StoredUnit old, store_.get(id));
    if (!same_content(old.unit, unit)) continue;
    last_ = id;
    Unit joined = old.unit;
    unite(joined, unit);
    if (joined == old.unit) return AddOutcome::kUnchanged;
    joined.record = altered(old.unit.record);
    log_.will_alter(id, old.unit, old.origin);
    store_.write_details(id, joined);
    return AddOutcome::kMerged;
  }
  store_.insert(log_.next_id(), unit, keep_records_ ? unit.record : UnitRecord{log_.time(), 0, 1},
                origin, hash);
  last_ = log_.next_id();
  log_.added();
  return AddOutcome::kAdded;
}

Result<bool> UnitWriter::replace(const Unit& unit) {
  PUNTE_CHECK(check_size(unit));
  return guarded(path_, [&]() -> Result<bool> {
    PUNTE_TRY(const std::optional<StoredUnit> old, store_.find(unit.id));
    if (!old) return false;
    Unit wanted = unit;
    wanted.record = old->unit.record;
    if (old->unit == wanted) return false;
    log_.will_alter(unit.id, old->unit, old->origin);
    store_.erase(unit.id);
    store_.insert(unit.id, wanted, altered(wanted.record), old->origin);
    return true;
  });
}

UnitRecord UnitWriter::altered(const UnitRecord& record) const {
  return {record.added, log_.time(), record.version + 1};
}

Result<bool> UnitWriter::erase(std::int64_t id) {
  return guarded(path_, [&]() -> Result<bool> {
    PUNTE_TRY(const std::optional<StoredUnit> old, store_.find(id));
    if (!old) return false;
    log_.will_remove(id, old->unit, old->origin);
    store_.erase(id);
    return true;
  });
}

Result<void> UnitWriter::commit() {
  return guarded(path_, [&]() -> Result<void> {
    change_ = log_.finish();
    store_.flush();
    index_.flush();
    transaction_.commit();
    return {};
  });
}

}  // namespace punte::tm::internal
