#ifndef PUNTE_TM_INDEX_NUMBER_LISTS_H_
#define PUNTE_TM_INDEX_NUMBER_LISTS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace punte::tm::internal {

// How ascending numbers are written in the index. Stored in files: do not change.

inline constexpr std::size_t kBlock = 128;  ///< numbers that are packed together

/// Appends the difference of each number but the first to the one before, as LEB128. At most kBlock
/// numbers, strictly ascending.
void append_differences(std::string& out, std::span<const std::uint32_t> numbers);

/// The same in as many bits each as cost least: the width, how many want more, the low bits of each
/// difference less one, then place and rest of those that want more. Source: M. Zukowski, S. Heman,
/// N. Nes, P. Boncz: Super-scalar RAM-CPU cache compression, ICDE 2006 (PFOR).
void append_block(std::string& out, std::span<const std::uint32_t> numbers);

/// Sets `out` to the `count` differences of a block. False: it is damaged. Cost: about a
/// nanosecond per number.
[[nodiscard]] bool read_block(std::string_view bytes, std::size_t count,
                              std::array<std::uint32_t, kBlock>& out);

/// Reads numbers as base::append_varint() writes them; 0 after the end.
class Numbers {
 public:
  explicit Numbers(std::string_view bytes) : rest_(bytes), size_(bytes.size()) {}
  [[nodiscard]] bool more() const { return !rest_.empty(); }
  [[nodiscard]] std::size_t place() const { return size_ - rest_.size(); }
  std::uint64_t next() {
    std::uint64_t value = 0;
    return base::take_varint(rest_, value) ? value : 0;
  }

 private:
  std::string_view rest_;
  std::size_t size_;
};

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_INDEX_NUMBER_LISTS_H_
