#ifndef PUNTE_TM_STORE_INDEX_TABLES_H_
#define PUNTE_TM_STORE_INDEX_TABLES_H_

#include <SQLiteCpp/SQLiteCpp.h>

#include <memory>
#include <string>
#include <vector>

#include "tm/index/index_storage.h"

namespace punte::tm::internal {

/// The index in the tables key_segment, key_page and key_pending of a memory, and temp.key_run.
/// SQLite's exceptions pass through. Threads: as the database's.
class IndexTables : public IndexStorage {
 public:
  explicit IndexTables(SQLite::Database& database) : database_(database) {}

  [[nodiscard]] std::unique_ptr<PageReader> reader(Pages pages) override;
  [[nodiscard]] std::unique_ptr<PageWriter> writer(Pages pages) override;
  void make_runs() override;
  void drop_runs() override;

  [[nodiscard]] std::vector<PartEntry> parts_of(std::int64_t language) override;
  void add_part(const PartRow& row) override;
  void remove_part(const PartEntry& part) override;
  void clear() override;

  void add_pending(const TextPlace& place) override;
  void remove_pending_of_unit(std::int64_t unit) override;
  void remove_pending_of_language(std::int64_t language) override;
  [[nodiscard]] std::size_t count_pending(std::int64_t language) override;
  void for_each_pending(std::int64_t language, const TextVisitor& visit) override;
  [[nodiscard]] bool has_more_pending_than(std::size_t count) override;

  [[nodiscard]] bool text_of(const TextPlace& place, std::string& text) override;
  void for_each_text(const TextVisitor& visit) override;
  void for_each_place(std::int64_t language,
                      const std::function<void(const TextPlace&)>& visit) override;
  [[nodiscard]] std::vector<std::int64_t> languages() override;

 private:
  SQLite::Database& database_;
  std::unique_ptr<SQLite::Statement> text_;
  std::unique_ptr<SQLite::Statement> add_pending_;
};

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_STORE_INDEX_TABLES_H_
