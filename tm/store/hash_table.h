#ifndef PUNTE_TM_STORE_HASH_TABLE_H_
#define PUNTE_TM_STORE_HASH_TABLE_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace punte::tm::internal {

/// Ids by hash, several of one hash allowed; ids are over 0. Open addressing: 32 to 64 bytes an
/// entry while it grows, no allocation for each. Threads: as of a value.
class HashTable {
 public:
  void add(std::int64_t hash, std::int64_t id) {
    if ((size_ + 1) * 2 > slots_.size()) grow();
    put(hash, id);
    ++size_;
  }

  /// Ascending.
  [[nodiscard]] std::vector<std::int64_t> find(std::int64_t hash) const {
    std::vector<std::int64_t> ids;
    if (slots_.empty()) return ids;
    for (std::size_t i = place_of(hash); slots_[i].second != 0; i = (i + 1) & mask()) {
      if (slots_[i].first == hash) ids.push_back(slots_[i].second);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
  }

  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  [[nodiscard]] std::size_t mask() const { return slots_.size() - 1; }
  [[nodiscard]] std::size_t place_of(std::int64_t hash) const {
    const std::uint64_t mixed = static_cast<std::uint64_t>(hash) * 0x9E3779B97F4A7C15U;
    return static_cast<std::size_t>(mixed >> 32U) & mask();
  }
  void put(std::int64_t hash, std::int64_t id) {
    std::size_t i = place_of(hash);
    while (slots_[i].second != 0) i = (i + 1) & mask();
    slots_[i] = {hash, id};
  }
  void grow() {
    constexpr std::size_t kFirst = 1024;  // a power of two, as every size
    std::vector<std::pair<std::int64_t, std::int64_t>> old(std::max(kFirst, slots_.size() * 2));
    old.swap(slots_);
    for (const auto& [hash, id] : old) {
      if (id != 0) put(hash, id);
    }
  }

  std::vector<std::pair<std::int64_t, std::int64_t>> slots_;
  std::size_t size_ = 0;
};

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_STORE_HASH_TABLE_H_
