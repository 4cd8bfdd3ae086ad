#ifndef PUNTE_BASE_FLAT_TABLE_H_
#define PUNTE_BASE_FLAT_TABLE_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/hash.h"

namespace punte::base {

/// Values by a 64-bit key, in one block of memory: open addressing with linear probing, at most
/// half full, no allocation per entry. A key may be there several times (add) or once
/// (find_or_add). `Value` is a number; `kFree` is the one value that is never stored. Keys may be
/// hashes, but need not be: they are spread here. Entries cannot be removed. Cost: about one cache
/// miss per call; sizeof(entry) * 2 to 4 bytes of memory per entry. Threads: as of a value.
template <typename Value, Value kFree>
class FlatTable {
 public:
  FlatTable() = default;
  /// Room for `entries` without growing.
  explicit FlatTable(std::size_t entries) { resize(entries); }

  /// Adds an entry, even where the key is there already.
  void add(std::uint64_t key, Value value) {
    if ((size_ + 1) * 2 > slots_.size()) resize(size_ + 1);
    put(key, value);
    ++size_;
  }

  /// The value of the key; where there is none, `value` after adding it.
  Value find_or_add(std::uint64_t key, Value value) {
    if ((size_ + 1) * 2 > slots_.size()) resize(size_ + 1);
    std::size_t i = place_of(key);
    for (; slots_[i].second != kFree; i = (i + 1) & mask()) {
      if (slots_[i].first == key) return slots_[i].second;
    }
    slots_[i] = {key, value};
    ++size_;
    return value;
  }

  /// A value of the key, or kFree.
  [[nodiscard]] Value find(std::uint64_t key) const {
    if (slots_.empty()) return kFree;
    std::size_t i = place_of(key);
    while (slots_[i].second != kFree && slots_[i].first != key) i = (i + 1) & mask();
    return slots_[i].second;
  }

  /// All values of the key, ascending.
  [[nodiscard]] std::vector<Value> find_all(std::uint64_t key) const {
    std::vector<Value> out;
    if (slots_.empty()) return out;
    for (std::size_t i = place_of(key); slots_[i].second != kFree; i = (i + 1) & mask()) {
      if (slots_[i].first == key) out.push_back(slots_[i].second);
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  using Slot = std::pair<std::uint64_t, Value>;

  [[nodiscard]] std::size_t mask() const { return slots_.size() - 1; }
  [[nodiscard]] std::size_t place_of(std::uint64_t key) const {
    return static_cast<std::size_t>(spread(key) >> 32U) & mask();
  }
  void put(std::uint64_t key, Value value) {
    std::size_t i = place_of(key);
    while (slots_[i].second != kFree) i = (i + 1) & mask();
    slots_[i] = {key, value};
  }
  void resize(std::size_t entries) {
    std::size_t slots = 1024;  // a power of two, as every size
    while (slots < entries * 2) slots *= 2;
    std::vector<Slot> old(slots, Slot{0, kFree});
    old.swap(slots_);
    for (const auto& [key, value] : old) {
      if (value != kFree) put(key, value);
    }
  }

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace punte::base

#endif  // PUNTE_BASE_FLAT_TABLE_H_
