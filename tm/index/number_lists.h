#ifndef PUNTE_TM_INDEX_NUMBER_LISTS_H_
#define PUNTE_TM_INDEX_NUMBER_LISTS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace punte::tm::internal {

// How ascending numbers are written in the index. Stored in files: do not change.

inline constexpr std::size_t kBlock = 128;  ///< numbers that are packed together

/// Appends a number as LEB128.
void append_number(std::string& out, std::uint64_t value);

/// Appends the difference of each number but the first to the one before, as LEB128. At most kBlock
/// numbers, strictly ascending.
void append_differences(std::string& out, std::span<const std::uint32_t> numbers);

/// The same in as many bits each as cost least: the width, how many want more, the low bits of each
/// difference less one, then place and rest of those that want more. Source: M. Zukowski, S. Heman,
/// N. Nes, P. Boncz: Super-scalar RAM-CPU cache compression, ICDE 2006 (PFOR).
void append_block(std::string& out, std::span<const std::uint32_t> numbers);

/// Sets `out` to the `count` differences of a block. False: it is damaged. Cost: some nanosecond a
/// number.
[[nodiscard]] bool read_block(std::string_view bytes, std::size_t count,
                              std::array<std::uint32_t, kBlock>& out);

/// Reads numbers as append_number() writes them; 0 behind the end.
class Numbers {
 public:
  explicit Numbers(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] bool more() const { return place_ < bytes_.size(); }
  [[nodiscard]] std::size_t place() const { return place_; }
  std::uint64_t next() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && place_ < bytes_.size(); shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes_[place_++]);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) break;
    }
    return value;
  }

 private:
  std::string_view bytes_;
  std::size_t place_ = 0;
};

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_INDEX_NUMBER_LISTS_H_
