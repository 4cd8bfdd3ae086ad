#ifndef PUNTE_TM_INDEX_INDEX_PART_H_
#define PUNTE_TM_INDEX_INDEX_PART_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tm/index/index_storage.h"

namespace punte::tm::internal {

// A part of the index of one language is written once and never changed. It numbers its texts from
// the shortest to the longest, and has for each trigram the ascending numbers of the texts that
// have it. It lies in rows that fill one page of the file each, so that a look-up reads the pages
// it needs and no others. In the order of their ids:
//
//   lists        one after the other, cut into pages. A list is its count and, where that is over
//                128, the size of a table and the table: first number (difference) and size of
//                each block of 128. Then the differences of the numbers: as LEB128, in blocks a
//                width in bits and how many differences want more, the low bits of each less one,
//                and of those that want more their place and the rest, as LEB128.
//   directories  for equal ranges of hashes: hash and start of each list, 32 bits each,
//                little-endian, ascending; then the end of the last.
//   texts        unit and place of each text as differences to the smallest, as many bytes as the
//                largest wants.

struct IndexedText {
  std::int64_t unit = 0;
  std::int32_t place = 0;
  std::uint32_t length = 0;  ///< of the key, in code points
};

/// Lists and directory as they are written. Knows no database: threads as of a value.
class PartEncoder {
 public:
  /// Hashes ascend from call to call, numbers strictly within one.
  void add_list(std::uint32_t hash, std::span<const std::uint32_t> numbers);

  std::string bytes;          ///< of lists that are not yet written
  std::uint64_t written = 0;  ///< bytes of lists before those
  std::vector<std::pair<std::uint32_t, std::uint32_t>> entries;  ///< hash and start

 private:
  std::string table_;
  std::string blocks_;
};

/// Writes a part.
class PartWriter {
 public:
  explicit PartWriter(std::unique_ptr<PageWriter> pages)
      : pages_(std::move(pages)), first_page_(pages_->next_page()) {}
  /// Writes the full pages of the encoder's lists and takes them from it.
  void write_lists(PartEncoder& encoder);
  /// Writes the rest. `texts` are sorted by length.
  [[nodiscard]] PartRow finish(std::int64_t language, PartEncoder& encoder,
                               const std::vector<IndexedText>& texts);

 private:
  void write_directories(const PartEncoder& encoder, std::uint32_t end_of_lists, PartRow& row);
  void write_texts(const std::vector<IndexedText>& texts, PartRow& row);

  std::unique_ptr<PageWriter> pages_;
  std::int64_t first_page_;
};

/// A part to read. Whatever damage its pages have, numbers are below texts(). Threads: as its
/// pages'.
class IndexPart {
 public:
  explicit IndexPart(PartRow row);

  /// Where a list lies: bytes of the part's lists.
  struct List {
    std::uint32_t start = 0;
    std::uint32_t limit = 0;
    [[nodiscard]] std::uint32_t bytes() const { return limit - start; }
  };
  /// An empty list where no text has the trigram.
  [[nodiscard]] List find(PageReader& pages, std::uint32_t hash) const;

  /// Sets `out` to the numbers of a list that are in [first, limit), ascending; reads little more
  /// than those.
  void read(PageReader& pages, const List& list, std::uint32_t first, std::uint32_t limit,
            std::vector<std::uint32_t>& out);
  /// Adds one to counts[number - origin] for each number of the list in [first, limit), and may do
  /// so for other numbers from `origin` on.
  template <typename Count>
  void count(PageReader& pages, const List& list, std::uint32_t first, std::uint32_t limit,
             std::span<Count> counts, std::uint32_t origin);
  /// Sets `out` to those of `numbers`, which ascend, that are in the list.
  void read_among(PageReader& pages, const List& list, std::span<const std::uint32_t> numbers,
                  std::vector<std::uint32_t>& out);

  [[nodiscard]] IndexedText text(PageReader& pages, std::uint32_t number) const;

  /// The numbers of the texts with these lengths.
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> range(std::uint64_t first_length,
                                                              std::uint64_t limit_length) const;
  struct Group {
    std::uint32_t length;
    std::uint32_t first;  ///< number of a text
    std::uint32_t limit;
  };
  [[nodiscard]] const std::vector<Group>& groups() const { return groups_; }
  [[nodiscard]] std::uint32_t length_of(std::uint32_t number) const;
  [[nodiscard]] std::uint32_t texts() const { return texts_; }
  [[nodiscard]] std::uint32_t longest() const {
    return groups_.empty() ? 0 : groups_.back().length;
  }
  [[nodiscard]] const PartRow& row() const { return row_; }

  /// All lists in the order of their hashes.
  class Cursor {
   public:
    Cursor(IndexPart& part, IndexStorage& storage, IndexStorage::Pages pages);
    [[nodiscard]] bool at_end() const { return at_end_; }
    [[nodiscard]] std::uint32_t hash() const { return hash_; }
    /// The numbers of this list; goes to the next.
    void take(std::vector<std::uint32_t>& out);

   private:
    void advance();
    IndexPart& part_;
    std::unique_ptr<PageReader> directories_;
    std::unique_ptr<PageReader> lists_;
    std::string directory_;
    std::int64_t number_ = -1;
    std::size_t entry_ = 0;
    bool at_end_ = false;
    std::uint32_t hash_ = 0;
    List list_;
  };

 private:
  struct Block {
    std::uint32_t first;  ///< number
    std::uint32_t start;  ///< byte of the list
  };
  [[nodiscard]] std::string_view bytes_of(PageReader& pages, std::uint64_t start,
                                          std::uint64_t limit);
  /// Sets blocks_: where each block is, and after the last the end of the list.
  void read_table(PageReader& pages, const List& list);
  /// The blocks that may hold numbers in [first, limit).
  [[nodiscard]] std::pair<std::size_t, std::size_t> blocks_of(std::uint32_t first,
                                                              std::uint32_t limit) const;
  /// Calls `use` for the numbers of blocks [first, limit) of blocks_, which ascend.
  template <typename Use>
  void decode(PageReader& pages, std::size_t first, std::size_t limit, const Use& use);

  PartRow row_;
  std::uint32_t texts_ = 0;
  std::vector<Group> groups_;
  std::vector<Block> blocks_;  // of the list that is being read
  std::uint64_t count_ = 0;    // numbers of that list
  bool is_short_ = false;      // that list has one block, whose first number is a difference
  std::string bytes_;          // of a list that lies on several pages
};

/// A part, and where its pages are.
struct PartSource {
  IndexPart* part;
  IndexStorage::Pages pages;
};

/// Merges parts of one language into a new one.
/// Cost: linear, some nanoseconds a number; memory for the texts and one list.
[[nodiscard]] PartRow merge_parts(IndexStorage& storage, std::int64_t language,
                                  const std::vector<PartSource>& parts);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_INDEX_INDEX_PART_H_
