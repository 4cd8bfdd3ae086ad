#include "tm/index/number_lists.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace punte::tm::internal {

void append_differences(std::string& out, std::span<const std::uint32_t> numbers) {
  std::array<char, 5 * kBlock> room;
  char* at = room.data();
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    std::uint32_t value = numbers[i] - numbers[i - 1];
    while (value >= 0x80) {
      *at++ = static_cast<char>(value | 0x80U);
      value >>= 7U;
    }
    *at++ = static_cast<char>(value);
  }
  out.append(room.data(), static_cast<std::size_t>(at - room.data()));
}

void append_block(std::string& out, std::span<const std::uint32_t> numbers) {
  const std::size_t count = numbers.size() - 1;
  std::array<std::uint32_t, kBlock> values;
  std::array<std::size_t, 33> widths{};
  std::size_t widest = 0;
  for (std::size_t i = 0; i < count; ++i) {
    values[i] = numbers[i + 1] - numbers[i] - 1;
    const auto bits = static_cast<std::size_t>(std::bit_width(values[i]));
    ++widths[bits];
    widest = std::max(widest, bits);
  }
  std::size_t width = widest;
  std::size_t least = (count * widest + 7) / 8;
  std::size_t exceptions = 0;
  std::size_t wider = 0;  // values of more than w bits
  for (std::size_t w = widest; w-- > 0;) {
    wider += widths[w + 1];
    if (wider > least) break;  // one byte each at least
    std::size_t bytes = (count * w + 7) / 8;
    for (std::size_t other = w + 1; other <= widest; ++other) {
      bytes += widths[other] * (1 + (other - w + 6) / 7);
    }
    if (bytes < least) {
      least = bytes;
      width = w;
      exceptions = wider;
    }
  }
  out += static_cast<char>(width);
  out += static_cast<char>(exceptions);
  std::array<char, kBlock * 4 + 8> room;
  const std::uint64_t mask = (std::uint64_t{1} << width) - 1;
  std::uint64_t waiting = 0;
  std::size_t bits = 0;
  std::size_t written = 0;
  for (std::size_t i = 0; i < count; ++i) {
    waiting |= (values[i] & mask) << bits;
    bits += width;
    if (bits >= 32) {
      std::memcpy(room.data() + written, &waiting, 4);
      written += 4;
      waiting >>= 32U;
      bits -= 32;
    }
  }
  std::memcpy(room.data() + written, &waiting, 8);
  out.append(room.data(), written + (bits + 7) / 8);
  for (std::size_t i = 0; i < count && exceptions > 0; ++i) {
    const std::uint64_t high = std::uint64_t{values[i]} >> width;
    if (high == 0) continue;
    out += static_cast<char>(i);
    base::append_varint(out, high);
    --exceptions;
  }
}

bool read_block(std::string_view bytes, std::size_t count, std::array<std::uint32_t, kBlock>& out) {
  constexpr std::size_t kMostPacked = kBlock * 4;
  constexpr std::size_t kSlack = 8;  // a number is read as eight bytes
  if (bytes.size() < 2 || count > kBlock) return false;
  const auto width = static_cast<std::size_t>(static_cast<unsigned char>(bytes[0]));
  const auto exceptions = static_cast<std::size_t>(static_cast<unsigned char>(bytes[1]));
  const std::size_t packed = (count * width + 7) / 8;
  if (width > 32 || exceptions > count || bytes.size() - 2 < packed) return false;
  std::array<char, kMostPacked + kSlack> room;
  std::memcpy(room.data(), bytes.data() + 2, packed);
  std::memset(room.data() + packed, 0, kSlack);
  const std::uint64_t mask = (std::uint64_t{1} << width) - 1;
  std::size_t bit = 0;
  for (std::size_t i = 0; i < count; ++i, bit += width) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, room.data() + bit / 8, 8);
    out[i] = static_cast<std::uint32_t>((eight >> (bit % 8)) & mask) + 1;
  }
  bytes.remove_prefix(2 + packed);
  std::size_t at = 0;
  for (std::size_t i = 0; i < exceptions; ++i) {
    if (at >= bytes.size()) return false;
    const auto place = static_cast<std::size_t>(static_cast<unsigned char>(bytes[at++]));
    std::uint64_t high = 0;
    unsigned char byte = 0x80;
    for (unsigned shift = 0; shift < 35 && byte >= 0x80 && at < bytes.size(); shift += 7) {
      byte = static_cast<unsigned char>(bytes[at++]);
      high |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    }
    if (place >= count || byte >= 0x80) return false;
    out[place] += static_cast<std::uint32_t>(high << width);
  }
  return true;
}

}  // namespace punte::tm::internal
