#include "language/speech_tag.h"

#include <algorithm>
#include <string>

namespace punte::language::internal {
namespace {

constexpr std::size_t kMostNames = 3;             // "Mrs. Anna Smith asked"
constexpr std::size_t kLongestHanClause = 12;     // 老师笑着对孩子们说
constexpr std::size_t kLongestQuotation = 400;    // code points
constexpr char32_t kFirstWithoutBlanks = 0x3000;  // scripts that put none between words

/// Whether the clause up to the next mark ends in a verb of speech: "他问。"
bool is_clause_of_speech(const Passage& text, std::size_t i) {
  std::size_t limit = i;
  while (limit - i <= kLongestHanClause && is_letter(text.kind(limit))) ++limit;
  if (limit - i > kLongestHanClause) return false;
  const std::u32string clause = text.folded(i, limit);
  return std::any_of(text.data.speech_verbs.begin(), text.data.speech_verbs.end(),
                     [&](const std::u32string& verb) {
                       return clause.size() > verb.size() && clause.ends_with(verb);
                     });
}

/// Whether a colon stands before the quotation that ends at `limit`: "Elle dit : « … »".
bool is_introduced(const Passage& text, std::size_t limit) {
  for (std::size_t i = limit - 1; i > 0 && limit - i < kLongestQuotation; --i) {
    if (text.kind(i - 1) != kOpen && text.kind(i - 1) != kQuote) continue;
    std::size_t before = i - 1;
    while (before > 0 && is_blank(text.kind(before - 1))) --before;
    return before > 0 && (text.at(before - 1) == U':' || text.at(before - 1) == 0xFF1A);
  }
  return false;
}

}  // namespace

bool speech_tag_follows(const Passage& text, std::size_t limit, std::size_t i) {
  if (text.data.speech_verbs.empty()) return false;
  if (text.kind(i) == kLetter && text.at(i) >= kFirstWithoutBlanks) {
    return is_clause_of_speech(text, i) && !is_introduced(text, limit);
  }
  for (std::size_t names = 0; names <= kMostNames; ++names) {
    const std::u32string word = text.next_word(i);
    if (names > 0 && SegmentData::holds(text.data.speech_verbs, word)) {
      return !is_introduced(text, limit);
    }
    if (text.kind(i) != kUpper || (text.data.flags_of(word) & kStarter) != 0) return false;
    i += word.size();
    if (text.kind(i) == kStop) ++i;
    while (text.kind(i) == kSpace) ++i;
  }
  return false;
}

}  // namespace punte::language::internal
