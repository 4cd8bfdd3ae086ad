#ifndef PUNTE_TM_INDEX_INDEX_STORAGE_H_
#define PUNTE_TM_INDEX_INDEX_STORAGE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace punte::tm::internal {

// What the index needs of the file that it lies in; tm/store/index_tables.h has it in tables. Calls
// are made for whole pages and texts, next to which a virtual call costs nothing. Exceptions of the
// file pass through. Threads: as the file's.

/// Reads pages by their numbers.
class PageReader {
 public:
  virtual ~PageReader() = default;
  PageReader(const PageReader&) = delete;
  PageReader& operator=(const PageReader&) = delete;

  /// Valid up to the next call; empty where there is no such page.
  [[nodiscard]] std::string_view page(std::int64_t id) {
    if (at_ >= 0 && id == at_) return data_;
    const bool follows = at_ >= 0 && id == at_ + 1;
    at_ = load(id, follows, data_) ? id : -1;
    return data_;
  }
  /// Ends the read of the file.
  void reset() {
    at_ = -1;
    end();
  }

 protected:
  PageReader() = default;

 private:
  /// Sets `data` to the page, or to nothing where it returns false: there is no such page.
  /// `follows`: the page before it was the last one that was loaded.
  virtual bool load(std::int64_t id, bool follows, std::string_view& data) = 0;
  virtual void end() = 0;

  std::int64_t at_ = -1;
  std::string_view data_;
};

/// Writes pages after those that are there.
class PageWriter {
 public:
  virtual ~PageWriter() = default;
  PageWriter(const PageWriter&) = delete;
  PageWriter& operator=(const PageWriter&) = delete;

  /// The number that the next page gets.
  [[nodiscard]] virtual std::int64_t next_page() const = 0;
  virtual void write(std::string_view data) = 0;

 protected:
  PageWriter() = default;
};

/// What is needed to read a part of the index. Stored in files: do not change.
struct PartRow {
  std::int64_t language = 0;
  std::int64_t texts = 0;
  std::int64_t first_page = 0;  ///< of the lists
  std::int64_t directory = 0;   ///< first page of the directories
  std::int64_t directories = 0;
  std::int64_t text_page = 0;
  std::int64_t limit_page = 0;  ///< after the last page
  std::int64_t first_unit = 0;  ///< what the texts' units are differences to
  std::int64_t first_place = 0;
  std::int64_t unit_bytes = 0;
  std::int64_t place_bytes = 0;
  std::string lengths;  ///< length (difference) and number of texts that have it, LEB128
};

/// A part and its number, which is never used again.
struct PartEntry {
  std::int64_t id = 0;
  PartRow row;
};

/// The place of a text: a variant of a unit.
struct TextPlace {
  std::int64_t unit = 0;
  std::int32_t place = 0;
  std::int64_t language = 0;
};

class IndexStorage {
 public:
  virtual ~IndexStorage() = default;
  IndexStorage(const IndexStorage&) = delete;
  IndexStorage& operator=(const IndexStorage&) = delete;

  /// Where pages lie: in the file, or in a temporary place while much is added.
  enum class Pages { kParts, kRuns };
  [[nodiscard]] virtual std::unique_ptr<PageReader> reader(Pages pages) = 0;
  [[nodiscard]] virtual std::unique_ptr<PageWriter> writer(Pages pages) = 0;
  virtual void make_runs() = 0;
  virtual void drop_runs() = 0;

  /// The parts of a language, oldest first.
  [[nodiscard]] virtual std::vector<PartEntry> parts_of(std::int64_t language) = 0;
  virtual void add_part(const PartRow& row) = 0;
  /// Removes a part and its pages.
  virtual void remove_part(const PartEntry& part) = 0;
  /// Removes everything.
  virtual void clear() = 0;

  using TextVisitor = std::function<void(const TextPlace& place, std::string_view text)>;

  // Texts that no part has yet.
  virtual void add_pending(const TextPlace& place) = 0;
  virtual void remove_pending_of_unit(std::int64_t unit) = 0;
  virtual void remove_pending_of_language(std::int64_t language) = 0;
  [[nodiscard]] virtual std::size_t count_pending(std::int64_t language) = 0;
  /// In the order of units and places.
  virtual void for_each_pending(std::int64_t language, const TextVisitor& visit) = 0;
  /// True if more of one language are pending.
  [[nodiscard]] virtual bool has_more_pending_than(std::size_t count) = 0;

  // All texts, in the order of units and places.
  [[nodiscard]] virtual bool text_of(const TextPlace& place, std::string& text) = 0;
  virtual void for_each_text(const TextVisitor& visit) = 0;
  virtual void for_each_place(std::int64_t language,
                              const std::function<void(const TextPlace&)>& visit) = 0;
  /// That texts are in.
  [[nodiscard]] virtual std::vector<std::int64_t> languages() = 0;

 protected:
  IndexStorage() = default;
};

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_INDEX_INDEX_STORAGE_H_
