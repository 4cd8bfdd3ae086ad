#ifndef PUNTE_LANGUAGE_IDENTIFY_WORDS_H_
#define PUNTE_LANGUAGE_IDENTIFY_WORDS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "language/text.h"

// What the identifier and its trainer share: what a letter is, where a word ends, which letter
// sequences of it count, and their keys. A change here makes every trained model useless: raise
// kModelVersion with it.

namespace punte::language::internal {

/// Classes of code points. Scripts are 1..kLastScript.
enum CodePointClass : std::uint8_t {
  kSeparator = 0,
  kLastScript = 0xF0,
  kForeignLetter = 0xFC,  ///< a letter of a script that no language of the model is written in
  kJoiner = 0xFD,         ///< belongs to the word but is left out of it: ZWNJ, ZWJ, tatweel
  kMark = 0xFE,           ///< a mark of the word's own script, whatever that is
  kApostrophe = 0xFF,     ///< part of the word between letters
};

/// Class and folded form of every code point in two levels. Does not own its memory.
struct CodePointTable {
  static constexpr std::size_t kPageBits = 8;
  static constexpr std::size_t kPages = 0x110000 >> kPageBits;

  const std::uint16_t* page_of = nullptr;  // kPages numbers
  const std::uint32_t* entries = nullptr;  // 256 a page: class in the low byte, signed 24-bit shift

  [[nodiscard]] std::uint32_t entry(char32_t c) const {
    return entries[(std::size_t{page_of[c >> kPageBits]} << kPageBits) | (c & 0xFF)];
  }
  static std::uint8_t class_of(std::uint32_t entry) { return static_cast<std::uint8_t>(entry); }
  static char32_t fold(char32_t c, std::uint32_t entry) {
    return static_cast<char32_t>(static_cast<std::int32_t>(c) +
                                 (static_cast<std::int32_t>(entry) >> 8));
  }
};

/// Longer words (and runs of scripts without spaces) are judged in pieces.
inline constexpr std::size_t kMaxWordLetters = 30;
inline constexpr std::size_t kShortest = 2;  ///< shortest letter sequence that counts
inline constexpr std::size_t kMaxOrder = 7;  ///< longest letter sequence, boundaries included
inline constexpr char32_t kWordStart = 1;    // controls never are letters
inline constexpr char32_t kWordEnd = 2;

/// Latin letters and the Cyrillic ones that look alike, folded: people type "је" with a Latin e.
/// Those that are alike as capitals only are there too, as a word in capitals folds to them.
struct LookAlike {
  char32_t latin;
  char32_t cyrillic;
};
inline constexpr std::array kLookAlikes = {
    LookAlike{U'a', 0x430}, LookAlike{U'e', 0x435}, LookAlike{U'o', 0x43E}, LookAlike{U'p', 0x440},
    LookAlike{U'c', 0x441}, LookAlike{U'x', 0x445}, LookAlike{U'y', 0x443}, LookAlike{U'i', 0x456},
    LookAlike{U'j', 0x458}, LookAlike{U's', 0x455}, LookAlike{U'k', 0x43A}, LookAlike{U'm', 0x43C},
    LookAlike{U't', 0x442}, LookAlike{U'b', 0x432}, LookAlike{U'h', 0x43D},
};
/// The letter of the other script; 0 where there is none.
inline char32_t look_alike(char32_t letter) {
  for (const LookAlike& pair : kLookAlikes) {
    if (pair.latin == letter) return pair.cyrillic;
    if (pair.cyrillic == letter) return pair.latin;
  }
  return 0;
}

/// A word in folded letters, kWordStart before and kWordEnd behind it.
struct Word {
  std::array<char32_t, kMaxWordLetters + 2> letters;
  std::size_t length = 0;  ///< boundaries included
  std::uint8_t script = 0;
  Span span;  ///< bytes of the text
};

/// Calls `use(word)` for each word of a text. A function object over a lambda's captures, so that
/// the whole loop is inlined. Skips what is no evidence: web and mail addresses, digits, signs.
template <typename Use>
void for_each_word(const CodePointTable& table, std::string_view text, Use&& use) {
  const auto is_blank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  Word word;
  word.letters[0] = kWordStart;
  std::size_t letters = 0;
  std::size_t i = 0;
  const std::uint8_t latin = CodePointTable::class_of(table.entry(U'a'));
  const std::uint8_t cyrillic = CodePointTable::class_of(table.entry(0x430));
  // A letter of the other script within a word that has no other than look-alikes of its own, or
  // that is one itself, was typed for the one it looks like. Gives the letter for the word's
  // script, 0 where the word ends before it.
  const auto typed_for = [&](std::uint8_t kind, char32_t letter) -> char32_t {
    const bool confusable =
        (word.script == latin && kind == cyrillic) || (word.script == cyrillic && kind == latin);
    if (!confusable) return 0;
    if (const char32_t other = look_alike(letter); other != 0) return other;
    for (std::size_t k = 1; k <= letters; ++k) {
      if (word.letters[k] != U'\'' && look_alike(word.letters[k]) == 0) return 0;
    }
    for (std::size_t k = 1; k <= letters; ++k) {
      if (word.letters[k] != U'\'') word.letters[k] = look_alike(word.letters[k]);
    }
    word.script = kind;
    return letter;
  };
  const auto finish = [&](std::size_t limit) {
    while (letters > 0 && word.letters[letters] == U'\'') --letters;
    if (letters > 0) {
      word.letters[letters + 1] = kWordEnd;
      word.length = letters + 2;
      word.span.limit = limit;
      use(static_cast<const Word&>(word));
    }
    letters = 0;
  };
  while (i < text.size()) {
    const std::size_t start = i;
    const auto byte = static_cast<unsigned char>(text[i]);
    char32_t c = byte;
    if (byte < 0x80) {
      ++i;
    } else if (byte >= 0xC2 && byte < 0xE0 && i + 1 < text.size() &&
               (static_cast<unsigned char>(text[i + 1]) & 0xC0) == 0x80) {
      c = static_cast<char32_t>(((byte & 0x1F) << 6) |
                                (static_cast<unsigned char>(text[i + 1]) & 0x3F));
      i += 2;
    } else {
      c = next_code_point(text, i);
    }
    const std::uint32_t entry = table.entry(c);
    const std::uint8_t kind = CodePointTable::class_of(entry);
    if (kind == kSeparator) {
      if (letters == 0) {
        // "@anna" is a name; in "a @ b" the sign stands alone.
        const bool name = c == U'@' && i < text.size() && !is_blank(text[i]) &&
                          (start == 0 || is_blank(text[start - 1]));
        while (name && i < text.size() && !is_blank(text[i])) ++i;
        continue;
      }
      // The word may turn out to be the start of an address: then all up to the blank is skipped.
      const bool address = (c == U'@' && i < text.size() && !is_blank(text[i])) ||
                           (c == U':' && text.substr(i, 2) == "//") ||
                           (c == U'.' && i < text.size() && text[i] >= 'a' && text[i] <= 'z' &&
                            static_cast<unsigned char>(text[start - 1]) < 0x80);
      if (address) {
        letters = 0;
        while (i < text.size() && !is_blank(text[i])) ++i;
        continue;
      }
      finish(start);
      continue;
    }
    if (kind > kLastScript) {
      if (kind == kForeignLetter) {
        finish(start);
      } else if (letters > 0 && kind != kJoiner) {
        if (letters == kMaxWordLetters) finish(start);
        if (letters > 0) word.letters[++letters] = CodePointTable::fold(c, entry);
      }
      continue;
    }
    char32_t letter = CodePointTable::fold(c, entry);
    if (letters > 0 && (kind != word.script || letters == kMaxWordLetters)) {
      const char32_t meant = letters == kMaxWordLetters ? 0 : typed_for(kind, letter);
      if (meant == 0) {
        finish(start);
      } else {
        letter = meant;
      }
    }
    if (letters == 0) {
      word.script = kind;
      word.span.start = start;
    }
    word.letters[++letters] = letter;
  }
  finish(text.size());
}

/// Key of a letter sequence: any 64 bits that are as good as unique.
inline std::uint64_t extend_key(std::uint64_t key, char32_t letter) {
  key = (key ^ letter) * 0x9E3779B97F4A7C15U;
  return key ^ (key >> 29);
}
inline constexpr std::uint64_t kKeySeed = 0x243F6A8885A308D3U;
inline std::uint64_t finish_key(std::uint64_t key) {
  key *= 0xD6E8FEB86659FD93U;
  return key ^ (key >> 32);
}

/// Key of the word as a whole, apart from that of the same letters as a sequence.
inline std::uint64_t whole_word_key(const Word& word) {
  std::uint64_t key = ~kKeySeed;
  for (std::size_t i = 0; i < word.length; ++i) key = extend_key(key, word.letters[i]);
  return finish_key(key);
}

/// Key of what all words of a script and length (boundaries left out) share that the model does not
/// know as a whole: to be unknown says more against a language with a large vocabulary in the
/// model.
inline std::uint64_t unknown_word_key(std::uint8_t script, std::size_t letters) {
  constexpr std::size_t kLongest = 15;                  // longer ones are alike
  std::uint64_t key = extend_key(~kKeySeed, kWordEnd);  // no word begins with its end
  key = extend_key(key, script);
  return finish_key(
      extend_key(key, static_cast<char32_t>(letters < kLongest ? letters : kLongest)));
}

}  // namespace punte::language::internal

#endif  // PUNTE_LANGUAGE_IDENTIFY_WORDS_H_
