#ifndef PUNTE_TM_INDEX_KEY_INDEX_WRITER_H_
#define PUNTE_TM_INDEX_KEY_INDEX_WRITER_H_

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
#include "tm/index/index_storage.h"
#include "tm/index/key_run.h"

namespace punte::tm::internal {

/// What KeyIndex writes. Much text is sorted by a thread of its own, in runs that lie in a
/// temporary place until flush() makes a part of them. Threads: as the storage's.
class KeyIndexWriter {
 public:
  explicit KeyIndexWriter(IndexStorage& storage) : storage_(storage) {}
  ~KeyIndexWriter() { discard(); }
  KeyIndexWriter(const KeyIndexWriter&) = delete;
  KeyIndexWriter& operator=(const KeyIndexWriter&) = delete;

  void add(std::int64_t unit, std::int32_t place, std::int64_t language, std::string_view text);
  void erase(std::int64_t unit);
  void flush();
  void discard() noexcept;
  void rebuild();
  [[nodiscard]] bool wants_rebuild() const;

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
    std::vector<PartRow> runs;  // in the temporary place
    std::int64_t added = 0;     // texts in builder and runs
  };

  void process(Buffer& buffer);
  void await();
  void keep_run(Buffer& buffer, RunBuilder::Run run);
  void flush(std::int64_t language, Buffer& buffer);
  [[nodiscard]] std::vector<PartEntry> parts_to_merge(std::int64_t language,
                                                      const Buffer& buffer) const;
  void write_part(std::int64_t language, Buffer& buffer);

  IndexStorage& storage_;
  std::map<std::int64_t, Buffer> buffers_;
  std::future<void> job_;
  Buffer* job_buffer_ = nullptr;
  bool has_runs_ = false;
};

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_INDEX_KEY_INDEX_WRITER_H_
