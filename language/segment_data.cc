#include "language/segment_data.h"

#include <unicode/uchar.h>

#include <array>

#include "language/text.h"

namespace punte::language::internal {
namespace {

struct Section {
  std::string_view name;
  std::uint16_t flags;
};
constexpr std::array kSections = {
    Section{"abbreviations", kAbbreviation},
    Section{"before numbers", kBeforeNumber},
    Section{"may end", kMayEnd},
    Section{"starters", kStarter},
    Section{"months", kMonth},
    Section{"before ordinals", kOrdinalLead},
    Section{"protected", kProtected},
};

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

bool read_segment_file(std::string_view text, SegmentData& data) {
  std::uint16_t flags = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line = trim(line.substr(0, line.find('#')));
    if (line.empty()) continue;
    if (line.front() == '[') {
      if (line.back() != ']') return false;
      const std::string_view name = line.substr(1, line.size() - 2);
      flags = 0;
      if (name == "ordinals with a dot") {
        data.ordinals = true;
        continue;
      }
      for (const Section& section : kSections) {
        if (section.name == name) flags = section.flags;
      }
      if (flags == 0) return false;
      continue;
    }
    if (flags == 0) return false;
    while (!line.empty()) {
      const std::size_t blank = std::min(line.find_first_of(" \t"), line.size());
      if (blank > 0) data.words[fold_word(line.substr(0, blank))] |= flags;
      line.remove_prefix(std::min(blank + 1, line.size()));
    }
  }
  return true;
}

SegmentData load_segment_data(std::string_view tag) {
  SegmentData data;
  const std::string_view primary = tag.substr(0, tag.find('-'));
  for (const SegmentFile& file : segment_files()) {
    if (file.tag != "und" && file.tag != primary) continue;
    static_cast<void>(read_segment_file(file.text, data));  // a test reads every built-in file
  }
  return data;
}

}  // namespace punte::language::internal
