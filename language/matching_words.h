#ifndef PUNTE_LANGUAGE_MATCHING_WORDS_H_
#define PUNTE_LANGUAGE_MATCHING_WORDS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace punte::language {

/// What two texts say differently; one of the two is "" where it is a negation that the other text
/// lacks.
struct TurnedMeaning {
  std::string before;
  std::string after;
  friend bool operator==(const TurnedMeaning&, const TurnedMeaning&) = default;
};

/// The words of a language that matter where texts are compared or numbers exchanged; from
/// locales/<tag>/matching.txt. Words are those of a match key. Threads: any.
class MatchingWords {
 public:
  using Words = std::vector<std::u32string>;

  /// Of the language of a tag, whatever its region; of one without a file, nothing.
  [[nodiscard]] static const MatchingWords& of(std::string_view tag);

  /// A file of words; nullopt where something in it is none of its sections or words.
  [[nodiscard]] static std::optional<MatchingWords> read(std::string_view text);

  /// True in any language: "chapter", "pagina"; a number after it names something.
  [[nodiscard]] static bool is_label(std::u32string_view word);

  /// The words of a match key, with their hyphens and apostrophes; each ideograph by itself.
  [[nodiscard]] static Words words_of(std::u32string_view key);

  /// Where two texts, given as words, say the contrary of each other, as far as the lists know: a
  /// negation that only one has, opposites that changed places or came for one another ("before",
  /// "after"), a word with and without a negating prefix ("locked", "unlocked"). At most three.
  /// Cost: linear, but for the words that differ.
  [[nodiscard]] std::vector<TurnedMeaning> turned(const Words& source, const Words& query) const;

  /// False for words that follow numbers without being counted: "of", "and", units of measure.
  [[nodiscard]] bool may_be_counted(std::u32string_view word) const;

  /// True for marks that the language sets apart from the word before them.
  [[nodiscard]] bool has_blank_before(char32_t mark) const {
    return blank_before_.find(mark) != std::u32string::npos;
  }

  /// What is written between a number of a plural category ("other") and the noun; "" for most.
  [[nodiscard]] std::string_view linker(std::string_view category) const;
  /// Whether a word ends as those do before which the linker is written.
  [[nodiscard]] bool takes_linker(std::u32string_view word) const;

 private:
  friend class MatchingFile;

  /// Words that a file gives whole, by their beginning ("activ*"), by their end or by a part.
  class List {
   public:
    void add(std::u32string_view word, std::uint16_t value);
    /// The value of a word; 0 where it is not in the list.
    [[nodiscard]] std::uint16_t find(std::u32string_view word) const;
    [[nodiscard]] bool empty() const { return whole_.empty() && parts_.empty(); }

   private:
    struct Part {
      std::u32string text;
      bool at_start, at_end;  // where it must be
      std::uint16_t value;
    };
    std::unordered_map<std::u32string, std::uint16_t> whole_;
    std::vector<Part> parts_;
  };

  [[nodiscard]] std::vector<std::size_t> negations_in(const Words& words) const;

  List negations_;
  List negative_words_;
  List opposites_;  // 64 * group + side + 1
  std::vector<std::u32string> prefixes_;
  List not_counted_;
  std::vector<std::u32string> labels_;
  std::u32string blank_before_;
  std::string linker_category_;
  std::string linker_;
  std::vector<std::u32string> linker_endings_;
};

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_MATCHING_WORDS_H_
