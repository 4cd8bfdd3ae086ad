#include "language/identify_model.h"
#include "tools/identify_model_writer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace punte::language::internal {
namespace {

constexpr std::size_t kLanguages = 20;
constexpr std::uint32_t kOrder = 4;

/// Small letters are script 1, all else separates.
void add_code_points(ModelSource& source) {
  source.page_of.assign(CodePointTable::kPages, 1);
  source.page_of[0] = 0;
  source.entries.assign(512, kSeparator);
  for (std::size_t c = 'a'; c <= 'z'; ++c) source.entries[c] = 1;
}

Word word_of(std::string_view letters) {
  Word word;
  word.letters[0] = kWordStart;
  word.length = 1;
  for (const char c : letters) word.letters[word.length++] = static_cast<char32_t>(c);
  word.letters[word.length++] = kWordEnd;
  word.script = 1;
  return word;
}

std::uint64_t key_of(const Word& word, std::size_t start, std::size_t length) {
  std::uint64_t key = kKeySeed;
  for (std::size_t i = start; i < start + length; ++i) key = extend_key(key, word.letters[i]);
  return finish_key(key);
}

/// A model of all sequences of some words, with lists of every length, and the words.
struct Sample {
  ModelSource source;
  std::map<std::uint64_t, ModelSource::Sequence> sequences;
  std::vector<std::string> words;
};

Sample make_sample(std::size_t word_count) {
  Sample sample;
  std::mt19937 random(7);
  add_code_points(sample.source);
  ModelSource::Script script{{}, kOrder, true};
  for (std::size_t l = 0; l < kLanguages; ++l) {
    script.languages.push_back({"x" + std::to_string(l), 0.5F, 0});
  }
  sample.source.scripts.push_back(script);
  sample.source.step = 0.25F;
  sample.source.scales.fill(1);
  const auto add = [&](std::uint64_t key) {
    if (sample.sequences.contains(key)) return;
    ModelSource::Sequence sequence{key, 0, {}};
    const std::size_t count = 1 + random() % kLanguages;
    for (std::size_t l = 0; l < kLanguages && sequence.weights.size() < count; ++l) {
      if (kLanguages - l > count - sequence.weights.size() && random() % 2 == 0) continue;
      // Few numbers, so that four bits hold them all.
      const int weight = static_cast<int>(random() % 8) - 4;
      sequence.weights.push_back({static_cast<std::uint8_t>(l),
                                  static_cast<std::int8_t>(weight < 0 ? weight : weight + 1)});
    }
    sample.sequences.emplace(key, sequence);
  };
  for (std::size_t n = 0; n < word_count; ++n) {
    std::string letters;
    for (std::size_t i = 1 + random() % 7; i > 0; --i) {
      letters += static_cast<char>('a' + random() % 12);
    }
    const Word word = word_of(letters);
    for (std::size_t i = 0; i + 1 < word.length; ++i) {
      for (std::size_t k = kShortest; k <= kOrder && i + k <= word.length; ++k) {
        add(key_of(word, i, k));
      }
    }
    add(whole_word_key(word));
    sample.words.push_back(letters);
  }
  for (const auto& [unused, sequence] : sample.sequences) {
    sample.source.sequences.push_back(sequence);
  }
  return sample;
}

/// Bytes on a 64-byte boundary, as from_bytes() wants them.
class AlignedBytes {
 public:
  explicit AlignedBytes(std::string_view bytes)
      : blocks_(bytes.size() / sizeof(Block) + 1), size_(bytes.size()) {
    std::memcpy(blocks_.data(), bytes.data(), bytes.size());
  }
  [[nodiscard]] std::string_view view() const {
    return {reinterpret_cast<const char*>(blocks_.data()), size_};
  }

 private:
  struct alignas(64) Block {
    std::array<char, 64> bytes;
  };
  std::vector<Block> blocks_;
  std::size_t size_;
};

TEST(IdentifyModelFile, GivesBackTheWeightsOfEverySequenceThatItFinds) {
  const Sample sample = make_sample(4000);
  const AlignedBytes bytes(write_identify_model(sample.source));
  const auto model = IdentifyModel::from_bytes(bytes.view(), true);
  ASSERT_TRUE(model.has_value());
  std::size_t different = 0;
  for (const std::string& letters : sample.words) {
    const Word word = word_of(letters);
    std::array<std::int16_t, IdentifyModel::kSumRoom> sums{};
    (*model)->add_word(word, whole_word_key(word), sums.data());
    std::array<std::int16_t, IdentifyModel::kSumRoom> wanted{};
    const auto add = [&](std::uint64_t key) {
      for (const auto& weight : sample.sequences.at(key).weights) {
        wanted[weight.language] =
            static_cast<std::int16_t>(wanted[weight.language] + weight.weight);
      }
    };
    for (std::size_t i = 0; i + 1 < word.length; ++i) {
      for (std::size_t k = kShortest; k <= kOrder && i + k <= word.length; ++k) {
        add(key_of(word, i, k));
      }
    }
    add(whole_word_key(word));
    if (!std::equal(wanted.begin(), wanted.begin() + kLanguages, sums.begin())) ++different;
  }
  // A word has a dozen sequences. Two keys of one bucket may have the same thirteen bits, and a
  // sequence that finds its buckets full is left out.
  EXPECT_LT(different, sample.words.size() / 10);
}

TEST(IdentifyModelFile, HasWeightsForWordsThatItDoesNotKnow) {
  Sample sample = make_sample(1);
  const Word known = word_of(sample.words.front());
  const Word unknown = word_of("zzzzzzzzz");  // shares no sequence with the sample
  const Word longer = word_of("zzzzzzzzzz");
  sample.source.sequences.push_back({unknown_word_key(1, 9), 0, {{2, 3}}});
  sample.source.sequences.push_back({unknown_word_key(1, known.length - 2), 0, {{2, 5}}});
  const AlignedBytes bytes(write_identify_model(sample.source));
  const auto model = IdentifyModel::from_bytes(bytes.view(), true);
  ASSERT_TRUE(model.has_value());
  using Sums = std::array<std::int16_t, IdentifyModel::kSumRoom>;
  const auto sums_of = [&](const Word& word, std::uint64_t whole_key) {
    Sums sums{};
    (*model)->add_word(word, whole_key, sums.data());
    // Lists are read in whole vectors: what is behind the last language means nothing.
    std::fill(sums.begin() + kLanguages, sums.end(), std::int16_t{0});
    return sums;
  };
  Sums wanted{};
  EXPECT_EQ(sums_of(longer, whole_word_key(longer)), wanted) << "no weights for this length";
  wanted[2] = 3;
  EXPECT_EQ(sums_of(unknown, whole_word_key(unknown)), wanted);
  // The same letters, with and without a key that the model has.
  wanted = sums_of(known, whole_word_key(unknown));
  wanted[2] = static_cast<std::int16_t>(wanted[2] - 5);
  for (const auto& weight : sample.sequences.at(whole_word_key(known)).weights) {
    wanted[weight.language] = static_cast<std::int16_t>(wanted[weight.language] + weight.weight);
  }
  EXPECT_EQ(sums_of(known, whole_word_key(known)), wanted);
}

TEST(IdentifyModelFile, IsTheSameBytesForTheSameSource) {
  const Sample sample = make_sample(50);
  EXPECT_EQ(write_identify_model(sample.source), write_identify_model(sample.source));
}

TEST(IdentifyModelFile, AnyChangedByteIsNoticedOrHarmless) {
  const Sample sample = make_sample(20);
  const std::string good = write_identify_model(sample.source);
  std::mt19937 random(3);
  for (std::size_t n = 0; n < 600; ++n) {
    std::string bad = good;
    // Every byte of the header, then some of the others.
    const std::size_t at = n < 128 ? n : random() % bad.size();
    bad[at] = static_cast<char>(bad[at] ^ (1 << random() % 8));
    const AlignedBytes bytes(bad);
    const auto model = IdentifyModel::from_bytes(bytes.view(), true);
    EXPECT_TRUE(at < 128 || !model.has_value()) << at;
    if (!model.has_value()) continue;
    std::array<std::int16_t, IdentifyModel::kSumRoom> sums{};
    for (const std::string& letters : sample.words) {
      const Word word = word_of(letters);
      (*model)->add_word(word, whole_word_key(word), sums.data());
    }
  }
  for (std::size_t size = 0; size < good.size(); size += 61) {
    EXPECT_FALSE(
        IdentifyModel::from_bytes(AlignedBytes(good.substr(0, size)).view(), true).has_value());
  }
}

TEST(IdentifyModelFile, AForgedOneIsRefusedOrHarmless) {
  const Sample sample = make_sample(20);
  const std::string good = write_identify_model(sample.source);
  std::mt19937 random(4);
  std::size_t read = 0;
  for (std::size_t n = 0; n < 600; ++n) {
    std::string forged = good;
    // Where the buckets and lists lie, behind the table of code points: sizes and offsets.
    const std::size_t at = good.size() / 2 + random() % (good.size() / 2);
    forged[at] = static_cast<char>(random());
    sign_identify_model(forged);
    const AlignedBytes bytes(forged);
    const auto model = IdentifyModel::from_bytes(bytes.view(), true);
    if (!model.has_value()) continue;
    ++read;
    std::array<std::int16_t, IdentifyModel::kSumRoom> sums{};
    for (const std::string& letters : sample.words) {
      const Word word = word_of(letters);
      (*model)->add_word(word, whole_word_key(word), sums.data());
    }
  }
  EXPECT_GT(read, 0U) << "the checksum was not what refused them";
}

}  // namespace
}  // namespace punte::language::internal
