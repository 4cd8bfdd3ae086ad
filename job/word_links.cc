#include "job/word_links.h"

#include <algorithm>
#include <utility>

#include "aligner/words.h"
#include "base/ascii.h"
#include "language/match_key.h"

namespace punte::job {
namespace {

using language::Span;

// By hand: links must not be wrong, and need not be many.
constexpr double kLeastLikeness = 0.6;       // of the letters of words that are spelt alike
constexpr std::size_t kShortestCognate = 5;  // letters
constexpr float kLeastProbability = 0.4F;    // of the lexicon, in either direction
constexpr std::size_t kLongestFreeWord = 3;  // bytes of words that need no link: "the", "on"

bool is_word_letter(char32_t c) {
  return c < 0x80 ? base::is_alnum(static_cast<char>(c))
                  : c >= 0xC0 && !(c >= 0x2000 && c < 0x2C00) && !(c >= 0x3000 && c < 0x3040) &&
                        !language::is_space(c);
}

std::vector<Span> words_of(std::string_view text) {
  std::vector<Span> out;
  bool in_word = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const bool letter = is_word_letter(language::next_code_point(text, i));
    if (letter && !in_word) out.push_back({start, i});
    if (letter) out.back().limit = i;
    in_word = letter;
  }
  return out;
}

/// Share of letters that two words have in common, in order.
double likeness(std::u32string_view a, std::u32string_view b) {
  std::vector<std::size_t> row(b.size() + 1, 0);
  for (const char32_t c : a) {
    std::size_t diagonal = 0;
    for (std::size_t k = 0; k < b.size(); ++k) {
      const std::size_t above = row[k + 1];
      row[k + 1] = c == b[k] ? diagonal + 1 : std::max(row[k], above);
      diagonal = above;
    }
  }
  return static_cast<double>(row.back()) / static_cast<double>(std::max(a.size(), b.size()));
}

struct Word {
  std::u32string letters;  ///< folded
  std::string key;         ///< of lexicons
};

/// How surely one word translates the other, 0 to 3.
double strength(const Word& source, const Word& target, const aligner::Lexicon* lexicon) {
  const std::u32string& a = source.letters;
  const std::u32string& b = target.letters;
  if (a.empty() || b.empty()) return 0;
  if (a == b) return 3;
  double out = 0;
  if (lexicon != nullptr) {
    for (const auto& entry : lexicon->of_target(target.key)) {
      if (entry.source == source.key) {
        const float least = std::min(entry.forward, entry.backward);
        if (least >= kLeastProbability) out = 1 + static_cast<double>(least);
      }
    }
  }
  const bool spelt = std::min(a.size(), b.size()) >= kShortestCognate && a.front() == b.front();
  if (spelt) {
    const double alike = likeness(a, b);
    if (alike >= kLeastLikeness) out = std::max(out, alike);
  }
  return out;
}

std::vector<Word> folded(std::string_view text, const std::vector<Span>& spans) {
  std::vector<Word> out;
  out.reserve(spans.size());
  for (const Span span : spans) {
    const std::string_view word = text.substr(span.start, span.limit - span.start);
    out.push_back({language::match_key(word), aligner::word_key(word)});
  }
  return out;
}

}  // namespace

WordLinks::WordLinks(std::string_view source, std::string_view target,
                     const WordKnowledge& knowledge)
    : source_(source),
      target_(target),
      knowledge_(knowledge),
      source_words_(words_of(source)),
      target_words_(words_of(target)),
      to_(source_words_.size(), kNone),
      from_(target_words_.size(), kNone) {
  link();
}

void WordLinks::link() {
  constexpr std::size_t kMostWords = 200;
  if (source_words_.size() > kMostWords || target_words_.size() > kMostWords) return;
  const std::vector<Word> a = folded(source_, source_words_);
  const std::vector<Word> b = folded(target_, target_words_);
  std::vector<std::vector<double>> strengths(a.size(), std::vector<double>(b.size(), 0));
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t k = 0; k < b.size(); ++k) {
      strengths[i][k] = strength(a[i], b[k], knowledge_.lexicon);
    }
  }
  // The one best on both sides.
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto& row = strengths[i];
    const auto best = std::max_element(row.begin(), row.end());
    if (best == row.end() || *best == 0 || std::count(row.begin(), row.end(), *best) > 1) continue;
    const auto k = static_cast<std::size_t>(best - row.begin());
    const bool is_best = std::all_of(strengths.begin(), strengths.end(), [&](const auto& other) {
      return &other == &row || other[k] < *best;
    });
    if (!is_best) continue;
    to_[i] = k;
    from_[k] = i;
  }
}

/// The one place of a known translation of the source's words.
std::optional<Span> WordLinks::phrase(Span span) const {
  if (!knowledge_.phrases) return std::nullopt;
  const std::string target = base::lower(target_);
  std::optional<Span> out;
  for (const std::string& written :
       knowledge_.phrases(source_.substr(span.start, span.limit - span.start))) {
    const std::string wanted = base::lower(written);
    if (wanted.empty()) continue;
    for (std::size_t at = target.find(wanted); at != std::string::npos;
         at = target.find(wanted, at + 1)) {
      const Span place{at, at + wanted.size()};
      const bool at_words = std::any_of(target_words_.begin(), target_words_.end(),
                                        [&](Span word) { return word.start == place.start; }) &&
                            std::any_of(target_words_.begin(), target_words_.end(),
                                        [&](Span word) { return word.limit == place.limit; });
      if (!at_words) continue;
      if (out && !(out->start == place.start && out->limit == place.limit)) return std::nullopt;
      out = place;
    }
  }
  return out;
}

std::optional<Span> WordLinks::of(Span span) const {
  if (const auto known = phrase(span)) return known;
  std::size_t first = kNone;
  std::size_t last = 0;
  bool begins_free = false;  // the first of them is not linked
  bool ends_free = false;
  for (std::size_t i = 0; i < source_words_.size(); ++i) {
    const Span word = source_words_[i];
    if (word.start < span.start || word.limit > span.limit) continue;
    ends_free = to_[i] == kNone;
    if (ends_free) {
      if (word.limit - word.start > kLongestFreeWord) return std::nullopt;
      begins_free = begins_free || first == kNone;
      continue;
    }
    first = std::min(first, to_[i]);
    last = std::max(last, to_[i]);
  }
  if (first == kNone) return std::nullopt;
  for (std::size_t k = first; k <= last; ++k) {
    if (from_[k] == kNone) continue;
    const Span word = source_words_[from_[k]];
    if (word.start < span.start || word.limit > span.limit) return std::nullopt;
  }
  // A short word may be translated by what stands beside.
  if (begins_free && first > 0 && from_[first - 1] == kNone) return std::nullopt;
  if (ends_free && last + 1 < from_.size() && from_[last + 1] == kNone) return std::nullopt;
  return Span{target_words_[first].start, target_words_[last].limit};
}

std::optional<std::size_t> WordLinks::at(std::size_t offset) const {
  const auto behind = std::find_if(source_words_.begin(), source_words_.end(),
                                   [&](Span word) { return word.start >= offset; });
  const auto next = static_cast<std::size_t>(behind - source_words_.begin());
  const bool touches_last = next > 0 && source_words_[next - 1].limit == offset;
  if (touches_last && to_[next - 1] != kNone) return target_words_[to_[next - 1]].limit;
  if (touches_last || next == 0 || next == source_words_.size()) return std::nullopt;
  // Between two words that are neighbours in both.
  if (to_[next] == kNone || to_[next - 1] == kNone || to_[next] != to_[next - 1] + 1) {
    return std::nullopt;
  }
  return target_words_[to_[next]].start;
}

}  // namespace punte::job
