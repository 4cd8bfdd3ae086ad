#ifndef PUNTE_TM_INDEX_KEY_INDEX_WRITER_H_
#define PUNTE_TM_INDEX_KEY_INDEX_WRITER_H_

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstddef>
#include <cstdint>
#include <future>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tm/index/index_part.h"
#include "tm/index/key_run.h"

namespace punte::tm::internal {

/// A part as the file's table has it.
struct PartEntry {
  std::int64_t id = 0;
  PartWriter::Row row;
};
/// The parts of a language, oldest first.
[[nodiscard]] std::vector<PartEntry> parts_of(SQLite::Database& database, std::int64_t language);

/// What KeyIndex writes. Much text is sorted by a thread of its own, in runs that lie in a
/// temporary table until flush() makes a part of them. SQLite's exceptions pass through.
/// Threads: as the database's.
class KeyIndexWriter {
 public:
  explicit KeyIndexWriter(SQLite::Database& database) : database_(database) {}
  ~KeyIndexWriter() { discard(); }
  KeyIndexWriter(const KeyIndexWriter&) = delete;
  KeyIndexWriter& operator=(const KeyIndexWriter&) = delete;

  void add(std::int64_t unit, std::int32_t place, std::int64_t language, std::string_view text);
  void erase(std::int64_t unit);
  void flush();
  void discard() noexcept;
  void rebuild();
  [[nodiscard]] bool wants_rebuild();

 private:
  struct Text {
    std::int64_t unit;
    std::int32_t place;
    std::string text;
  };
  struct Buffer {
    std::vector<Text> texts;  // not yet given to the builder
    std::size_t bytes = 0;    // of those
    RunBuilder builder;
    std::optional<RunBuilder::Run> ready;
    std::vector<PartWriter::Row> runs;  // in the temporary table
    std::int64_t added = 0;             // texts in builder and runs
  };

  void process(Buffer& buffer);
  void await();
  void keep_run(Buffer& buffer, RunBuilder::Run run);
  void flush(std::int64_t language, Buffer& buffer);
  void write_part(std::int64_t language, Buffer& buffer);
  void insert(const PartWriter::Row& row);

  SQLite::Database& database_;
  std::map<std::int64_t, Buffer> buffers_;
  std::future<void> job_;
  Buffer* job_buffer_ = nullptr;
  bool has_runs_ = false;
};

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_INDEX_KEY_INDEX_WRITER_H_
