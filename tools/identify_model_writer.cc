#include "tools/identify_model_writer.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string_view>

#include "language/identify_format.h"
#include "language/identify_model.h"

namespace punte::language::internal {
namespace {

using Levels = std::array<std::int8_t, 16>;

bool is_dense(const ModelSource& source, const ModelSource::Sequence& sequence) {
  return sequence.weights.size() > kMaxInline &&
         sequence.weights.size() * 2 >= source.scripts[sequence.script].languages.size();
}

/// The size that an entry's head tells: of its own list, or kOutside.
unsigned size_of(const ModelSource::Sequence& sequence) {
  const std::size_t count = sequence.weights.size();
  return count <= kMaxInline ? static_cast<unsigned>(count) : kOutside;
}

/// The levels for the weights of all lists that hold levels.
Levels levels_of(const ModelSource& source) {
  std::array<double, 256> histogram{};
  for (const ModelSource::Sequence& sequence : source.sequences) {
    if (sequence.weights.size() == 1 || is_dense(source, sequence)) continue;
    for (const auto& weight : sequence.weights) {
      histogram[static_cast<std::size_t>(weight.weight + 128)] += 1;
    }
  }
  return find_levels(histogram);
}

/// Sixteen of the distinct values, at quantiles.
std::array<double, 16> first_levels(const std::array<double, 256>& histogram, double total) {
  std::array<double, 16> levels{};
  double below = 0;
  std::size_t next = 0;
  for (std::size_t i = 0; i < histogram.size(); ++i) {
    below += histogram[i];
    while (next < levels.size() && below >= total * (static_cast<double>(next) + 0.5) / 16) {
      levels[next++] = static_cast<double>(i) - 128;
    }
  }
  return levels;
}

/// One round of Lloyd's method: each level becomes the mean of the weights that are nearest to it.
void move_levels(const std::array<double, 256>& histogram, std::array<double, 16>& levels) {
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

/// The buckets and the lists outside of them.
class Table {
 public:
  Table(const ModelSource& source, const Levels& levels) : source_(source), levels_(levels) {
    // Large entries first, so that the small ones fill the gaps.
    std::vector<const ModelSource::Sequence*> order;
    std::size_t entry_bytes = 0;
    for (const ModelSource::Sequence& sequence : source.sequences) {
      order.push_back(&sequence);
      entry_bytes += 2 + kEntryBytes[size_of(sequence)];
    }
    std::stable_sort(order.begin(), order.end(), [&](const auto* a, const auto* b) {
      return kEntryBytes[size_of(*a)] > kEntryBytes[size_of(*b)];
    });
    home_count_ = static_cast<std::uint64_t>(
        static_cast<double>(entry_bytes) / (kFill * (kBucketBytes - 1)) + 1);
    buckets_.resize(home_count_ + kMaxProbes - 1);
    for (const ModelSource::Sequence* sequence : order) add(*sequence);
    // A dense list is read with as many languages as the asking script has.
    lists_.append(IdentifyModel::kSumRoom, '\0');
  }

  [[nodiscard]] std::size_t bucket_count() const { return buckets_.size(); }
  [[nodiscard]] const std::string& lists() const { return lists_; }
  void write_buckets(char* to) const {
    for (const Bucket& bucket : buckets_) {
      const std::size_t count = bucket.heads.size() / 2;
      std::string bytes(1, static_cast<char>(count | bucket.reach << kReachShift));
      bytes += bucket.heads + bucket.bytes;
      std::memcpy(to, bytes.data(), bytes.size());
      to += kBucketBytes;
    }
  }

 private:
  struct Bucket {
    std::string heads;
    std::string bytes;
    std::size_t reach = 0;
  };

  /// A sequence for which there is no room is left out: a weight less.
  void add(const ModelSource::Sequence& sequence) {
    const unsigned size = size_of(sequence);
    if (!put(sequence.key, size, entry_of(sequence, size)) || size != kOutside) return;
    if (!is_dense(source_, sequence)) {
      lists_ += static_cast<char>(sequence.weights.size());
      append_list(lists_, sequence);
      return;
    }
    lists_ += static_cast<char>(kDenseList);
    const std::size_t start = lists_.size();
    lists_.append(source_.scripts[sequence.script].languages.size(), '\0');
    for (const auto& weight : sequence.weights) {
      lists_[start + weight.language] = static_cast<char>(weight.weight);
    }
  }

  /// What a bucket holds of a sequence: its weights, or the place of the list to come.
  [[nodiscard]] std::string entry_of(const ModelSource::Sequence& sequence, unsigned size) const {
    std::string bytes;
    if (size == 1) {
      bytes += static_cast<char>(sequence.weights[0].language);
      bytes += static_cast<char>(sequence.weights[0].weight);
    } else if (size <= kMaxInline) {
      append_list(bytes, sequence);
    } else {
      for (unsigned shift = 0; shift < 24; shift += 8) {
        bytes += static_cast<char>((lists_.size() >> shift) & 0xFFU);
      }
    }
    return bytes;
  }

  void append_list(std::string& out, const ModelSource::Sequence& sequence) const {
    for (const auto& weight : sequence.weights) out += static_cast<char>(weight.language);
    for (std::size_t l = 0; l < sequence.weights.size(); l += 2) {
      unsigned byte = nearest_level(levels_, sequence.weights[l].weight);
      if (l + 1 < sequence.weights.size()) {
        byte |= nearest_level(levels_, sequence.weights[l + 1].weight) << 4U;
      }
      out += static_cast<char>(byte);
    }
  }

  /// Into the bucket of a key or one of those after it; false if all are full.
  bool put(std::uint64_t key, unsigned size, const std::string& bytes) {
    const std::uint64_t home = bucket_of(key, home_count_);
    const auto head = static_cast<unsigned>(fingerprint_of(key)) << 3U | size;
    for (std::size_t probe = 0; probe < kMaxProbes; ++probe) {
      Bucket& bucket = buckets_[home + probe];
      if (1 + bucket.heads.size() + 2 + bucket.bytes.size() + bytes.size() > kBucketBytes ||
          bucket.heads.size() >= 2 * std::size_t{kEntryCount}) {
        continue;
      }
      bucket.heads += static_cast<char>(head & 0xFFU);
      bucket.heads += static_cast<char>(head >> 8U);
      bucket.bytes += bytes;
      buckets_[home].reach = std::max(buckets_[home].reach, probe);
      return true;
    }
    return false;
  }

  const ModelSource& source_;
  const Levels& levels_;
  std::uint64_t home_count_ = 0;
  std::vector<Bucket> buckets_;
  std::string lists_;
};

ModelHeader header_of(const ModelSource& source, const Levels& levels, const Table& table) {
  ModelHeader header{};
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
  std::copy(levels.begin(), levels.end(), header.levels);
  header.bucket_count = static_cast<std::uint32_t>(table.bucket_count());
  header.list_bytes = static_cast<std::uint32_t>(table.lists().size());
  return header;
}

void write_languages(const ModelSource& source, char* to) {
  for (const ModelSource::Script& script : source.scripts) {
    for (const ModelSource::Language& language : script.languages) {
      LanguageRecord record{};
      std::memcpy(record.tag, language.tag.data(), std::min(language.tag.size(), kTagBytes));
      record.bias = language.bias;
      record.prior = language.prior;
      std::memcpy(to, &record, sizeof record);
      to += sizeof record;
    }
  }
}

void write_scripts(const ModelSource& source, char* to) {
  for (const ModelSource::Script& script : source.scripts) {
    const ScriptRecord record{static_cast<std::uint32_t>(script.languages.size()), script.order,
                              script.whole_words ? 1U : 0U};
    std::memcpy(to, &record, sizeof record);
    to += sizeof record;
  }
}

}  // namespace

std::array<std::int8_t, 16> find_levels(const std::array<double, 256>& histogram) {
  double total = 0;
  std::vector<int> distinct;
  for (std::size_t i = 0; i < histogram.size(); ++i) {
    total += histogram[i];
    if (histogram[i] > 0) distinct.push_back(static_cast<int>(i) - 128);
  }
  Levels out{};
  if (!distinct.empty() && distinct.size() <= out.size()) {
    out.fill(static_cast<std::int8_t>(distinct.back()));
    std::copy(distinct.begin(), distinct.end(), out.begin());
    return out;
  }
  std::array<double, 16> levels = first_levels(histogram, total);
  for (int round = 0; round < 100; ++round) move_levels(histogram, levels);
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
  const Levels levels = levels_of(source);
  const Table table(source, levels);
  const ModelHeader header = header_of(source, levels, table);
  const ModelLayout at = layout_of(header);
  std::string bytes(at.total, '\0');
  write_languages(source, bytes.data() + at.languages);
  write_scripts(source, bytes.data() + at.scripts);
  std::memcpy(bytes.data() + at.page_of, source.page_of.data(),
              sizeof(std::uint16_t) * source.page_of.size());
  std::memcpy(bytes.data() + at.entries, source.entries.data(),
              sizeof(std::uint32_t) * source.entries.size());
  table.write_buckets(bytes.data() + at.buckets);
  std::memcpy(bytes.data() + at.lists, table.lists().data(), table.lists().size());
  std::memcpy(bytes.data(), &header, sizeof header);
  sign_identify_model(bytes);
  return bytes;
}

void sign_identify_model(std::string& bytes) {
  if (bytes.size() < sizeof(ModelHeader)) return;
  const std::uint64_t checksum = checksum_of(std::string_view(bytes).substr(sizeof(ModelHeader)));
  std::memcpy(bytes.data() + offsetof(ModelHeader, checksum), &checksum, sizeof checksum);
}

}  // namespace punte::language::internal
