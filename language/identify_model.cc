#include "language/identify_model.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <cerrno>
#include <cmath>
#include <cstddef>
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
// A bucket: a byte with the number of entries in its low half and, in the high half, how many of
// the buckets that follow hold keys that belong here; two bytes an entry, 13 bits of fingerprint
// above 3 bits of size; then what the entries hold. Size 1: language and weight, a byte each. 2 to
// 6: so many languages, a byte each, then half a byte of weight for each. 7: 24 bits of offset of a
// list outside.
constexpr std::uint8_t kEntryCount = 0x0F;
constexpr unsigned kReachShift = 4;
constexpr std::size_t kMaxInline = 6;
constexpr unsigned kOutside = 7;
constexpr std::size_t kEntryBytes[8] = {0, 2, 3, 5, 6, 8, 9, 3};
constexpr std::uint8_t kDenseList = 0xFF;  // first byte of a list with a weight a language
constexpr std::size_t kMaxLists = std::size_t{1} << 24;
constexpr std::size_t kMaxProbes = 16;  // buckets that a key may lie in: its own and what follows
constexpr double kFill = 0.90;          // share of a bucket that is used

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
  std::int8_t levels[16];  // what the 4-bit weights of the lists stand for, in steps, ascending
};
static_assert(sizeof(Header) == 128);

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

struct Layout {
  std::size_t languages, scripts, page_of, entries, buckets, lists, total;
};

Layout layout_of(const Header& header) {
  Layout at{};
  at.languages = aligned(sizeof(Header));
  at.scripts = aligned(at.languages + sizeof(LanguageRecord) * header.language_count);
  at.page_of = aligned(at.scripts + sizeof(ScriptRecord) * header.script_count);
  at.entries = aligned(at.page_of + sizeof(std::uint16_t) * CodePointTable::kPages);
  at.buckets = aligned(at.entries +
                       (sizeof(std::uint32_t) << CodePointTable::kPageBits) * header.page_count);
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

std::uint16_t fingerprint_of(std::uint64_t key) { return static_cast<std::uint16_t>(key >> 51); }

// Any number of buckets will do: the low half of the key, as a fraction of 1, times that number.
std::size_t bucket_of(std::uint64_t key, std::uint64_t bucket_count) {
  return static_cast<std::size_t>(((key & 0xFFFFFFFFU) * bucket_count) >> 32);
}

std::uint16_t load16(const std::uint8_t* bytes) {
  return static_cast<std::uint16_t>(bytes[0] | bytes[1] << 8);
}

std::uint32_t load24(const std::uint8_t* bytes) {
  return bytes[0] | static_cast<std::uint32_t>(bytes[1]) << 8 |
         static_cast<std::uint32_t>(bytes[2]) << 16;
}

// A list of so many weights: a byte for each language, half a byte for each weight.
constexpr std::size_t list_body(std::size_t size) { return size + (size + 1) / 2; }

// Lists with a weight a language are read in whole vectors: so many bytes, what lies behind the
// last language is added to sums that nobody reads.
constexpr std::size_t dense_body(std::size_t languages) { return (languages + 15) / 16 * 16; }
static_assert(dense_body(kDenseList) <= IdentifyModel::kSumRoom);

tl::unexpected<base::Error> damaged() {
  return base::fail(base::ErrorCode::kCorrupt,
                    PUNTE_MSG("this language model is damaged; train or copy it again"));
}

}  // namespace

IdentifyModel::IdentifyModel() {
  static std::atomic<std::uint64_t> models = 0;
  serial_ = finish_key(++models);
}

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

base::Result<std::shared_ptr<const IdentifyModel>> IdentifyModel::from_bytes(std::string_view bytes,
                                                                             bool check) {
  const std::shared_ptr<IdentifyModel> model(new IdentifyModel);
  const base::Result<void> read = model->read(bytes, check);
  if (!read) return tl::unexpected<base::Error>(read.error());
  return model;
}

base::Result<std::shared_ptr<const IdentifyModel>> IdentifyModel::open(
    const std::filesystem::path& path) {
  const auto failed = [&](int error) {
    return base::fail(error == ENOENT ? base::ErrorCode::kNotFound : base::ErrorCode::kIo,
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
    return base::fail(base::ErrorCode::kSyntax, PUNTE_MSG("this is no language model of Punte"), {},
                      path.string());
  }
  if (size > kMaxModelBytes) {
    ::close(file);
    return base::fail(base::ErrorCode::kLimit,
                      PUNTE_MSG("a language model may not be larger than 64 MiB"), {},
                      path.string());
  }
  void* mapping = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  const int error = errno;
  ::close(file);
  if (mapping == MAP_FAILED) return failed(error);
  const std::shared_ptr<IdentifyModel> model(new IdentifyModel);
  model->mapping_ = mapping;
  model->mapping_size_ = size;
  base::Result<void> read = model->read({static_cast<const char*>(mapping), size}, true);
  if (!read) {
    read.error().where = path.string();
    return tl::unexpected<base::Error>(read.error());
  }
  return model;
}

base::Result<void> IdentifyModel::read(std::string_view bytes, bool check) {
  Header header{};
  if (bytes.size() < sizeof header || bytes.substr(0, kMagic.size()) != kMagic) {
    return base::fail(base::ErrorCode::kSyntax, PUNTE_MSG("this is no language model of Punte"));
  }
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.version > kModelVersion) {
    return base::fail(
        base::ErrorCode::kTooNew,
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
    if (length == 0 || !std::isfinite(record.bias) || !std::isfinite(record.prior)) {
      return damaged();
    }
    languages_.emplace_back(record.tag, length);
    biases_.push_back(record.bias);
    priors_.push_back(record.prior);
  }
  std::uint32_t first = 0;
  for (std::size_t i = 0; i < header.script_count; ++i) {
    ScriptRecord record{};
    std::memcpy(&record, base + at.scripts + i * sizeof record, sizeof record);
    if (record.language_count == 0 || record.language_count >= kDenseList ||
        record.order < kShortest || record.order > kMaxOrder ||
        record.language_count > header.language_count - first) {
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
  std::copy(std::begin(header.levels), std::end(header.levels), levels_.begin());
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
    const std::size_t count = *bucket & kEntryCount;
    std::size_t at_byte = 1 + 2 * count;
    for (std::size_t i = 0; i < count; ++i) {
      const unsigned size = load16(bucket + 1 + 2 * i) & 7U;
      if (size == 0 || at_byte + kEntryBytes[size] > kBucketBytes) return damaged();
      if (size == kOutside) {
        const std::uint32_t offset = load24(bucket + at_byte);
        if (offset >= header.list_bytes) return damaged();
        // A dense list is read for as many languages as the script that asks has; any may ask.
        const std::uint8_t length = lists_[offset];
        const std::size_t body = length == kDenseList ? dense_body(most) : list_body(length);
        if (offset + 1 + body > header.list_bytes) return damaged();
      }
      at_byte += kEntryBytes[size];
    }
  }
  return {};
}

inline const std::uint8_t* IdentifyModel::bucket_at(std::uint64_t key) const {
  return buckets_ + bucket_of(key, bucket_count_) * kBucketBytes;
}

void IdentifyModel::add_word(const Word& word, std::uint64_t whole_key, std::int16_t* sums) const {
  const ModelScript& script = scripts_[word.script - 1U];
  if (script.language_count == 1) return;
  // All starts of sequences go forward by a letter together, so that the memory of one is fetched
  // while others are worked on. The model holds the beginnings of all it holds: what is not found
  // goes no further.
  struct Start {
    std::uint64_t key;       // of the sequence so far
    std::uint64_t finished;  // the same, to look up
    const char32_t* next;    // the letter behind it
  };
  std::array<Start, kMaxWordLetters + 1> starts;
  std::size_t count = 0;
  const char32_t* end = word.letters.data() + word.length;
  for (const char32_t* at = word.letters.data(); at + 1 < end; ++at) {
    const std::uint64_t key = extend_key(extend_key(kKeySeed, at[0]), at[1]);
    starts[count] = {key, finish_key(key), at + kShortest};
    __builtin_prefetch(bucket_at(starts[count++].finished));
  }
  std::array<Entry, (kMaxWordLetters + 2) * (kMaxOrder + 1 - kShortest) + 1> entries;
  std::size_t found = 0;
  const auto find = [&](std::uint64_t key) {
    const Entry entry = find_key(key);
    if (entry.bytes == nullptr) return false;
    if (entry.size == kOutside) __builtin_prefetch(lists_ + load24(entry.bytes));
    entries[found++] = entry;
    return true;
  };
  if (script.whole_words) __builtin_prefetch(bucket_at(whole_key));
  for (std::size_t length = kShortest; count > 0; ++length) {
    std::size_t going = 0;
    for (std::size_t i = 0; i < count; ++i) {
      Start start = starts[i];
      if (!find(start.finished) || length == script.order || start.next == end) continue;
      start.key = extend_key(start.key, *start.next++);
      start.finished = finish_key(start.key);
      __builtin_prefetch(bucket_at(start.finished));
      starts[going++] = start;
    }
    count = going;
  }
  if (script.whole_words && !find(whole_key)) find(unknown_word_key(word.script, word.length - 2));
  for (std::size_t i = 0; i < found; ++i) add_entry(entries[i], script, sums);
}

IdentifyModel::Entry IdentifyModel::find_key(std::uint64_t key) const {
  // Four heads are compared at once; a lane that is all zero but for the size is the one. The
  // lowest lane found is right, what lies above may be wrong through the borrow.
  constexpr std::uint64_t kOnes = 0x0001000100010001U;
  const std::uint64_t wanted = kOnes * (static_cast<std::uint64_t>(fingerprint_of(key)) << 3U);
  const auto heads_at = [](const std::uint8_t* bucket, std::size_t i) {
    std::uint64_t heads = 0;
    std::memcpy(&heads, bucket + 1 + 2 * i, sizeof heads);
    return heads;
  };
  // kEntryBytes of four sizes, summed: (3 size + 1) / 2, for lists outside 8 less.
  const auto bytes_of = [](std::uint64_t heads) {
    const std::uint64_t sizes = heads & (kOnes * 7U);
    const std::uint64_t bytes = ((sizes * 3U + kOnes) >> 1U) & (kOnes * 15U);
    return static_cast<std::size_t>(((bytes - ((sizes + kOnes) & (kOnes * 8U))) * kOnes) >> 48U);
  };
  const std::uint8_t* bucket = bucket_at(key);
  // kMaxProbes - 1 more buckets follow the last that a key can have.
  const std::uint8_t* last = bucket + std::size_t{*bucket} / (1U << kReachShift) * kBucketBytes;
  for (; bucket <= last; bucket += kBucketBytes) {
    const std::size_t count = *bucket & kEntryCount;
    for (std::size_t i = 0; i < count; i += 4) {
      const std::uint64_t heads = heads_at(bucket, i);
      const std::uint64_t rest = (heads ^ wanted) & (kOnes * 0xFFF8U);
      const std::uint64_t zeros = (rest - kOnes) & ~rest & (kOnes * 0x8000U);
      if (zeros == 0) continue;
      const std::size_t lane = static_cast<std::size_t>(std::countr_zero(zeros)) / 16;
      if (i + lane >= count) break;  // not a head any more
      const std::uint8_t* bytes = bucket + 1 + 2 * count;
      for (std::size_t j = 0; j < i; j += 4) bytes += bytes_of(heads_at(bucket, j));
      bytes += bytes_of(heads & ((std::uint64_t{1} << (16 * lane)) - 1));
      return {bytes, static_cast<unsigned>(heads >> (16 * lane)) & 7U};
    }
  }
  return {nullptr, 0};
}

void IdentifyModel::add_entry(const Entry& entry, const ModelScript& script,
                              std::int16_t* sums) const {
  if (entry.size == 1) {
    std::int16_t& sum = sums[entry.bytes[0]];
    sum = static_cast<std::int16_t>(sum + static_cast<std::int8_t>(entry.bytes[1]));
    return;
  }
  std::size_t size = entry.size;
  const std::uint8_t* list = entry.bytes;
  if (size == kOutside) {
    list = lists_ + load24(entry.bytes);
    size = *list++;
    if (size == kDenseList) {
      const auto* __restrict weights = reinterpret_cast<const std::int8_t*>(list);
      std::int16_t* __restrict to = sums;
      for (std::size_t l = 0; l < dense_body(script.language_count); ++l) {
        to[l] = static_cast<std::int16_t>(to[l] + weights[l]);
      }
      return;
    }
  }
  const std::uint8_t* weights = list + size;
  const auto add = [&](std::uint8_t language, unsigned level) {
    sums[language] = static_cast<std::int16_t>(sums[language] + levels_[level]);
  };
  for (; size >= 2; size -= 2, list += 2, ++weights) {
    add(list[0], *weights & 15U);
    add(list[1], *weights >> 4U);
  }
  if (size != 0) add(list[0], *weights & 15U);
}

float IdentifyModel::scale(std::size_t letters) const {
  const float place = std::log2(static_cast<float>(std::max<std::size_t>(letters, 1)));
  const auto low = std::min(static_cast<std::size_t>(place), scales_.size() - 1);
  const std::size_t high = std::min(low + 1, scales_.size() - 1);
  const float part = std::min(place - static_cast<float>(low), 1.0F);
  return scales_[low] + (scales_[high] - scales_[low]) * part;
}

namespace {

bool is_dense(const ModelSource& source, const ModelSource::Sequence& sequence) {
  return sequence.weights.size() > kMaxInline &&
         sequence.weights.size() * 2 >= source.scripts[sequence.script].languages.size();
}

}  // namespace

std::array<std::int8_t, 16> find_levels(const std::array<double, 256>& histogram) {
  double total = 0;
  std::vector<int> distinct;
  for (std::size_t i = 0; i < histogram.size(); ++i) {
    total += histogram[i];
    if (histogram[i] > 0) distinct.push_back(static_cast<int>(i) - 128);
  }
  if (!distinct.empty() && distinct.size() <= 16) {
    std::array<std::int8_t, 16> out{};
    out.fill(static_cast<std::int8_t>(distinct.back()));
    std::copy(distinct.begin(), distinct.end(), out.begin());
    return out;
  }
  std::array<double, 16> levels{};
  double below = 0;
  std::size_t next = 0;
  for (std::size_t i = 0; i < histogram.size(); ++i) {  // begins with quantiles
    below += histogram[i];
    while (next < levels.size() && below >= total * (static_cast<double>(next) + 0.5) / 16) {
      levels[next++] = static_cast<double>(i) - 128;
    }
  }
  for (int round = 0; round < 100; ++round) {
    std::array<double, 16> sums{};
    std::array<double, 16> counts{};
    for (std::size_t i = 0; i < histogram.size(); ++i) {
      const double value = static_cast<double>(i) - 128;
      std::size_t best = 0;
      for (std::size_t l = 1; l < levels.size(); ++l) {
        if (std::abs(levels[l] - value) < std::abs(levels[best] - value)) best = l;
      }
      sums[best] += histogram[i] * value;
      counts[best] += histogram[i];
    }
    for (std::size_t l = 0; l < levels.size(); ++l) {
      if (counts[l] > 0) levels[l] = sums[l] / counts[l];
    }
  }
  std::array<std::int8_t, 16> out{};
  for (std::size_t l = 0; l < levels.size(); ++l) {
    out[l] = static_cast<std::int8_t>(std::lround(std::clamp(levels[l], -127.0, 127.0)));
  }
  std::sort(out.begin(), out.end());
  return out;
}

unsigned nearest_level(const std::array<std::int8_t, 16>& levels, int weight) {
  unsigned best = 0;
  for (unsigned l = 1; l < levels.size(); ++l) {
    if (std::abs(levels[l] - weight) < std::abs(levels[best] - weight)) best = l;
  }
  return best;
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
  std::array<double, 256> histogram{};
  for (const ModelSource::Sequence& sequence : source.sequences) {
    if (sequence.weights.size() == 1 || is_dense(source, sequence)) continue;
    for (const auto& weight : sequence.weights) {
      histogram[static_cast<std::size_t>(weight.weight + 128)] += 1;
    }
  }
  const std::array<std::int8_t, 16> levels = find_levels(histogram);
  std::copy(levels.begin(), levels.end(), header.levels);

  // Large entries first, so that the small ones fill the gaps.
  std::vector<const ModelSource::Sequence*> order;
  std::size_t entry_bytes = 0;
  for (const ModelSource::Sequence& sequence : source.sequences) {
    order.push_back(&sequence);
    entry_bytes += 2 + kEntryBytes[std::min<std::size_t>(sequence.weights.size(), kOutside)];
  }
  const auto size_of = [&](const ModelSource::Sequence& sequence) {
    const std::size_t count = sequence.weights.size();
    return count <= kMaxInline ? static_cast<unsigned>(count) : kOutside;
  };
  std::stable_sort(order.begin(), order.end(), [&](const auto* a, const auto* b) {
    return kEntryBytes[size_of(*a)] > kEntryBytes[size_of(*b)];
  });
  const auto home_count = static_cast<std::uint64_t>(
      static_cast<double>(entry_bytes) / (kFill * (kBucketBytes - 1)) + 1);
  header.bucket_count = static_cast<std::uint32_t>(home_count + kMaxProbes - 1);
  struct Bucket {
    std::string heads;
    std::string bytes;
    std::size_t reach = 0;
  };
  std::vector<Bucket> buckets(header.bucket_count);
  std::string lists;
  const auto append_list = [&](std::string& out, const ModelSource::Sequence& sequence) {
    for (const auto& weight : sequence.weights) out += static_cast<char>(weight.language);
    for (std::size_t l = 0; l < sequence.weights.size(); l += 2) {
      unsigned byte = nearest_level(levels, sequence.weights[l].weight);
      if (l + 1 < sequence.weights.size()) {
        byte |= nearest_level(levels, sequence.weights[l + 1].weight) << 4U;
      }
      out += static_cast<char>(byte);
    }
  };
  for (const ModelSource::Sequence* sequence : order) {
    const unsigned size = size_of(*sequence);
    std::string bytes;
    if (size == 1) {
      bytes += static_cast<char>(sequence->weights[0].language);
      bytes += static_cast<char>(sequence->weights[0].weight);
    } else if (size <= kMaxInline) {
      append_list(bytes, *sequence);
    } else {
      for (unsigned shift = 0; shift < 24; shift += 8) {
        bytes += static_cast<char>((lists.size() >> shift) & 0xFFU);
      }
    }
    const std::uint64_t home = bucket_of(sequence->key, home_count);
    const auto head = static_cast<unsigned>(fingerprint_of(sequence->key)) << 3U | size;
    std::size_t probe = 0;
    while (probe < kMaxProbes) {
      Bucket& bucket = buckets[home + probe];
      if (1 + bucket.heads.size() + 2 + bucket.bytes.size() + bytes.size() <= kBucketBytes &&
          bucket.heads.size() < 2 * std::size_t{kEntryCount}) {
        bucket.heads += static_cast<char>(head & 0xFFU);
        bucket.heads += static_cast<char>(head >> 8U);
        bucket.bytes += bytes;
        buckets[home].reach = std::max(buckets[home].reach, probe);
        break;
      }
      ++probe;
    }
    if (probe == kMaxProbes || size != kOutside) continue;  // no room: a weight less
    if (is_dense(source, *sequence)) {
      lists += static_cast<char>(kDenseList);
      const std::size_t start = lists.size();
      lists.append(source.scripts[sequence->script].languages.size(), '\0');
      for (const auto& weight : sequence->weights) {
        lists[start + weight.language] = static_cast<char>(weight.weight);
      }
    } else {
      lists += static_cast<char>(sequence->weights.size());
      append_list(lists, *sequence);
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
      record.prior = language.prior;
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
  for (std::size_t b = 0; b < buckets.size(); ++b) {
    const std::size_t count = buckets[b].heads.size() / 2;
    std::string bucket(1, static_cast<char>(count | buckets[b].reach << kReachShift));
    bucket += buckets[b].heads + buckets[b].bytes;
    std::memcpy(bytes.data() + at.buckets + b * kBucketBytes, bucket.data(), bucket.size());
  }
  std::memcpy(bytes.data() + at.lists, lists.data(), lists.size());
  std::memcpy(bytes.data(), &header, sizeof header);
  sign_identify_model(bytes);
  return bytes;
}

void sign_identify_model(std::string& bytes) {
  if (bytes.size() < sizeof(Header)) return;
  const std::uint64_t checksum = checksum_of(std::string_view(bytes).substr(sizeof(Header)));
  std::memcpy(bytes.data() + offsetof(Header, checksum), &checksum, sizeof checksum);
}

}  // namespace punte::language::internal
