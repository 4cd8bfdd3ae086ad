#ifndef PUNTE_PAGE_ARENA_H_
#define PUNTE_PAGE_ARENA_H_

#include <array>
#include <bit>
#include <cstddef>
#include <memory>
#include <vector>

namespace punte::page::internal {

/// Memory for one parse. What is given back is kept for the next request of its size (a power of
/// two); everything is freed with the arena. One thread.
class Arena {
 public:
  [[nodiscard]] void* take(std::size_t size) {
    const auto kind = static_cast<std::size_t>(std::bit_width((size + kHead - 1) | kLeast));
    if (Free* const free = free_[kind]) {
      free_[kind] = free->next;
      return free;
    }
    const std::size_t whole = std::size_t{1} << kind;
    if (whole > left_) {
      const std::size_t chunk = whole > kChunk ? whole : kChunk;
      chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(chunk));
      next_ = chunks_.back().get();
      left_ = chunk;
    }
    std::byte* const memory = next_ + kHead;
    *reinterpret_cast<std::size_t*>(next_) = kind;
    next_ += whole;
    left_ -= whole;
    return memory;
  }

  void give_back(void* memory) {
    if (memory == nullptr) return;
    const std::size_t kind =
        *reinterpret_cast<std::size_t*>(static_cast<std::byte*>(memory) - kHead);
    auto* const free = static_cast<Free*>(memory);
    free->next = free_[kind];
    free_[kind] = free;
  }

 private:
  struct Free {
    Free* next;
  };
  static constexpr std::size_t kHead = alignof(std::max_align_t);  // holds the size; aligns
  static constexpr std::size_t kLeast = 31;                        // the smallest piece is 32
  static constexpr std::size_t kChunk = std::size_t{256} << 10;

  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
  std::array<Free*, 64> free_{};
};

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_ARENA_H_
