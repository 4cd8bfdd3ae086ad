#ifndef PUNTE_LANGUAGE_IDENTIFY_FORMAT_H_
#define PUNTE_LANGUAGE_IDENTIFY_FORMAT_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "language/identify_words.h"

// The file of a model, as it is read (identify_model.cc) and written (tools/identify_model_writer).
// docs/identify.md has a table of its parts.
namespace punte::language::internal {

static_assert(std::endian::native == std::endian::little, "the model file is little-endian");

// The numbers of the format; do not change without a new kModelVersion.
inline constexpr std::string_view kMagic = "PUNTELID";
inline constexpr std::size_t kAlignment = 64;
inline constexpr std::size_t kTagBytes = 12;
inline constexpr std::size_t kBucketBytes = 64;
// A bucket: a byte with the number of entries in its low half and, in the high half, how many of
// the buckets that follow hold keys that belong here; two bytes an entry, 13 bits of fingerprint
// above 3 bits of size; then what the entries hold. Size 1: language and weight, a byte each. 2 to
// 6: so many languages, a byte each, then half a byte of weight for each. 7: 24 bits of offset of a
// list outside.
inline constexpr std::uint8_t kEntryCount = 0x0F;
inline constexpr unsigned kReachShift = 4;
inline constexpr std::size_t kMaxInline = 6;
inline constexpr unsigned kOutside = 7;
inline constexpr std::size_t kEntryBytes[8] = {0, 2, 3, 5, 6, 8, 9, 3};
inline constexpr std::uint8_t kDenseList = 0xFF;  // first byte of a list with a weight a language
inline constexpr std::size_t kMaxLists = std::size_t{1} << 24;
inline constexpr std::size_t kMaxProbes =
    16;                                // buckets that a key may lie in: its own and what follows
inline constexpr double kFill = 0.90;  // share of a bucket that is used

struct ModelHeader {
  char magic[8];
  std::uint32_t version;
  std::uint32_t language_count;
  std::uint32_t script_count;
  std::uint32_t page_count;
  std::uint32_t bucket_count;
  std::uint32_t list_bytes;
  float step;
  std::uint32_t reserved;
  std::uint64_t checksum;  // of all bytes after the header
  float scales[16];
  std::int8_t levels[16];  // what the 4-bit weights of the lists stand for, in steps, ascending
};
static_assert(sizeof(ModelHeader) == 128);

struct LanguageRecord {
  char tag[kTagBytes];
  float bias;
  float prior;
};

struct ScriptRecord {
  std::uint32_t language_count;
  std::uint32_t order;
  std::uint32_t whole_words;
};

constexpr std::size_t aligned(std::size_t offset) {
  return (offset + kAlignment - 1) / kAlignment * kAlignment;
}

struct ModelLayout {
  std::size_t languages, scripts, page_of, entries, buckets, lists, total;
};

inline ModelLayout layout_of(const ModelHeader& header) {
  ModelLayout at{};
  at.languages = aligned(sizeof(ModelHeader));
  at.scripts = aligned(at.languages + sizeof(LanguageRecord) * header.language_count);
  at.page_of = aligned(at.scripts + sizeof(ScriptRecord) * header.script_count);
  at.entries = aligned(at.page_of + sizeof(std::uint16_t) * CodePointTable::kPages);
  at.buckets = aligned(at.entries +
                       (sizeof(std::uint32_t) << CodePointTable::kPageBits) * header.page_count);
  at.lists = at.buckets + kBucketBytes * header.bucket_count;
  at.total = aligned(at.lists + header.list_bytes);
  return at;
}

inline std::uint64_t checksum_of(std::string_view bytes) {
  std::uint64_t sum = bytes.size();
  for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {  // the total is a multiple of 64
    std::uint64_t part = 0;
    std::memcpy(&part, bytes.data() + i, 8);
    sum = std::rotl(sum ^ part, 29) * 0x9E3779B97F4A7C15U;
  }
  return sum ^ (sum >> 32);
}

inline std::uint16_t fingerprint_of(std::uint64_t key) {
  return static_cast<std::uint16_t>(key >> 51);
}

// Any number of buckets will do: the low half of the key, as a fraction of 1, times that number.
inline std::size_t bucket_of(std::uint64_t key, std::uint64_t bucket_count) {
  return static_cast<std::size_t>(((key & 0xFFFFFFFFU) * bucket_count) >> 32);
}

inline std::uint16_t load16(const std::uint8_t* bytes) {
  return static_cast<std::uint16_t>(bytes[0] | bytes[1] << 8);
}

inline std::uint32_t load24(const std::uint8_t* bytes) {
  return bytes[0] | static_cast<std::uint32_t>(bytes[1]) << 8 |
         static_cast<std::uint32_t>(bytes[2]) << 16;
}

// A list of so many weights: a byte for each language, half a byte for each weight.
constexpr std::size_t list_body(std::size_t size) { return size + (size + 1) / 2; }

// Lists with a weight a language are read in whole vectors: so many bytes, what lies after the
// last language is added to sums that nobody reads.
constexpr std::size_t dense_body(std::size_t languages) { return (languages + 15) / 16 * 16; }

}  // namespace punte::language::internal

#endif  // PUNTE_LANGUAGE_IDENTIFY_FORMAT_H_
