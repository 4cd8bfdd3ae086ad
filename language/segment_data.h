#ifndef PUNTE_LANGUAGE_SEGMENT_DATA_H_
#define PUNTE_LANGUAGE_SEGMENT_DATA_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

// What locales/<tag>/segmentation.txt says, built into the program.

namespace punte::language::internal {

/// What is known of a word. Several may hold.
enum WordFlag : std::uint16_t {
  kAbbreviation = 1,  ///< its dot does not end a sentence
  kBeforeNumber = 2,  ///< its dot does not end a sentence if a number follows
  kMayEnd = 4,        ///< abbreviation whose dot ends a sentence too where a new one seems to begin
  kStarter = 8,       ///< begins sentences far more often than it is a name
  kMonth = 16,        ///< a number with a dot before it is an ordinal
  kOrdinalLead = 32,  ///< a number with a dot behind it is an ordinal: "am 3. Oktober"
  kProtected = 64,    ///< a name with its own "!" or "?": Yahoo!
  kTitle = 128,       ///< abbreviation that stands before names: "Dr. Smith"
  kMultiplier = 256,  ///< after a number and before what is counted: "5 Mio. Euro"
};

/// Of a language, and what holds in all of them. locales/und/segmentation.txt explains the sections
/// that these come from.
struct SegmentData {
  using Words = std::vector<std::u32string>;  ///< folded, few

  std::unordered_map<std::u32string, std::uint16_t> words;  ///< folded, without the dot at the end
  bool ordinals = false;           ///< the language writes ordinals with a dot
  bool half_stop = false;          ///< its dot ends no sentence in texts that have its full stop
  Words also;                      ///< tags of languages whose files hold too
  std::u32string vowels;           ///< of scripts that write all of them
  std::u32string question_marks;   ///< signs that are one in this language alone
  std::u32string before_capitals;  ///< signs that end a sentence if a capital comes after a blank
  Words before_letters;            ///< a letter after it is no initial: "position E. Set"
  Words speech_verbs;              ///< "“Who?” Harry asked."
  Words starter_endings;           ///< of words that begin sentences and are hardly ever names
  Words endings_before_numbers;    ///< of words whose dot does not end a sentence before a number
  Words after_ampersand;           ///< "& Co. KG"
  Words domains;                   ///< "example.Com"

  [[nodiscard]] std::uint16_t flags_of(const std::u32string& folded) const {
    const auto found = words.find(folded);
    return found == words.end() ? std::uint16_t{0} : found->second;
  }
  /// True for words that can be spoken, and for all of scripts that do not write every vowel.
  [[nodiscard]] bool has_vowel(std::u32string_view word) const;
  [[nodiscard]] static bool holds(const Words& list, std::u32string_view word);
};

/// A file that was built in.
struct SegmentFile {
  std::string_view tag;
  std::string_view text;
};
[[nodiscard]] std::span<const SegmentFile> segment_files();

/// Reads one file on top of `data`. False and nothing else if a line cannot be read.
[[nodiscard]] bool read_segment_file(std::string_view text, SegmentData& data);

/// Root and language together. "pt-BR" gets "pt", an unknown language the root alone.
[[nodiscard]] SegmentData load_segment_data(std::string_view tag);

/// A word as the lists hold it: lower case, cedilla letters as comma letters, no dot at the end.
[[nodiscard]] std::u32string fold_word(std::string_view word);

}  // namespace punte::language::internal

#endif  // PUNTE_LANGUAGE_SEGMENT_DATA_H_
