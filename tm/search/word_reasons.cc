#include "tm/search/word_reasons.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "language/text.h"

namespace punte::tm::internal {
namespace {

constexpr std::size_t kMaxDiffWords = 400;

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= text.size();) {
    const std::size_t at = i;
    const bool end = i == text.size();
    const bool blank = end || language::is_space(language::next_code_point(text, i));
    if (blank) {
      if (at > start) words.push_back(text.substr(start, at - start));
      start = i;
    }
    if (end) break;
  }
  return words;
}

/// At [i][j] the length of the longest common subsequence of the words from there on.
using CommonWords = std::vector<std::vector<std::uint16_t>>;

CommonWords common_words(const std::vector<std::string_view>& a,
                         const std::vector<std::string_view>& b) {
  CommonWords common(a.size() + 1, std::vector<std::uint16_t>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      common[i][j] = a[i] == b[j] ? static_cast<std::uint16_t>(common[i + 1][j + 1] + 1)
                                  : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  return common;
}

}  // namespace

std::vector<Reason> word_reasons(std::string_view source, std::string_view query) {
  const auto a = words_of(source);
  const auto b = words_of(query);
  if (a.size() > kMaxDiffWords || b.size() > kMaxDiffWords) return {{"words", 0, {}}};
  const CommonWords common = common_words(a, b);
  constexpr std::size_t kMostNamed = 3;
  std::vector<Reason> reasons;
  std::string removed;
  std::string added;
  const auto finish = [&] {
    if (removed.empty() && added.empty()) return;
    if (reasons.size() < kMostNamed) {
      const auto quoted = [](const std::string& words) {
        return words.empty() ? std::string("∅") : "“" + words + "”";
      };
      reasons.push_back({"words", 0, quoted(removed) + " → " + quoted(added)});
    }
    removed.clear();
    added.clear();
  };
  const auto append = [](std::string& list, std::string_view word) {
    if (!list.empty()) list += ' ';
    list += word;
  };
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      finish();
      ++i;
      ++j;
    } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
      append(removed, a[i++]);
    } else {
      append(added, b[j++]);
    }
  }
  finish();
  return reasons;
}

}  // namespace punte::tm::internal
