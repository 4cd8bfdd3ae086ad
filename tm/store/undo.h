#ifndef PUNTE_TM_STORE_UNDO_H_
#define PUNTE_TM_STORE_UNDO_H_

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "tm/history.h"
#include "tm/store/unit_store.h"

namespace punte::tm::internal {

/// The changes of a memory, latest first, at most `limit`. SQLite's exceptions pass through.
[[nodiscard]] std::vector<Change> changes_of(SQLite::Database& database, std::size_t limit);

/// Takes back a change in the transaction that the caller holds: see TranslationMemory::undo().
/// SQLite's exceptions pass through.
[[nodiscard]] base::Result<Change> undo_change(SQLite::Database& database, UnitStore& store,
                                               const std::string& path, std::int64_t change,
                                               ChangeInfo info);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_STORE_UNDO_H_
