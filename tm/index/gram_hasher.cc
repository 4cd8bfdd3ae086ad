#include "tm/index/gram_hasher.h"

#include <algorithm>
#include <bit>

#include "base/hash.h"
#include "tm/text/score.h"
#include "tm/text/shape.h"

namespace punte::tm::internal {

void GramHasher::hash_key(std::u32string_view key, std::vector<std::uint32_t>& out) {
  constexpr char32_t kBoundary = 1;
  grams_.resize(key.size());
  char32_t before = kBoundary;
  for (std::size_t i = 0; i < key.size(); ++i) {
    grams_[i] = trigram(before, key[i], i + 1 < key.size() ? key[i + 1] : kBoundary);
    before = key[i];
  }
  hash_all(out);
}

std::size_t GramHasher::hash_text(std::u32string_view key, std::vector<std::uint32_t>& out) {
  const std::vector<Placeable> placeables = placeables_of(key);
  const Shape shape = shape_of(key, placeables);
  hash_key(shape.text, out);
  if (!shape.placeables.empty()) {
    hash_key(spelled_out(key), more_);
    out.insert(out.end(), more_.begin(), more_.end());
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
  }
  const std::u32string words = same_words_of(key, placeables).words;
  const std::uint32_t hash = hash_words(words);
  // By chance a trigram may have the same hash: then that list has the text already.
  if (!words.empty() && std::find(out.begin(), out.end(), hash) == out.end()) out.push_back(hash);
  return shape.text.size();
}

/// Stored in files: the numbers must not change.
std::uint32_t GramHasher::hash_words(std::u32string_view words) {
  std::uint64_t hash = base::kFnvStart;
  for (const char32_t c : words) hash = (hash ^ c) * base::kFnvPrime;
  return static_cast<std::uint32_t>(base::spread(hash ^ (hash >> 32U)) >> 32U);
}

void GramHasher::hash_part(std::u32string_view part, std::vector<std::uint32_t>& out) {
  const std::u32string spelled = spelled_out(part);
  grams_.clear();
  for (std::size_t i = 0; i + 3 <= spelled.size(); ++i) {
    grams_.push_back(trigram(spelled[i], spelled[i + 1], spelled[i + 2]));
  }
  hash_all(out);
}

/// Stored in files: the numbers must not change.
void GramHasher::hash_all(std::vector<std::uint32_t>& out) {
  out.resize(grams_.size());
  auto next = out.begin();
  const auto add = [&](std::uint64_t gram, std::uint64_t occurrence) {
    std::uint64_t hash = gram + base::spread(occurrence);
    hash = (hash ^ (hash >> 32U)) * 0xD6E8FEB86659FD93U;
    hash = (hash ^ (hash >> 32U)) * 0xD6E8FEB86659FD93U;
    *next++ = static_cast<std::uint32_t>(hash >> 32U);
  };
  // Of a huge text the table would take more memory than the text.
  constexpr std::size_t kMostInTable = 65536;
  if (grams_.size() > kMostInTable) {
    std::sort(grams_.begin(), grams_.end());
    std::uint64_t occurrence = 0;
    for (std::size_t i = 0; i < grams_.size(); ++i) {
      occurrence = i > 0 && grams_[i] == grams_[i - 1] ? occurrence + 1 : 0;
      add(grams_[i], occurrence);
    }
    return;
  }
  // No base::FlatTable: this counts, and is emptied for each text.
  slots_.assign(std::bit_ceil(grams_.size() * 2 + 1), Slot{0, 0});
  const std::size_t mask = slots_.size() - 1;
  for (const std::uint64_t gram : grams_) {
    std::size_t place = static_cast<std::size_t>(base::spread(gram) >> 32U) & mask;
    while (slots_[place].occurrences != 0 && slots_[place].gram != gram) place = (place + 1) & mask;
    slots_[place].gram = gram;
    add(gram, slots_[place].occurrences++);
  }
}

}  // namespace punte::tm::internal
