#ifndef PUNTE_LANGUAGE_WORD_CACHE_H_
#define PUNTE_LANGUAGE_WORD_CACHE_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "language/identify_model.h"
#include "language/identify_words.h"
#include "language/telling_words.h"

namespace punte::language::internal {

/// Texts repeat their words, so each thread remembers the sums of some.
class WordCache {
 public:
  /// The sums of the word's script; valid until the next call.
  const std::int16_t* sums_of(const IdentifyModel& model, const Word& word) {
    const std::size_t count = model.scripts()[word.script - 1U].language_count;
    const std::uint64_t word_key = whole_word_key(word);
    const std::uint64_t key = word_key ^ model.serial();
    if (count > kMostLanguages) {
      add(model, word, word_key, count);
      return free_.data();
    }
    if (slots_.empty()) slots_.resize(kSlots);
    Slot& slot = slots_[key % kSlots];
    if (slot.key != key) {
      // What lies beyond the script's languages may be written, but is not read.
      add(model, word, word_key, count);
      std::copy_n(free_.begin(), count, slot.sums.begin());
      slot.key = key;
    }
    return slot.sums.data();
  }

 private:
  void add(const IdentifyModel& model, const Word& word, std::uint64_t key, std::size_t count) {
    std::fill_n(free_.begin(), count, std::int16_t{0});
    model.add_word(word, key, free_.data());
    if (model.serial() == built_in_->serial()) telling_->add(word, free_.data());
  }

  static constexpr std::size_t kSlots = 2048;
  static constexpr std::size_t kMostLanguages = 124;
  struct Slot {
    std::uint64_t key = 0;
    std::array<std::int16_t, kMostLanguages> sums;
  };
  std::shared_ptr<const IdentifyModel> built_in_ = IdentifyModel::built_in();
  const TellingWords* telling_ = &built_in_telling_words();
  std::vector<Slot> slots_;
  std::array<std::int16_t, IdentifyModel::kSumRoom> free_{};
};

/// That of the thread that asks.
inline WordCache& word_cache_of_thread() {
  thread_local WordCache cache;
  return cache;
}

}  // namespace punte::language::internal

#endif  // PUNTE_LANGUAGE_WORD_CACHE_H_
