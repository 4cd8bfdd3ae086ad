#ifndef PUNTE_TM_MEMORY_STATE_H_
#define PUNTE_TM_MEMORY_STATE_H_

#include <cstdint>
#include <memory>

#include "tm/index/key_index.h"
#include "tm/search/lookup.h"
#include "tm/store/database.h"
#include "tm/store/index_tables.h"
#include "tm/store/side_store.h"
#include "tm/store/unit_store.h"
#include "tm/translation_memory.h"

namespace punte::tm::internal {

/// What an open memory is made of.
struct MemoryState {
  explicit MemoryState(std::unique_ptr<Connection> opened);

  [[nodiscard]] static MemoryState& of(const TranslationMemory& memory) { return *memory.state_; }

  [[nodiscard]] SQLite::Database& database() const { return connection->database(); }
  [[nodiscard]] const std::string& path() const { return connection->path(); }

  /// To be called in the transaction of a search: what another connection has written is looked for
  /// in the index.
  void refresh_index();

  std::unique_ptr<Connection> connection;
  IndexTables tables;
  KeyIndex index;
  UnitStore store;  // its statements end before the connection
  SideStore side;
  Lookup lookup;

 private:
  std::int64_t data_version_ = -1;
  int own_changes_ = -1;
};

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_MEMORY_STATE_H_
