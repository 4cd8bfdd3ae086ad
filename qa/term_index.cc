#include "qa/term_index.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "language/language_tag.h"
#include "language/match_key.h"
#include "qa/tokens.h"

namespace punte::qa::internal {
namespace {

/// True if one can be an inflected form of the other: most of the beginning is the same.
bool same_stem(std::u32string_view a, std::u32string_view b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  const auto [end, ignored] =
      std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(shorter), b.begin());
  const auto common = static_cast<std::size_t>(end - a.begin());
  if (a == b) return true;
  const std::size_t longer = std::max(a.size(), b.size());
  return common >= 3 && common * 10 >= shorter * 7 && longer - common <= 4;
}

/// What words have in common that same_stem() can take for each other.
std::u32string start_of(const std::u32string& word) { return word.substr(0, 3); }

/// True if the words of the term stand in the text in their order, side by side, inflected or not.
bool contains_term(const std::vector<std::u32string>& text,
                   const std::vector<std::u32string>& term) {
  if (term.empty() || term.size() > text.size()) return false;
  for (std::size_t i = 0; i + term.size() <= text.size(); ++i) {
    if (std::equal(term.begin(), term.end(), text.begin() + static_cast<std::ptrdiff_t>(i),
                   [](const auto& a, const auto& b) { return same_stem(a, b); })) {
      return true;
    }
  }
  return false;
}

}  // namespace

TermIndex::TermIndex(const std::vector<Term>& terms) {
  for (const Term& term : terms) {
    terms_.push_back({&term, words_of(language::match_key(term.source)),
                      words_of(language::match_key(term.target))});
    const Words& words = terms_.back().source;
    if (!words.empty()) by_start_.emplace(start_of(words.front()), terms_.size() - 1);
  }
}

std::vector<const Term*> TermIndex::violated_in(const Pair& pair) const {
  if (terms_.empty()) return {};
  const Words in_source = words_of(language::match_key(pair.source.text));
  const Words in_target = words_of(language::match_key(pair.target.text));
  std::set<std::size_t> possible;
  for (const std::u32string& word : in_source) {
    const auto [first, limit] = by_start_.equal_range(start_of(word));
    for (auto at = first; at != limit; ++at) possible.insert(at->second);
  }
  std::map<Words, std::pair<const Term*, bool>> found;
  for (const std::size_t number : possible) {
    const PreparedTerm& term = terms_[number];
    if (!language::same_language(term.term->source_language, pair.source_language) ||
        !language::same_language(term.term->target_language, pair.target_language) ||
        !contains_term(in_source, term.source)) {
      continue;
    }
    auto& [shown, satisfied] = found[term.source];
    if (shown == nullptr) shown = term.term;
    satisfied = satisfied || contains_term(in_target, term.target);
  }
  std::vector<const Term*> out;
  for (const auto& [words, state] : found) {
    if (!state.second) out.push_back(state.first);
  }
  return out;
}

}  // namespace punte::qa::internal
