#include "tm/search/words_finder.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "language/match_key.h"
#include "tm/search/folded_text.h"

namespace punte::tm::internal {
namespace {

using language::Span;

bool is_letter(char32_t c) {
  return u_isalnum(static_cast<UChar32>(c)) != 0 ||
         u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK;
}

/// A letter of a script that parts its words by blanks or signs.
bool is_of_parted_words(char32_t c) {
  if (!is_letter(c)) return false;
  if (c < 0xE00) return true;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
    case USCRIPT_TIBETAN:
      return false;
    default:
      return true;
  }
}

/// True if a word may begin, or end, at `at`.
bool is_edge(const std::u32string& key, std::size_t at) {
  return at == 0 || at == key.size() || !is_of_parted_words(key[at - 1]) ||
         !is_of_parted_words(key[at]);
}

/// The end of the word whose first piece ends at `at`; nullopt if the other pieces do not follow
/// within it.
std::optional<std::size_t> rest_of_word(const std::u32string& key, std::size_t at,
                                        const std::vector<std::u32string>& pieces) {
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const bool last = i + 1 == pieces.size();
    std::size_t found = at;
    while (true) {
      if (found + pieces[i].size() > key.size()) return std::nullopt;
      const bool here = key.compare(found, pieces[i].size(), pieces[i]) == 0;
      if (here && (!last || is_edge(key, found + pieces[i].size()))) break;
      if (found >= key.size() || !is_letter(key[found])) return std::nullopt;
      ++found;
    }
    at = found + pieces[i].size();
  }
  return is_edge(key, at) ? std::optional(at) : std::nullopt;
}

}  // namespace

WordsFinder::WordsFinder(std::string_view words, bool ignore_accents)
    : ignore_accents_(ignore_accents) {
  std::u32string key = language::match_key(words);
  if (ignore_accents) key = without_accents(key);
  for (std::size_t start = 0; start < key.size();) {
    const std::size_t limit = std::min(key.find(U' ', start), key.size());
    Word word;
    for (std::size_t at = start; at <= limit;) {
      const std::size_t star = std::min(key.find(U'*', at), limit);
      word.pieces.push_back(key.substr(at, star - at));
      at = star + 1;
    }
    const bool any = std::any_of(word.pieces.begin(), word.pieces.end(),
                                 [](const std::u32string& piece) { return !piece.empty(); });
    if (any) words_.push_back(std::move(word));
    start = limit + 1;
  }
}

std::u32string_view WordsFinder::longest_piece() const {
  std::u32string_view longest;
  for (const Word& word : words_) {
    for (const std::u32string& piece : word.pieces) {
      if (piece.size() > longest.size()) longest = piece;
    }
  }
  return longest;
}

std::vector<Span> WordsFinder::find(std::string_view text) const {
  const FoldedText folded = folded_text(text, ignore_accents_);
  const std::u32string& key = folded.key;
  std::vector<Span> spans;
  for (const Word& word : words_) {
    const std::u32string& first = word.pieces.front();
    bool any = false;
    for (std::size_t at = key.find(first); at < key.size(); at = key.find(first, at + 1)) {
      if (!is_edge(key, at)) continue;
      const auto limit = rest_of_word(key, at + first.size(), word.pieces);
      if (!limit || *limit == at) continue;
      spans.push_back(folded.span(at, *limit));
      any = true;
    }
    if (!any) return {};
  }
  std::sort(spans.begin(), spans.end(), [](Span a, Span b) { return a.start < b.start; });
  std::vector<Span> apart;
  for (const Span span : spans) {
    if (apart.empty() || span.start >= apart.back().limit) apart.push_back(span);
  }
  return apart;
}

}  // namespace punte::tm::internal
