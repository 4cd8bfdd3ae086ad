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

#include "language/identify_format.h"

extern "C" {
// The bytes of the built-in model, from identify_model_data.S.
extern const char punte_identify_model_begin[];
extern const char punte_identify_model_end[];
}

namespace punte::language::internal {
namespace {

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
  if (!S_ISREG(info.st_mode) || size < sizeof(ModelHeader)) {
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
  ModelHeader header{};
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
  const ModelLayout at = layout_of(header);
  if (at.total != bytes.size()) return damaged();
  if (check && checksum_of(bytes.substr(sizeof header)) != header.checksum) return damaged();

  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  PUNTE_CHECK(read_languages(header, data, at));
  for (std::size_t i = 0; i < scales_.size(); ++i) {
    scales_[i] = header.scales[i];
    if (!(scales_[i] > 0 && scales_[i] < 64)) return damaged();
  }
  std::copy(std::begin(header.levels), std::end(header.levels), levels_.begin());
  step_ = header.step;
  code_points_.page_of = reinterpret_cast<const std::uint16_t*>(data + at.page_of);
  code_points_.entries = reinterpret_cast<const std::uint32_t*>(data + at.entries);
  buckets_ = data + at.buckets;
  bucket_count_ = header.bucket_count - (kMaxProbes - 1);
  lists_ = data + at.lists;
  return check ? check_tables(header) : base::Result<void>{};
}

/// The languages and scripts, by which all else is bounded.
base::Result<void> IdentifyModel::read_languages(const ModelHeader& header,
                                                 const std::uint8_t* data, const ModelLayout& at) {
  for (std::size_t i = 0; i < header.language_count; ++i) {
    LanguageRecord record{};
    std::memcpy(&record, data + at.languages + i * sizeof record, sizeof record);
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
    std::memcpy(&record, data + at.scripts + i * sizeof record, sizeof record);
    if (record.language_count == 0 || record.language_count >= kDenseList ||
        record.order < kShortest || record.order > kMaxOrder ||
        record.language_count > header.language_count - first) {
      return damaged();
    }
    scripts_.push_back({first, record.language_count, record.order, record.whole_words != 0});
    first += record.language_count;
  }
  if (first != header.language_count) return damaged();
  return {};
}

/// The checksum finds accidents; this keeps a forged file from reading out of bounds.
base::Result<void> IdentifyModel::check_tables(const ModelHeader& header) const {
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
    const char32_t* next;    // the letter after it
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

}  // namespace punte::language::internal
