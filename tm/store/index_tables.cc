#include "tm/store/index_tables.h"

#include <array>

#include "tm/store/columns.h"

namespace punte::tm::internal {
namespace {

const char* table_of(IndexStorage::Pages pages) {
  return pages == IndexStorage::Pages::kParts ? "main.key_page" : "temp.key_run";
}

class TableReader : public PageReader {
 public:
  TableReader(SQLite::Database& database, const std::string& table)
      : row_(database, "SELECT id, data FROM " + table + " WHERE id >= ? ORDER BY id") {}

 private:
  bool load(std::int64_t id, bool follows, std::string_view& data) override {
    // The row after the last one read is had without looking for it.
    if (!follows) {
      row_.reset();
      row_.bind(1, id);
    }
    const bool found = row_.executeStep() && row_.getColumn(0).getInt64() == id;
    data = found ? blob_of(row_.getColumn(1)) : std::string_view();
    return found;
  }
  void end() override { row_.tryReset(); }

  SQLite::Statement row_;
};

class TableWriter : public PageWriter {
 public:
  TableWriter(SQLite::Database& database, const std::string& table)
      : insert_(database, "INSERT INTO " + table + "(id, data) VALUES (?, ?)"),
        next_(database.execAndGet("SELECT coalesce(max(id), 0) + 1 FROM " + table).getInt64()) {}

  [[nodiscard]] std::int64_t next_page() const override { return next_; }
  void write(std::string_view data) override {
    const ResetGuard guard(insert_);
    insert_.bind(1, next_++);
    insert_.bindNoCopy(2, data.data(), static_cast<int>(data.size()));
    insert_.exec();
  }

 private:
  SQLite::Statement insert_;
  std::int64_t next_;
};

/// The fields that are numbers, in the order of the table.
template <typename Row>
auto numbers_of(Row& row) {
  return std::array{&row.texts,      &row.first_page, &row.directory,  &row.directories,
                    &row.text_page,  &row.limit_page, &row.first_unit, &row.first_place,
                    &row.unit_bytes, &row.place_bytes};
}

constexpr const char* kColumns =
    "texts, first_page, directory, directories, text_page, limit_page, first_unit, first_place, "
    "unit_bytes, place_bytes, lengths";

TextPlace place_of(const SQLite::Statement& row, std::int64_t language) {
  return {row.getColumn(0).getInt64(), row.getColumn(1).getInt(), language};
}

}  // namespace

std::unique_ptr<PageReader> IndexTables::reader(Pages pages) {
  return std::make_unique<TableReader>(database_, table_of(pages));
}

std::unique_ptr<PageWriter> IndexTables::writer(Pages pages) {
  return std::make_unique<TableWriter>(database_, table_of(pages));
}

void IndexTables::make_runs() {
  database_.exec(
      "CREATE TEMP TABLE IF NOT EXISTS key_run (id INTEGER PRIMARY KEY, data BLOB NOT NULL)");
}

void IndexTables::drop_runs() { database_.exec("DROP TABLE temp.key_run"); }

std::vector<PartEntry> IndexTables::parts_of(std::int64_t language) {
  SQLite::Statement rows(database_,
                         std::string("SELECT id, ") + kColumns +
                             " FROM key_segment WHERE language = ? AND "
                             // In a damaged file, so that nothing larger than the file is believed.
                             "limit_page <= (SELECT max(id) + 1 FROM key_page) ORDER BY id");
  rows.bind(1, language);
  std::vector<PartEntry> out;
  while (rows.executeStep()) {
    PartEntry& entry = out.emplace_back();
    entry.id = rows.getColumn(0).getInt64();
    entry.row.language = language;
    int column = 1;
    for (std::int64_t* field : numbers_of(entry.row)) {
      *field = rows.getColumn(column++).getInt64();
    }
    entry.row.lengths = blob_of(rows.getColumn(column));
  }
  return out;
}

void IndexTables::add_part(const PartRow& row) {
  SQLite::Statement insert(database_, std::string("INSERT INTO key_segment(language, ") + kColumns +
                                          ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  insert.bind(1, row.language);
  int column = 2;
  for (const std::int64_t* field : numbers_of(row)) insert.bind(column++, *field);
  insert.bind(column, row.lengths.data(), static_cast<int>(row.lengths.size()));
  insert.exec();
}

void IndexTables::remove_part(const PartEntry& part) {
  SQLite::Statement forget(database_, "DELETE FROM key_segment WHERE id = ?");
  forget.bind(1, part.id);
  forget.exec();
  SQLite::Statement free(database_, "DELETE FROM key_page WHERE id >= ? AND id < ?");
  free.bind(1, part.row.first_page);
  free.bind(2, part.row.limit_page);
  free.exec();
}

void IndexTables::clear() {
  database_.exec("DELETE FROM key_pending; DELETE FROM key_segment; DELETE FROM key_page");
}

void IndexTables::add_pending(const TextPlace& place) {
  if (add_pending_ == nullptr) {
    add_pending_ = std::make_unique<SQLite::Statement>(
        database_, "INSERT OR REPLACE INTO key_pending(unit, place, language) VALUES (?, ?, ?)");
  }
  const ResetGuard guard(*add_pending_);
  add_pending_->bind(1, place.unit);
  add_pending_->bind(2, place.place);
  add_pending_->bind(3, place.language);
  add_pending_->exec();
}

void IndexTables::remove_pending_of_unit(std::int64_t unit) {
  SQLite::Statement erase(database_, "DELETE FROM key_pending WHERE unit = ?");
  erase.bind(1, unit);
  erase.exec();
}

void IndexTables::remove_pending_of_language(std::int64_t language) {
  SQLite::Statement erase(database_, "DELETE FROM key_pending WHERE language = ?");
  erase.bind(1, language);
  erase.exec();
}

std::size_t IndexTables::count_pending(std::int64_t language) {
  SQLite::Statement count(database_, "SELECT count(*) FROM key_pending WHERE language = ?");
  count.bind(1, language);
  count.executeStep();
  return static_cast<std::size_t>(count.getColumn(0).getInt64());
}

void IndexTables::for_each_pending(std::int64_t language, const TextVisitor& visit) {
  static const std::string kSql =
      "SELECT p.unit, p.place, plain_text(v.text) FROM key_pending p JOIN variant v ON v.id = "
      "(p.unit << " +
      std::to_string(kPlaceBits) +
      " | p.place) AND v.language = p.language WHERE p.language = ? ORDER BY p.unit, p.place";
  SQLite::Statement rows(database_, kSql);
  rows.bind(1, language);
  while (rows.executeStep()) visit(place_of(rows, language), blob_of(rows.getColumn(2)));
}

bool IndexTables::has_more_pending_than(std::size_t count) {
  SQLite::Statement more(database_,
                         "SELECT 1 FROM key_pending GROUP BY language HAVING count(*) > ?");
  more.bind(1, static_cast<std::int64_t>(count));
  return more.executeStep();
}

bool IndexTables::text_of(const TextPlace& place, std::string& text) {
  if (text_ == nullptr) {
    text_ = std::make_unique<SQLite::Statement>(
        database_, "SELECT plain_text(text) FROM variant WHERE id = ? AND language = ?");
  }
  const ResetGuard guard(*text_);
  text_->bind(1, variant_row(place.unit, place.place));
  text_->bind(2, place.language);
  const bool found = text_->executeStep();
  if (found) text = blob_of(text_->getColumn(0));
  return found;
}

void IndexTables::for_each_text(const TextVisitor& visit) {
  SQLite::Statement rows(database_,
                         "SELECT unit, place, language, plain_text(text) FROM variant ORDER BY id");
  while (rows.executeStep()) {
    visit(place_of(rows, rows.getColumn(2).getInt64()), blob_of(rows.getColumn(3)));
  }
}

void IndexTables::for_each_place(std::int64_t language,
                                 const std::function<void(const TextPlace&)>& visit) {
  SQLite::Statement rows(database_,
                         "SELECT unit, place FROM variant WHERE language = ? ORDER BY id");
  rows.bind(1, language);
  while (rows.executeStep()) visit(place_of(rows, language));
}

std::vector<std::int64_t> IndexTables::languages() {
  SQLite::Statement rows(database_, "SELECT DISTINCT language FROM variant ORDER BY language");
  std::vector<std::int64_t> out;
  while (rows.executeStep()) out.push_back(rows.getColumn(0).getInt64());
  return out;
}

}  // namespace punte::tm::internal
