#ifndef PUNTE_TM_STORE_UNIT_WRITER_H_
#define PUNTE_TM_STORE_UNIT_WRITER_H_

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "tm/history.h"
#include "tm/index/key_index.h"
#include "tm/store/change_log.h"
#include "tm/store/unit_store.h"
#include "tm/writer.h"

namespace punte::tm::internal {

/// What a Writer does to a file. SQLite's exceptions pass through the constructor alone.
class UnitWriter : public Writer::Work {
 public:
  /// Begins the transaction.
  UnitWriter(SQLite::Database& database, KeyIndex& index, UnitStore& store, std::string path,
             ChangeInfo info);
  UnitWriter(const UnitWriter&) = delete;
  UnitWriter& operator=(const UnitWriter&) = delete;
  ~UnitWriter() override;

  base::Result<AddOutcome> add(const Unit& unit, std::string_view origin) override;
  base::Result<bool> replace(const Unit& unit) override;
  base::Result<bool> erase(std::int64_t id) override;
  base::Result<void> commit() override;
  [[nodiscard]] std::int64_t change() const override { return change_; }
  [[nodiscard]] std::int64_t last() const override { return last_; }

  /// Added units keep the record that they bring, as those of a memory that is saved.
  void keep_records() { keep_records_ = true; }

 private:
  /// What the record becomes when the unit is altered.
  [[nodiscard]] UnitRecord altered(const UnitRecord& record) const;
  base::Result<AddOutcome> add_or_join(const Unit& unit, std::string_view origin);

  KeyIndex& index_;
  UnitStore& store_;
  std::string path_;
  SQLite::Transaction transaction_;
  ChangeLog log_;
  std::int64_t change_ = 0;
  std::int64_t last_ = 0;
  bool keep_records_ = false;
};

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_STORE_UNIT_WRITER_H_
