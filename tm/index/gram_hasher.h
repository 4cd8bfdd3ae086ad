#ifndef PUNTE_TM_INDEX_GRAM_HASHER_H_
#define PUNTE_TM_INDEX_GRAM_HASHER_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace punte::tm::internal {

/// Makes 32-bit numbers of trigrams, in no order. The second time a trigram occurs it is another
/// one, so that sets of hashes share what multisets of trigrams share. Linear. Keeps its memory
/// from text to text.
class GramHasher {
 public:
  /// Sets `out` to those of a key as trigrams_of() has them, with a boundary on either side.
  void hash_key(std::u32string_view key, std::vector<std::uint32_t>& out);
  /// Sets `out` to those under which a text with this key is found: of the key's shape, of the key
  /// where it has placeables, and that of its words. Returns the length of the shape.
  std::size_t hash_text(std::u32string_view key, std::vector<std::uint32_t>& out);
  /// Sets `out` to those of a part of a key, without boundaries.
  void hash_part(std::u32string_view part, std::vector<std::uint32_t>& out);

  /// The one hash of the words of a key (same_words_of()).
  [[nodiscard]] static std::uint32_t hash_words(std::u32string_view words);

 private:
  void hash_all(std::vector<std::uint32_t>& out);

  std::vector<std::uint64_t> grams_;
  std::vector<std::uint32_t> more_;
  struct Slot {
    std::uint64_t gram;
    std::uint64_t occurrences;
  };
  std::vector<Slot> slots_;
};

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_INDEX_GRAM_HASHER_H_
