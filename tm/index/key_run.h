#ifndef PUNTE_TM_INDEX_KEY_RUN_H_
#define PUNTE_TM_INDEX_KEY_RUN_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "tm/index/gram_hasher.h"
#include "tm/index/index_part.h"

namespace punte::tm::internal {

/// Collects the trigrams of texts and sorts them into lists. Knows no database, so that it may work
/// in another thread; one at a time. Memory: twenty bytes for each trigram of the largest run.
class RunBuilder {
 public:
  void add(std::int64_t unit, std::int32_t place, std::string_view text);
  [[nodiscard]] bool empty() const { return texts_.empty(); }
  [[nodiscard]] std::size_t trigrams() const { return hashes_.size(); }

  struct Run {
    PartEncoder encoder;
    std::vector<IndexedText> texts;  ///< by length
  };
  /// What was added; forgets it.
  [[nodiscard]] Run build();

 private:
  std::vector<IndexedText> texts_;
  std::vector<std::uint32_t> hashes_;  // of all texts, one after the other
  std::vector<std::size_t> starts_;    // of each text's
  std::vector<std::uint32_t> own_;     // of one text
  GramHasher hasher_;
  std::vector<std::uint64_t> items_;  // while it sorts: hash above, number of the text below
  std::vector<std::uint64_t> other_;
};

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_INDEX_KEY_RUN_H_
