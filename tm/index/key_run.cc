#include "tm/index/key_run.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "language/match_key.h"

namespace punte::tm::internal {
namespace {

/// Sorts by the upper half, keeping the order of equal ones: three passes over eleven bits.
void sort_by_upper_half(std::vector<std::uint64_t>& list, std::vector<std::uint64_t>& other) {
  other.resize(list.size());
  for (unsigned shift = 32; shift < 64; shift += 11) {
    std::array<std::size_t, 2049> starts{};
    for (const std::uint64_t item : list) ++starts[((item >> shift) & 0x7FFU) + 1];
    for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
    for (const std::uint64_t item : list) other[starts[(item >> shift) & 0x7FFU]++] = item;
    list.swap(other);
  }
}

}  // namespace

void RunBuilder::add(std::int64_t unit, std::int32_t place, std::string_view text) {
  const std::size_t length = hasher_.hash_text(language::lookup_key(text), own_);
  starts_.push_back(hashes_.size());
  hashes_.insert(hashes_.end(), own_.begin(), own_.end());
  texts_.push_back({unit, place, static_cast<std::uint32_t>(length)});
}

RunBuilder::Run RunBuilder::build() {
  Run run;
  std::vector<std::uint32_t> order(texts_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return texts_[a].length < texts_[b].length;
  });
  starts_.push_back(hashes_.size());
  items_.clear();
  items_.reserve(hashes_.size());
  for (std::uint32_t number = 0; number < order.size(); ++number) {
    const std::uint32_t text = order[number];
    run.texts.push_back(texts_[text]);
    for (std::size_t i = starts_[text]; i < starts_[text + 1]; ++i) {
      items_.push_back((std::uint64_t{hashes_[i]} << 32U) | number);
    }
  }
  texts_.clear();
  starts_.clear();
  hashes_.clear();
  sort_by_upper_half(items_, other_);
  run.encoder.bytes.reserve(items_.size() + items_.size() / 4);
  std::vector<std::uint32_t> numbers;
  for (std::size_t i = 0; i < items_.size();) {
    const std::uint64_t hash = items_[i] >> 32U;
    numbers.clear();
    for (; i < items_.size() && items_[i] >> 32U == hash; ++i) {
      const auto number = static_cast<std::uint32_t>(items_[i]);
      // Two trigrams of a text can have one hash.
      if (numbers.empty() || numbers.back() != number) numbers.push_back(number);
    }
    run.encoder.add_list(static_cast<std::uint32_t>(hash), numbers);
  }
  return run;
}

}  // namespace punte::tm::internal
