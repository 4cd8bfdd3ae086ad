#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "language/segment_data.h"
#include "language/srx.h"
#include "language/text.h"

namespace punte::language {
namespace {

using internal::SegmentData;

constexpr std::size_t kWordsARule = 150;  // keeps patterns short enough for every tool

constexpr const char* kClosers = "[\\p{Pe}\\p{Pf}\\p{Pi}\"']*";

std::string escaped_word(const std::u32string& word) {
  std::string out;
  for (const char32_t c : word) {
    if (c < 0x80 &&
        std::string_view("\\.^$|?*+()[]{}-").find(static_cast<char>(c)) != std::string_view::npos) {
      out += '\\';
    }
    append_utf8(out, c);
  }
  return out;
}

/// "\\u037E"
std::string hex_escape(char32_t c) {
  std::string out = "\\u";
  for (unsigned shift = 16; shift > 0; shift -= 4) {
    out += "0123456789ABCDEF"[(c >> (shift - 4)) & 0xFU];
  }
  return out;
}

/// A pattern of one of some signs: ":", "[;\\u037E]". Other signs than those of ASCII as escapes,
/// for some look like them.
std::string pattern_of(const std::u32string& signs) {
  std::string out;
  for (const char32_t c : signs) {
    out += c < 0x80 ? escaped_word(std::u32string(1, c)) : hex_escape(c);
  }
  return signs.size() == 1 ? out : "[" + out + "]";
}

/// One language's rules while they are collected.
class Export {
 public:
  explicit Export(const SegmentData& data) : data_(data) {}

  std::vector<SrxRule> run();

 private:
  /// "a|b|c" of the words for which `wanted` holds, at most kWordsARule each, sorted.
  template <typename Wanted>
  [[nodiscard]] std::vector<std::string> words(const Wanted& wanted) const {
    std::vector<std::u32string> chosen;
    for (const auto& [word, flags] : data_.words) {
      if (wanted(flags)) chosen.push_back(word);
    }
    std::sort(chosen.begin(), chosen.end());
    std::vector<std::string> out;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      if (i % kWordsARule == 0) {
        out.emplace_back();
      } else {
        out.back() += '|';
      }
      out.back() += escaped_word(chosen[i]);
    }
    return out;
  }
  void add(bool breaks, std::string before, std::string after) {
    rules_.push_back({breaks, std::move(before), std::move(after), 0});
  }
  /// A sentence begins behind `before` with a word that hardly does anything else.
  void add_starters(const std::string& before) {
    for (const std::string& starters : starters_) {
      add(true, before, "\\s+(?=\\p{Lu})(?i:" + starters + ")\\b");
    }
  }

  const SegmentData& data_;
  std::vector<std::string> starters_;
  std::vector<SrxRule> rules_;
};

std::vector<SrxRule> Export::run() {
  using namespace internal;
  starters_ = words([](std::uint16_t flags) { return (flags & kStarter) != 0; });
  // "3.4.2. Title", "2) Item", "a. Item" at the beginning.
  add(false, "^\\s*(?:\\d{1,3}\\.){1,6}", "\\s");
  add(false, "^\\s*\\p{Ll}\\.", "\\s");
  const auto word = [](const std::string& list) { return "(?i)\\b(?:" + list + ")\\."; };
  for (const std::string& list :
       words([](std::uint16_t flags) { return (flags & kBeforeNumber) != 0; })) {
    add(false, word(list), "\\s+(?:\\p{Nd}|[IVXLC]+\\b)");
  }
  for (const std::string& list :
       words([](std::uint16_t flags) { return (flags & kMayEnd) != 0; })) {
    add_starters(word(list));
    add(false, word(list), "\\s+[\\p{Ll}\\p{Nd}]");
  }
  for (const std::string& list :
       words([](std::uint16_t flags) { return (flags & kAbbreviation) != 0; })) {
    add(false, word(list), "\\s");
  }
  // Initials and acronyms.
  add_starters("\\s\\p{Lu}\\.");
  add(false, "\\b\\p{Lu}\\.", "\\s+[\\p{L}\\p{Nd}]");
  add_starters("\\b(?:\\p{L}{1,2}\\.){2,}");
  add(false, "\\b(?:\\p{L}{1,2}\\.){2,}", "\\s");
  if (data_.ordinals) {
    for (const std::string& list :
         words([](std::uint16_t flags) { return (flags & kMonth) != 0; })) {
      add(false, "\\b\\d{1,2}\\.", "\\s+(?i:" + list + ")\\b");
    }
    for (const std::string& list :
         words([](std::uint16_t flags) { return (flags & kOrdinalLead) != 0; })) {
      add(false, "(?i)\\b(?:" + list + ")\\s+\\d{1,2}\\.", "\\s");
    }
    add(false, "\\b[IVXLC]{2,}\\.", "\\s+\\p{L}");
  }
  for (const std::string& list :
       words([](std::uint16_t flags) { return (flags & kProtected) != 0; })) {
    add_starters("(?i)\\b(?:" + list + ")[!?]");
    add(false, "(?i)\\b(?:" + list + ")[!?]", "\\s");
  }
  if (!data_.question_marks.empty()) {
    add(true, pattern_of(data_.question_marks) + "+" + kClosers, "\\s");
  }
  if (!data_.before_capitals.empty()) {
    add(true, pattern_of(data_.before_capitals) + kClosers, "\\s+\\p{Lu}");
  }
  return std::move(rules_);
}

/// What holds in every language once the exceptions are through.
std::vector<SrxRule> common_rules() {
  const std::string end =
      std::string("[.!?\\u2026\\u203C\\u203D\\u2047-\\u2049\\u061F]+") + kClosers;
  std::vector<SrxRule> rules;
  rules.push_back({false, end, "\\s+[\\p{Ll}\\p{Pe}\\p{Pf},;:]", 0});
  rules.push_back({true, end, "\\s", 0});
  rules.push_back({true,
                   "[\\u3002\\uFF01\\uFF1F\\uFF61\\u0964\\u0965\\u06D4\\u0589\\u1362\\u1367"
                   "\\u104A\\u104B\\u17D4\\u17D5\\u0F0D]+[\\p{Pe}\\p{Pf}\"']*",
                   "[^\\p{Pe}\\p{Pf}\"',\\u3001\\uFF0C]", 0});
  rules.push_back({true, "\\n\\s*\\n", "", 0});
  rules.push_back({true, "\\n", "[ \\t]*[^\\p{Ll}\\s]", 0});
  return rules;
}

}  // namespace

SrxDocument own_rules_as_srx(const std::vector<std::string>& tags) {
  SrxDocument document;
  document.cascade = true;
  const auto add = [&](const std::string& tag, const std::string& pattern) {
    std::vector<SrxRule> rules = Export(internal::load_segment_data(tag)).run();
    if (tag == "und") {
      for (SrxRule& rule : common_rules()) rules.push_back(std::move(rule));
    }
    document.languages.push_back({tag, std::move(rules)});
    document.maps.push_back({pattern, tag, 0});
  };
  for (const std::string& tag : tags) {
    if (tag != "und") add(tag, tag + "(?:[-_].*)?");
  }
  add("und", ".*");
  return document;
}

}  // namespace punte::language
