#include "language/identify_model.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <system_error>

extern "C" {
// The bytes of the built-in model, from identify_model_data.S.
extern const char punte_identify_model_begin[];
extern const char punte_identify_model_end[];
}

namespace punte::language::internal {
namespace {

static_assert(std::endian::native == std::endian::little, "the model file is little-endian");

// The numbers of the format; do not change without a new kModelVersion.
constexpr std::string_view kMagic = "PUNTELID";
constexpr std::size_t kAlignment = 64;
constexpr std::size_t kTagBytes = 12;
constexpr std::size_t kBucketBytes = 64;
constexpr std::size_t kSlots = 12;              // a bucket: 12 x 16-bit fingerprint,
constexpr std::size_t kPayloadOffset = 24;      // 12 x 24-bit payload,
constexpr std::size_t kInlineOffset = 60;       // 12 bits that say which payloads are a weight
constexpr std::uint8_t kDenseList = 0xFF;       // first byte of a list with a weight a language
constexpr std::size_t kMaxLists = std::size_t{1} << 24;
constexpr std::size_t kMaxProbes = 8;           // buckets that a key may lie away from its own

struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t language_count;
  std::uint32_t script_count;
  std::uint32_t page_count;
  std::uint32_t bucket_count;
  std::uint32_t list_bytes;
  float step;
  std::uint32_t reserved;
  std::uint64_t checksum;  // of all bytes behind the header
  float scales[16];
};
static_assert(sizeof(Header) == 112);

struct LanguageRecord {
  char tag[kTagBytes];
  float bias;
};

struct ScriptRecord {
  std::uint32_t language_count;
  std::uint32_t order;
  std::uint32_t whole_words;
};

constexpr std::size_t aligned(std::size_t offset) {
  return (offset + kAlignment - 1) / kAlignment * kAlignment;
}

struct Layout {
  std::size_t languages, scripts, page_of, entries, buckets, lists, total;
};

Layout layout_of(const Header& header) {
  Layout at{};
  at.languages = aligned(sizeof(Header));
  at.scripts = aligned(at.languages + sizeof(LanguageRecord) * header.language_count);
  at.page_of = aligned(at.scripts + sizeof(ScriptRecord) * header.script_count);
  at.entries = aligned(at.page_of + sizeof(std::uint16_t) * CodePointTable::kPages);
  at.buckets =
      aligned(at.entries + (sizeof(std::uint32_t) << CodePointTable::kPageBits) * header.page_count);
  at.lists = at.buckets + kBucketBytes * header.bucket_count;
  at.total = aligned(at.lists + header.list_bytes);
  return at;
}

std::uint64_t checksum_of(std::string_view bytes) {
  std::uint64_t sum = bytes.size();
  for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {  // the total is a multiple of 64
    std::uint64_t part = 0;
    std::memcpy(&part, bytes.data() + i, 8);
    sum = std::rotl(sum ^ part, 29) * 0x9E3779B97F4A7C15U;
  }
  return sum ^ (sum >> 32);
}

std::uint16_t fingerprint_of(std::uint64_t key) {
  const auto print = static_cast<std::uint16_t>(key >> 48);
  return print == 0 ? 1 : print;  // 0 is an empty slot
}

// Any number of buckets will do: the low half of the key, as a fraction of 1, times that number.
std::size_t bucket_of(std::uint64_t key, std::uint64_t bucket_count) {
  return static_cast<std::size_t>(((key & 0xFFFFFFFFU) * bucket_count) >> 32);
}

std::uint64_t load64(const std::uint8_t* bytes) {
  std::uint64_t value = 0;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

// The slot of the fingerprint, or kSlots; four fingerprints at a time. The borrow of a match can
// only mark slots above it, so the lowest mark is always a true match.
std::size_t find_slot(const std::uint8_t* bucket, std::uint16_t print) {
  constexpr std::uint64_t kOnes = 0x0001000100010001U;
  constexpr std::uint64_t kHighs = 0x8000800080008000U;
  const std::uint64_t wanted = kOnes * print;
  for (std::size_t group = 0; group < kSlots / 4; ++group) {
    const std::uint64_t difference = load64(bucket + 8 * group) ^ wanted;
    const std::uint64_t zero = (difference - kOnes) & ~difference & kHighs;
    if (zero != 0) return 4 * group + static_cast<std::size_t>(std::countr_zero(zero)) / 16;
  }
  return kSlots;
}

bool is_full(const std::uint8_t* bucket) {
  std::uint16_t last = 0;
  std::memcpy(&last, bucket + 2 * (kSlots - 1), sizeof last);
  return last != 0;
}

std::uint32_t payload_of(const std::uint8_t* bucket, std::size_t slot) {
  const std::uint8_t* bytes = bucket + kPayloadOffset + 3 * slot;
  return bytes[0] | static_cast<std::uint32_t>(bytes[1]) << 8 |
         static_cast<std::uint32_t>(bytes[2]) << 16;
}

bool is_inline(const std::uint8_t* bucket, std::size_t slot) {
  std::uint16_t flags = 0;
  std::memcpy(&flags, bucket + kInlineOffset, sizeof flags);
  return ((flags >> slot) & 1U) != 0;
}

tl::unexpected<Error> damaged() {
  return fail(ErrorCode::kCorrupt,
              PUNTE_MSG("this language model is damaged; train or copy it again"));
}

}  // namespace

IdentifyModel::~IdentifyModel() {
  if (mapping_ != nullptr) munmap(mapping_, mapping_size_);
}

std::shared_ptr<const IdentifyModel> IdentifyModel::built_in() {
  static const std::shared_ptr<const IdentifyModel> model = [] {
    const std::string_view bytes(
        punte_identify_model_begin,
        static_cast<std::size_t>(punte_identify_model_end - punte_identify_model_begin));
    return from_bytes(bytes, false).value();
  }();
  return model;
}

Result<std::shared_ptr<const IdentifyModel>> IdentifyModel::from_bytes(std::string_view bytes,
                                                                       bool check) {
  const std::shared_ptr<IdentifyModel> model(new IdentifyModel);
  const Result<void> read = model->read(bytes, check);
  if (!read) return tl::unexpected<Error>(read.error());
  return model;
}

Result<std::shared_ptr<const IdentifyModel>> IdentifyModel::open(
    const std::filesystem::path& path) {
  const auto failed = [&](int error) {
    return fail(error == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
                PUNTE_MSG("cannot read the language model: {1}"),
                {std::generic_category().message(error)}, path.string());
  };
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return failed(errno);
  struct stat info {};
  if (fstat(file, &info) != 0) {
    const int error = errno;
    ::close(file);
    return failed(error);
  }
  const auto size = static_cast<std::size_t>(info.st_size);
  if (!S_ISREG(info.st_mode) || size < sizeof(Header)) {
    ::close(file);
    return fail(ErrorCode::kSyntax, PUNTE_MSG("this is no language model of Punte"), {},
                path.string());
  }
  if (size > kMaxModelBytes) {
    ::close(file);
    return fail(ErrorCode::kLimit, PUNTE_MSG("a language model may not be larger than 64 MiB"), {},
                path.string());
  }
  void* mapping = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  const int error = errno;
  ::close(file);
  if (mapping == MAP_FAILED) return failed(error);
  const std::shared_ptr<IdentifyModel> model(new IdentifyModel);
  model->mapping_ = mapping;
  model->mapping_size_ = size;
  Result<void> read = model->read({static_cast<const char*>(mapping), size}, true);
  if (!read) {
    read.error().where = path.string();
    return tl::unexpected<Error>(read.error());
  }
  return model;
}

Result<void> IdentifyModel::read(std::string_view bytes, bool check) {
  Header header{};
  if (bytes.size() < sizeof header || bytes.substr(0, kMagic.size()) != kMagic) {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("this is no language model of Punte"));
  }
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.version > kModelVersion) {
    return fail(ErrorCode::kTooNew,
                PUNTE_MSG("this language model was made by a newer Punte; use that one or train "
                          "the model again"));
  }
  if (header.version != kModelVersion || header.language_count == 0 ||
      header.language_count > 4096 || header.script_count == 0 ||
      header.script_count > kLastScript || header.page_count == 0 ||
      header.page_count > CodePointTable::kPages || header.bucket_count < kMaxProbes ||
      header.bucket_count > kMaxModelBytes / kBucketBytes || header.list_bytes > kMaxLists ||
      !(header.step > 0 && header.step < 16)) {
    return damaged();
  }
  const Layout at = layout_of(header);
  if (at.total != bytes.size()) return damaged();
  if (check && checksum_of(bytes.substr(sizeof header)) != header.checksum) return damaged();

  const auto* base = reinterpret_cast<const std::uint8_t*>(bytes.data());
  for (std::size_t i = 0; i < header.language_count; ++i) {
    LanguageRecord record{};
    std::memcpy(&record, base + at.languages + i * sizeof record, sizeof record);
    const std::size_t length = strnlen(record.tag, kTagBytes);
    if (length == 0 || !std::isfinite(record.bias)) return damaged();
    languages_.emplace_back(record.tag, length);
    biases_.push_back(record.bias);
  }
  std::uint32_t first = 0;
  for (std::size_t i = 0; i < header.script_count; ++i) {
    ScriptRecord record{};
    std::memcpy(&record, base + at.scripts + i * sizeof record, sizeof record);
    if (record.language_count == 0 || record.language_count >= kDenseList ||
        record.order > kMaxOrder || record.language_count > header.language_count - first) {
      return damaged();
    }
    scripts_.push_back({first, record.language_count, record.order, record.whole_words != 0});
    first += record.language_count;
  }
  if (first != header.language_count) return damaged();
  for (std::size_t i = 0; i < scales_.size(); ++i) {
    scales_[i] = header.scales[i];
    if (!(scales_[i] > 0 && scales_[i] < 64)) return damaged();
  }
  step_ = header.step;
  code_points_.page_of = reinterpret_cast<const std::uint16_t*>(base + at.page_of);
  code_points_.entries = reinterpret_cast<const std::uint32_t*>(base + at.entries);
  buckets_ = base + at.buckets;
  bucket_count_ = header.bucket_count - (kMaxProbes - 1);
  lists_ = base + at.lists;
  if (!check) return {};

  // The checksum finds accidents; what follows keeps a forged file from reading out of bounds.
  for (std::size_t i = 0; i < CodePointTable::kPages; ++i) {
    if (code_points_.page_of[i] >= header.page_count) return damaged();
  }
  const std::size_t entry_count = std::size_t{header.page_count} << CodePointTable::kPageBits;
  for (std::size_t i = 0; i < entry_count; ++i) {
    const std::uint8_t kind = CodePointTable::class_of(code_points_.entries[i]);
    if (kind > header.script_count && kind < kForeignLetter) return damaged();
  }
  std::uint32_t most = 0;
  for (const ModelScript& script : scripts_) most = std::max(most, script.language_count);
  for (std::size_t b = 0; b < header.bucket_count; ++b) {
    const std::uint8_t* bucket = buckets_ + b * kBucketBytes;
    for (std::size_t slot = 0; slot < kSlots; ++slot) {
      const std::uint32_t payload = payload_of(bucket, slot);
      if (is_inline(bucket, slot)) {
        if ((payload & 0xFF) >= kSumRoom) return damaged();
        continue;
      }
      std::uint16_t print = 0;
      std::memcpy(&print, bucket + 2 * slot, sizeof print);
      if (print == 0) continue;
      if (payload >= header.list_bytes) return damaged();
      const std::uint8_t size = lists_[payload];
      // A dense list is as long as the script that asks has languages; any script may ask.
      const std::size_t body = size == kDenseList ? most : std::size_t{size} * 2;
      if (payload + 1 + body > header.list_bytes) return damaged();
    }
  }
  return {};
}

void IdentifyModel::add_word(const Word& word, std::int16_t* sums) const {
  const ModelScript& script = scripts_[word.script - 1U];
  if (script.language_count == 1) return;
  std::array<std::uint64_t, kMaxWordKeys> keys;
  const std::size_t count = word_keys(word, script.order, script.whole_words, keys.data());
  for (std::size_t i = 0; i < count; ++i) {
    __builtin_prefetch(buckets_ + bucket_of(keys[i], bucket_count_) * kBucketBytes);
  }
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint16_t print = fingerprint_of(keys[i]);
    const std::uint8_t* bucket = buckets_ + bucket_of(keys[i], bucket_count_) * kBucketBytes;
    std::size_t slot = find_slot(bucket, print);
    for (std::size_t probe = 1; probe < kMaxProbes && slot == kSlots && is_full(bucket); ++probe) {
      bucket += kBucketBytes;  // kMaxProbes - 1 more buckets follow the last that a key can have
      slot = find_slot(bucket, print);
    }
    if (slot == kSlots) continue;
    const std::uint32_t payload = payload_of(bucket, slot);
    if (is_inline(bucket, slot)) {
      std::int16_t& sum = sums[payload & 0xFF];
      sum = static_cast<std::int16_t>(sum + static_cast<std::int8_t>((payload >> 8) & 0xFF));
      continue;
    }
    const std::uint8_t* list = lists_ + payload;
    if (*list == kDenseList) {
      const auto* weights = reinterpret_cast<const std::int8_t*>(list + 1);
      for (std::size_t l = 0; l < script.language_count; ++l) {
        sums[l] = static_cast<std::int16_t>(sums[l] + weights[l]);
      }
      continue;
    }
    const std::size_t size = *list;
    for (std::size_t l = 0; l < size; ++l) {
      std::int16_t& sum = sums[list[1 + l]];
      sum = static_cast<std::int16_t>(sum + static_cast<std::int8_t>(list[1 + size + l]));
    }
  }
}

float IdentifyModel::scale(std::size_t letters) const {
  const float place = std::log2(static_cast<float>(std::max<std::size_t>(letters, 1)));
  const auto low = std::min(static_cast<std::size_t>(place), scales_.size() - 1);
  const std::size_t high = std::min(low + 1, scales_.size() - 1);
  const float part = std::min(place - static_cast<float>(low), 1.0F);
  return scales_[low] + (scales_[high] - scales_[low]) * part;
}

std::string write_identify_model(const ModelSource& source) {
  Header header{};
  std::memcpy(header.magic, kMagic.data(), kMagic.size());
  header.version = kModelVersion;
  header.script_count = static_cast<std::uint32_t>(source.scripts.size());
  for (const ModelSource::Script& script : source.scripts) {
    header.language_count += static_cast<std::uint32_t>(script.languages.size());
  }
  header.page_count =
      static_cast<std::uint32_t>(source.entries.size() >> CodePointTable::kPageBits);
  header.step = source.step;
  std::copy(source.scales.begin(), source.scales.end(), header.scales);

  // Nine tenths full: nearly every key still lies in its own bucket or the next.
  const std::uint64_t home_count = source.sequences.size() * 10 / (kSlots * 9) + 1;
  header.bucket_count = static_cast<std::uint32_t>(home_count + kMaxProbes - 1);
  std::string buckets(header.bucket_count * kBucketBytes, '\0');
  std::string lists;
  for (const ModelSource::Sequence& sequence : source.sequences) {
    const bool single = sequence.weights.size() == 1;
    std::uint32_t payload = 0;
    if (single) {
      payload = sequence.weights[0].language |
                static_cast<std::uint32_t>(static_cast<std::uint8_t>(sequence.weights[0].weight))
                    << 8;
    } else {
      payload = static_cast<std::uint32_t>(lists.size());
      const std::size_t languages = source.scripts[sequence.script].languages.size();
      if (sequence.weights.size() * 2 < languages) {
        lists += static_cast<char>(sequence.weights.size());
        for (const auto& weight : sequence.weights) lists += static_cast<char>(weight.language);
        for (const auto& weight : sequence.weights) lists += static_cast<char>(weight.weight);
      } else {
        lists += static_cast<char>(kDenseList);
        const std::size_t start = lists.size();
        lists.append(languages, '\0');
        for (const auto& weight : sequence.weights) {
          lists[start + weight.language] = static_cast<char>(weight.weight);
        }
      }
    }
    const std::uint16_t print = fingerprint_of(sequence.key);
    for (std::size_t probe = 0; probe < kMaxProbes; ++probe) {
      char* bucket =
          buckets.data() + (bucket_of(sequence.key, home_count) + probe) * kBucketBytes;
      const std::size_t slot = find_slot(reinterpret_cast<const std::uint8_t*>(bucket), 0);
      if (slot == kSlots) continue;
      std::memcpy(bucket + 2 * slot, &print, sizeof print);
      std::memcpy(bucket + kPayloadOffset + 3 * slot, &payload, 3);
      if (single) bucket[kInlineOffset + slot / 8] |= static_cast<char>(1U << (slot % 8));
      break;
    }
  }
  // A dense list is read with as many languages as the asking script has, see read().
  lists.append(IdentifyModel::kSumRoom, '\0');
  header.list_bytes = static_cast<std::uint32_t>(lists.size());

  const Layout at = layout_of(header);
  std::string bytes(at.total, '\0');
  std::size_t offset = at.languages;
  for (const ModelSource::Script& script : source.scripts) {
    for (const ModelSource::Language& language : script.languages) {
      LanguageRecord record{};
      std::memcpy(record.tag, language.tag.data(), std::min(language.tag.size(), kTagBytes));
      record.bias = language.bias;
      std::memcpy(bytes.data() + offset, &record, sizeof record);
      offset += sizeof record;
    }
  }
  offset = at.scripts;
  for (const ModelSource::Script& script : source.scripts) {
    const ScriptRecord record{static_cast<std::uint32_t>(script.languages.size()), script.order,
                              script.whole_words ? 1U : 0U};
    std::memcpy(bytes.data() + offset, &record, sizeof record);
    offset += sizeof record;
  }
  std::memcpy(bytes.data() + at.page_of, source.page_of.data(),
              sizeof(std::uint16_t) * source.page_of.size());
  std::memcpy(bytes.data() + at.entries, source.entries.data(),
              sizeof(std::uint32_t) * source.entries.size());
  std::memcpy(bytes.data() + at.buckets, buckets.data(), buckets.size());
  std::memcpy(bytes.data() + at.lists, lists.data(), lists.size());
  header.checksum = checksum_of(std::string_view(bytes).substr(sizeof header));
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes;
}

}  // namespace punte::language::internal
