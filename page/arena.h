#ifndef PUNTE_PAGE_ARENA_H_
#define PUNTE_PAGE_ARENA_H_

#include <array>
#include <bit>
#include <cstddef>
#include <memory>
#include <vector>

namespace punte::page::internal {

/// Memory for one parse after the other. What is given back is kept for the next request of its
/// size (a power of two); the rest is taken back at once by clear(). One thread.
class Arena {
 public:
  [[nodiscard]] void* take(std::size_t size) {
    const auto kind = static_cast<std::size_t>(std::bit_width((size + kHead - 1) | kLeast));
    if (Free* const free = free_[kind]) {
      free_[kind] = free->next;
      return free;
    }
    const std::size_t whole = std::size_t{1} << kind;
    if (whole > kChunk) {
      large_.push_back(std::make_unique_for_overwrite<std::byte[]>(whole));
      return begin(large_.back().get(), kind);
    }
    if (whole > left_) {
      if (used_ == chunks_.size()) {
        chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(kChunk));
      }
      next_ = chunks_[used_++].get();
      left_ = kChunk;
    }
    std::byte* const memory = next_;
    next_ += whole;
    left_ -= whole;
    return begin(memory, kind);
  }

  /// Takes everything back. What was taken is gone; so much memory is kept as kKeptChunks says.
  void clear() {
    large_.clear();
    if (chunks_.size() > kKeptChunks) chunks_.resize(kKeptChunks);
    used_ = 0;
    left_ = 0;
    free_.fill(nullptr);
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
  static void* begin(std::byte* memory, std::size_t kind) {
    *reinterpret_cast<std::size_t*>(memory) = kind;
    return memory + kHead;
  }

  struct Free {
    Free* next;
  };
  static constexpr std::size_t kHead = alignof(std::max_align_t);  // holds the size; aligns
  static constexpr std::size_t kLeast = 31;                        // the smallest piece is 32
  static constexpr std::size_t kChunk = std::size_t{256} << 10;

  static constexpr std::size_t kKeptChunks = 16;

  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  std::vector<std::unique_ptr<std::byte[]>> large_;
  std::size_t used_ = 0;  // chunks
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
  std::array<Free*, 64> free_{};
};

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_ARENA_H_
