#ifndef PUNTE_BASE_BYTES_H_
#define PUNTE_BASE_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace punte::base {

/// Appends a number as LEB128: seven bits a byte, the lowest first, the top bit set on all bytes
/// but the last. Stored in files: do not change.
inline void append_varint(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out += static_cast<char>(0x80 | (value & 0x7F));
    value >>= 7;
  }
  out += static_cast<char>(value);
}

/// Takes a number that append_varint() wrote off the front of `bytes`. False: there is no whole
/// number of at most 64 bits; `value` and `bytes` are then of no use. Total: any bytes are safe.
[[nodiscard]] inline bool take_varint(std::string_view& bytes, std::uint64_t& value) {
  value = 0;
  for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

}  // namespace punte::base

#endif  // PUNTE_BASE_BYTES_H_
