#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <vector>

#include "language/identify_model.h"
#include "tests/fuzz/fuzz_input.h"
#include "tools/identify_model_writer.h"

namespace {

using namespace punte::language::internal;

Word word_of(std::string_view letters) {
  Word word;
  word.letters[0] = kWordStart;
  word.length = 1;
  for (const char c : letters) word.letters[word.length++] = static_cast<char32_t>(c);
  word.letters[word.length++] = kWordEnd;
  word.script = 1;
  return word;
}

/// A small model with lists of every kind, all of its sequences in words of a, b and c.
std::string make_model() {
  ModelSource source;
  source.page_of.assign(CodePointTable::kPages, 0);
  source.entries.assign(256, kSeparator);
  for (std::size_t c = 'a'; c <= 'z'; ++c) source.entries[c] = 1;
  source.scripts.push_back({{}, 3, true});
  for (char c = 'a'; c < 'a' + 20; ++c) {
    source.scripts[0].languages.push_back({std::string(2, c), 0, 0});
  }
  source.step = 1;
  source.scales.fill(1);
  std::size_t count = 0;
  const auto add = [&](std::uint64_t key) {
    ModelSource::Sequence sequence{key, 0, {}};
    for (std::uint8_t l = 0; l < 1 + count % 20; ++l) {
      sequence.weights.push_back({l, static_cast<std::int8_t>(l % 2 == 0 ? 3 : -3)});
    }
    ++count;
    source.sequences.push_back(sequence);
  };
  for (const char32_t a : {kWordStart, U'a', U'b', U'c'}) {
    for (const char32_t b : {U'a', U'b', U'c', kWordEnd}) {
      const std::uint64_t key = extend_key(extend_key(kKeySeed, a), b);
      add(finish_key(key));
      for (const char32_t c : {U'a', U'b', kWordEnd}) add(finish_key(extend_key(key, c)));
    }
  }
  return write_identify_model(source);
}

}  // namespace

/// Bytes of a good model are changed, each by four bytes of the input: a place (the last 24 bits)
/// and a value. Then the model is signed, so that it is forged and not only damaged.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string good = make_model();
  std::string bytes = good;
  for (; size >= 4; data += 4, size -= 4) {
    const std::size_t at = data[1] | static_cast<std::size_t>(data[2]) << 8U |
                           static_cast<std::size_t>(data[3]) << 16U;
    bytes[at % bytes.size()] = static_cast<char>(data[0]);
  }
  if (size == 3) bytes.resize((data[0] | static_cast<std::size_t>(data[1]) << 8U) % bytes.size());
  sign_identify_model(bytes);
  struct alignas(64) Block {
    char bytes[64];
  };
  std::vector<Block> aligned(std::max<std::size_t>(1, (bytes.size() + 63) / sizeof(Block)));
  std::memcpy(aligned.data(), bytes.data(), bytes.size());
  const auto model = IdentifyModel::from_bytes(
      {reinterpret_cast<const char*>(aligned.data()), bytes.size()}, true);
  if (!model) return 0;
  for (const ModelScript& script : (*model)->scripts()) {
    const auto number = static_cast<std::uint8_t>(&script - (*model)->scripts().data() + 1);
    for (const std::string_view letters : {"a", "abc", "cab", "aabbccabcacb"}) {
      Word word = word_of(letters);
      word.script = number;
      std::array<std::int16_t, IdentifyModel::kSumRoom> sums{};
      (*model)->add_word(word, whole_word_key(word), sums.data());
    }
  }
  for (std::size_t letters = 0; letters < 70; ++letters) {
    static_cast<void>((*model)->scale(letters));
  }
  return 0;
}
