#include "language/segment_data.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "language/language_tag.h"
#include "language/text.h"

namespace punte::language::internal {
namespace {

/// From Hebrew on, scripts do not write every vowel, or their vowels are marks: words of them are
/// not told by vowels.
constexpr char32_t kFirstWithoutVowels = 0x591;

/// What the words of a section are: flags of words, a list of words, or a list of letters or signs.
struct Section {
  std::string_view name;
  std::uint16_t flags = 0;
  SegmentData::Words SegmentData::*words = nullptr;
  std::u32string SegmentData::*signs = nullptr;
};
constexpr std::array kSections = {
    Section{"abbreviations", kAbbreviation},
    Section{"titles", kAbbreviation | kTitle},
    Section{"multipliers", kAbbreviation | kMayEnd | kMultiplier},
    Section{"before letters", 0, &SegmentData::before_letters},
    Section{"before numbers", kBeforeNumber},
    Section{"may end", kMayEnd},
    Section{"starters", kStarter},
    Section{"months", kMonth},
    Section{"before ordinals", kOrdinalLead},
    Section{"protected", kProtected},
    Section{"speech verbs", 0, &SegmentData::speech_verbs},
    Section{"starter endings", 0, &SegmentData::starter_endings},
    Section{"endings before numbers", 0, &SegmentData::endings_before_numbers},
    Section{"after ampersand", 0, &SegmentData::after_ampersand},
    Section{"domains", 0, &SegmentData::domains},
    Section{"vowels", 0, nullptr, &SegmentData::vowels},
    Section{"question marks", 0, nullptr, &SegmentData::question_marks},
    Section{"stops before capitals", 0, nullptr, &SegmentData::before_capitals},
    Section{"also as in", 0, &SegmentData::also},
};

const Section* find_section(std::string_view name) {
  const auto found = std::find_if(kSections.begin(), kSections.end(),
                                  [&](const Section& section) { return section.name == name; });
  return found == kSections.end() ? nullptr : &*found;
}

/// Adds a word of a file to what its section is about.
void add_word(std::string_view word, const Section& section, SegmentData& data) {
  const std::u32string folded = fold_word(word);
  if (section.words != nullptr) {
    (data.*section.words).push_back(folded);
  } else if (section.signs != nullptr) {
    data.*section.signs += folded;
  } else {
    data.words[folded] |= section.flags;
  }
}

}  // namespace

std::u32string fold_word(std::string_view word) {
  std::u32string out;
  std::size_t at = 0;
  while (at < word.size()) {
    auto c = static_cast<char32_t>(u_tolower(static_cast<UChar32>(next_code_point(word, at))));
    if (c == 0x15F) c = 0x219;
    if (c == 0x163) c = 0x21B;
    if (c == 0x2019) c = '\'';
    out += c;
  }
  while (!out.empty() && out.back() == '.') out.pop_back();
  return out;
}

bool SegmentData::has_vowel(std::u32string_view word) const {
  return std::any_of(word.begin(), word.end(), [&](char32_t c) {
    return c >= kFirstWithoutVowels || vowels.find(c) != std::u32string::npos;
  });
}

bool SegmentData::holds(const Words& list, std::u32string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool read_segment_file(std::string_view text, SegmentData& data) {
  const Section* section = nullptr;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line = trim(line.substr(0, line.find('#')));
    if (line.empty()) continue;
    if (line.front() == '[') {
      if (line.back() != ']') return false;
      const std::string_view name = line.substr(1, line.size() - 2);
      section = find_section(name);
      if (name == "ordinals with a dot") {
        data.ordinals = true;
      } else if (name == "dot is a half stop") {
        data.half_stop = true;
      } else if (section == nullptr) {
        return false;
      }
      continue;
    }
    if (section == nullptr) return false;
    while (!line.empty()) {
      const std::size_t blank = std::min(line.find_first_of(" \t"), line.size());
      if (blank > 0) add_word(line.substr(0, blank), *section, data);
      line.remove_prefix(std::min(blank + 1, line.size()));
    }
  }
  return true;
}

SegmentData load_segment_data(std::string_view tag) {
  SegmentData data;
  const auto read = [&data](std::string_view language) {
    for (const SegmentFile& file : segment_files()) {
      if (file.tag != language) continue;
      static_cast<void>(read_segment_file(file.text, data));  // a test reads every built-in file
    }
  };
  read("und");
  read(primary_language(tag));
  for (const std::u32string& other : SegmentData::Words(data.also)) {
    read(std::string(other.begin(), other.end()));
  }
  return data;
}

}  // namespace punte::language::internal
