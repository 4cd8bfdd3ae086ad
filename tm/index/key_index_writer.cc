#include "tm/index/key_index_writer.h"

#include <algorithm>
#include <memory>

#include "tm/store/columns.h"

namespace punte::tm::internal {
namespace {

constexpr std::size_t kMostPending = 512;  // looked at one by one by each search
constexpr std::size_t kBatchTexts = 4096;  // given to the thread at once
constexpr std::size_t kBatchBytes = std::size_t{1} << 19U;
constexpr std::size_t kMostTrigrams = std::size_t{1} << 22U;  // of all languages, unsorted

// An older part is merged with what is new if it is less than so many times as large, and if all
// that is merged is not more than so many times what is new: no edit may rewrite a large index.
constexpr std::int64_t kMostTimesLarger = 4;
constexpr std::int64_t kMostTimesAdded = 16;
constexpr std::int64_t kMostListPages = 800'000;  // list bytes are counted in 32 bits

constexpr const char* kRunTable = "temp.key_run";
constexpr const char* kPageTable = "main.key_page";

}  // namespace

std::vector<PartEntry> parts_of(SQLite::Database& database, std::int64_t language) {
  SQLite::Statement rows(
      database,
      "SELECT id, texts, first_page, directory, directories, text_page, limit_page, first_unit, "
      "first_place, unit_bytes, place_bytes, lengths FROM key_segment WHERE language = ? AND "
      // In a damaged file, so that nothing larger than the file is believed.
      "limit_page <= (SELECT max(id) + 1 FROM key_page) ORDER BY id");
  rows.bind(1, language);
  std::vector<PartEntry> out;
  while (rows.executeStep()) {
    PartEntry entry;
    entry.id = rows.getColumn(0).getInt64();
    entry.row.language = language;
    int column = 1;
    for (std::int64_t* field :
         {&entry.row.texts, &entry.row.first_page, &entry.row.directory, &entry.row.directories,
          &entry.row.text_page, &entry.row.limit_page, &entry.row.first_unit,
          &entry.row.first_place, &entry.row.unit_bytes, &entry.row.place_bytes}) {
      *field = rows.getColumn(column++).getInt64();
    }
    entry.row.lengths = blob_of(rows.getColumn(column));
    out.push_back(std::move(entry));
  }
  return out;
}

void KeyIndexWriter::add(std::int64_t unit, std::int32_t place, std::int64_t language,
                         std::string_view text) {
  Buffer& buffer = buffers_[language];
  buffer.texts.push_back({unit, place, std::string(text)});
  buffer.bytes += text.size();
  if (buffer.texts.size() >= kBatchTexts || buffer.bytes >= kBatchBytes) process(buffer);
}

void KeyIndexWriter::erase(std::int64_t unit) {
  SQLite::Statement erase(database_, "DELETE FROM key_pending WHERE unit = ?");
  erase.bind(1, unit);
  erase.exec();
}

void KeyIndexWriter::process(Buffer& buffer) {
  await();
  buffer.added += static_cast<std::int64_t>(buffer.texts.size());
  buffer.bytes = 0;
  const std::size_t most = kMostTrigrams / (buffers_.size() + 1);
  job_buffer_ = &buffer;
  job_ = std::async(std::launch::async, [&buffer, most, texts = std::move(buffer.texts)] {
    for (const Text& text : texts) buffer.builder.add(text.unit, text.place, text.text);
    if (buffer.builder.trigrams() >= most) buffer.ready = buffer.builder.build();
  });
  buffer.texts.clear();
}

void KeyIndexWriter::await() {
  if (!job_.valid()) return;
  job_.get();
  Buffer& buffer = *job_buffer_;
  if (!buffer.ready) return;
  RunBuilder::Run run = std::move(*buffer.ready);
  buffer.ready.reset();
  keep_run(buffer, std::move(run));
}

void KeyIndexWriter::keep_run(Buffer& buffer, RunBuilder::Run run) {
  if (!has_runs_) {
    database_.exec(
        "CREATE TEMP TABLE IF NOT EXISTS key_run (id INTEGER PRIMARY KEY, data BLOB NOT NULL)");
    has_runs_ = true;
  }
  PartWriter writer(database_, kRunTable);
  buffer.runs.push_back(writer.finish(0, run.encoder, run.texts));
}

void KeyIndexWriter::flush() {
  await();
  for (auto& [language, buffer] : buffers_) flush(language, buffer);
  buffers_.clear();
  if (has_runs_) database_.exec("DROP TABLE temp.key_run");
  has_runs_ = false;
}

void KeyIndexWriter::flush(std::int64_t language, Buffer& buffer) {
  SQLite::Statement count(database_, "SELECT count(*) FROM key_pending WHERE language = ?");
  count.bind(1, language);
  count.executeStep();
  const auto waiting = static_cast<std::size_t>(count.getColumn(0).getInt64());
  count.reset();
  if (buffer.added == 0 && waiting + buffer.texts.size() <= kMostPending) {
    SQLite::Statement insert(
        database_, "INSERT OR REPLACE INTO key_pending(unit, place, language) VALUES (?, ?, ?)");
    for (const Text& text : buffer.texts) {
      insert.reset();
      insert.bind(1, text.unit);
      insert.bind(2, text.place);
      insert.bind(3, language);
      insert.exec();
    }
    return;
  }
  SQLite::Statement rows(
      database_,
      "SELECT p.unit, p.place, plain_text(v.text) FROM key_pending p JOIN variant "
      "v ON v.id = (p.unit << 16 | p.place) AND v.language = p.language "
      "WHERE p.language = ?");
  rows.bind(1, language);
  while (rows.executeStep()) {
    add(rows.getColumn(0).getInt64(), rows.getColumn(1).getInt(), language,
        blob_of(rows.getColumn(2)));
  }
  rows.reset();
  SQLite::Statement erase(database_, "DELETE FROM key_pending WHERE language = ?");
  erase.bind(1, language);
  erase.exec();
  process(buffer);
  await();
  write_part(language, buffer);
}

void KeyIndexWriter::write_part(std::int64_t language, Buffer& buffer) {
  std::vector<PartEntry> old = parts_of(database_, language);
  std::int64_t merged = 0;
  std::int64_t pages = 0;
  for (const PartWriter::Row& run : buffer.runs) pages += run.limit_page - run.first_page;
  std::size_t first = old.size();
  while (first > 0) {
    const PartWriter::Row& row = old[first - 1].row;
    pages += row.limit_page - row.first_page;
    if (row.texts >= kMostTimesLarger * (buffer.added + merged) ||
        row.texts + merged > kMostTimesAdded * buffer.added || pages > kMostListPages) {
      break;
    }
    merged += row.texts;
    --first;
  }
  old.erase(old.begin(), old.begin() + static_cast<std::ptrdiff_t>(first));
  if (buffer.runs.empty() && old.empty()) {
    RunBuilder::Run run = buffer.builder.build();
    PartWriter writer(database_, kPageTable);
    insert(writer.finish(language, run.encoder, run.texts));
    return;
  }
  if (!buffer.builder.empty()) keep_run(buffer, buffer.builder.build());
  std::vector<std::unique_ptr<IndexPart>> parts;
  std::vector<std::pair<IndexPart*, std::string>> sources;
  const auto add_source = [&](const PartWriter::Row& row, const char* table) {
    parts.push_back(std::make_unique<IndexPart>(row));
    sources.emplace_back(parts.back().get(), table);
  };
  for (const PartEntry& entry : old) add_source(entry.row, kPageTable);
  for (const PartWriter::Row& run : buffer.runs) add_source(run, kRunTable);
  const PartWriter::Row row = merge_parts(database_, language, sources);
  for (const PartEntry& entry : old) {
    SQLite::Statement forget(database_, "DELETE FROM key_segment WHERE id = ?");
    forget.bind(1, entry.id);
    forget.exec();
    SQLite::Statement free(database_, "DELETE FROM key_page WHERE id >= ? AND id < ?");
    free.bind(1, entry.row.first_page);
    free.bind(2, entry.row.limit_page);
    free.exec();
  }
  insert(row);
}

void KeyIndexWriter::insert(const PartWriter::Row& row) {
  SQLite::Statement insert(database_,
                           "INSERT INTO key_segment(language, texts, first_page, directory, "
                           "directories, text_page, limit_page, first_unit, first_place, "
                           "unit_bytes, place_bytes, lengths) VALUES "
                           "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  int column = 1;
  for (const std::int64_t field :
       {row.language, row.texts, row.first_page, row.directory, row.directories, row.text_page,
        row.limit_page, row.first_unit, row.first_place, row.unit_bytes, row.place_bytes}) {
    insert.bind(column++, field);
  }
  insert.bind(column, row.lengths.data(), static_cast<int>(row.lengths.size()));
  insert.exec();
}

void KeyIndexWriter::discard() noexcept {
  if (job_.valid()) job_.wait();
  job_ = {};
  buffers_.clear();
  has_runs_ = false;  // the table goes with the transaction
}

void KeyIndexWriter::rebuild() {
  discard();
  database_.exec("DELETE FROM key_pending; DELETE FROM key_segment; DELETE FROM key_page");
  SQLite::Statement rows(database_,
                         "SELECT unit, place, language, plain_text(text) FROM variant ORDER BY id");
  while (rows.executeStep()) {
    add(rows.getColumn(0).getInt64(), rows.getColumn(1).getInt(), rows.getColumn(2).getInt64(),
        blob_of(rows.getColumn(3)));
  }
  rows.reset();
  flush();
}

bool KeyIndexWriter::wants_rebuild() {
  SQLite::Statement count(database_,
                          "SELECT 1 FROM key_pending GROUP BY language HAVING count(*) > ?");
  count.bind(1, static_cast<std::int64_t>(kMostPending));
  return count.executeStep();
}

}  // namespace punte::tm::internal
