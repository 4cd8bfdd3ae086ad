#include "language/abbreviations.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <unordered_map>
#include <utility>

#include "language/segment_data.h"
#include "language/text.h"

namespace punte::language {
namespace {

constexpr std::size_t kLongest = 12;          // letters and inner dots
constexpr std::size_t kMaxWords = 4'000'000;  // different ones; later newcomers are not counted
constexpr std::size_t kExampleBytes = 60;

struct WordCounts {
  std::int64_t with_dot = 0;
  std::int64_t without_dot = 0;
  std::int64_t goes_on = 0;
  std::string example;
};

struct CodePointAt {
  char32_t c;
  std::size_t start;
};

bool is_letter(char32_t c) {
  return u_isalpha(static_cast<UChar32>(c)) != 0 ||
         (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0;
}

/// x log(y), 0 if the event never happened.
double times_log(double count, double probability) {
  return count == 0 ? 0 : count * std::log(probability);
}

/// How much likelier the dots are if the word attracts them (with probability .99) than if they
/// fall by chance: Dunning's ratio as Kiss and Strunk changed it.
double log_likelihood(double word, double with_dot, double dots, double words) {
  const double chance = dots / words;
  const double by_chance = times_log(with_dot, chance) + times_log(word - with_dot, 1 - chance);
  const double attracted = times_log(with_dot, 0.99) + times_log(word - with_dot, 0.01);
  return 2 * (attracted - by_chance);
}

/// The text around [start, limit), between blanks.
std::string example_of(std::string_view text, std::size_t start, std::size_t limit) {
  std::size_t from = start > kExampleBytes / 2 ? start - kExampleBytes / 2 : 0;
  std::size_t to = std::min(text.size(), limit + kExampleBytes / 2);
  while (from > 0 && from < start && text[from - 1] != ' ') ++from;
  while (to < text.size() && to > limit && text[to] != ' ') --to;
  return to_valid_utf8(trim(text.substr(from, to - from)));
}

}  // namespace

struct AbbreviationLearner::Counts {
  std::unordered_map<std::string, WordCounts> words;
  std::int64_t all_words = 0;
  std::int64_t all_dots = 0;
};

AbbreviationLearner::AbbreviationLearner() : counts_(std::make_unique<Counts>()) {}
AbbreviationLearner::AbbreviationLearner(AbbreviationLearner&&) noexcept = default;
AbbreviationLearner& AbbreviationLearner::operator=(AbbreviationLearner&&) noexcept = default;
AbbreviationLearner::~AbbreviationLearner() = default;

void AbbreviationLearner::add(std::string_view text) {
  std::vector<CodePointAt> points;
  points.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = next_code_point(text, at);
    points.push_back({c, start});
  }
  const auto at = [&](std::size_t i) { return i < points.size() ? points[i].c : U'\n'; };
  std::size_t last = points.size();  // behind the last letter or digit of the text
  while (last > 0 && !is_letter(points[last - 1].c) &&
         u_isdigit(static_cast<UChar32>(points[last - 1].c)) == 0) {
    --last;
  }
  for (std::size_t i = 0; i < points.size();) {
    if (!is_letter(points[i].c)) {
      ++i;
      continue;
    }
    // A word goes on over dots, hyphens and apostrophes between letters: "ş.a.m.d".
    std::size_t limit = i;
    bool digits = false;
    while (limit < points.size()) {
      const char32_t c = points[limit].c;
      const bool digit = u_isdigit(static_cast<UChar32>(c)) != 0;
      digits = digits || digit;
      const bool inner =
          (c == U'.' || c == U'-' || c == U'\'' || c == 0x2019) && is_letter(at(limit + 1));
      if (!is_letter(c) && !digit && !inner) break;
      ++limit;
    }
    const std::size_t start = i;
    i = limit;
    ++counts_->all_words;
    const bool dot = at(limit) == U'.' && at(limit + 1) != U'.' && limit < last;
    if (dot) ++counts_->all_dots;
    if (digits || limit - start > kLongest || (limit == last && at(limit) == U'.')) continue;
    const std::size_t behind = limit < points.size() ? points[limit].start : text.size();
    std::string word;
    for (const char32_t c :
         internal::fold_word(text.substr(points[start].start, behind - points[start].start))) {
      append_utf8(word, c);
    }
    auto found = counts_->words.find(word);
    if (found == counts_->words.end()) {
      if (counts_->words.size() >= kMaxWords) continue;
      found = counts_->words.try_emplace(std::move(word)).first;
    }
    WordCounts& counts = found->second;
    if (!dot) {
      ++counts.without_dot;
      continue;
    }
    ++counts.with_dot;
    std::size_t next = limit + 1;
    while (next < points.size() && is_space(points[next].c)) ++next;
    const char32_t c = at(next);
    if (u_islower(static_cast<UChar32>(c)) != 0 || u_isdigit(static_cast<UChar32>(c)) != 0 ||
        c == U',' || c == U';' || c == U':') {
      ++counts.goes_on;
    }
    if (counts.example.empty()) counts.example = example_of(text, points[start].start, behind);
  }
}

std::vector<AbbreviationCandidate> AbbreviationLearner::candidates(
    std::string_view tag, const LearnOptions& options) const {
  const internal::SegmentData known = internal::load_segment_data(tag);
  std::vector<AbbreviationCandidate> out;
  const auto words = static_cast<double>(std::max<std::int64_t>(counts_->all_words, 1));
  const auto dots = static_cast<double>(std::max<std::int64_t>(counts_->all_dots, 1));
  for (const auto& [word, counts] : counts_->words) {
    if (counts.with_dot < options.min_count) continue;
    const std::u32string folded = internal::fold_word(word);
    if (folded.size() < 2) continue;  // initials have a rule of their own
    if ((known.flags_of(folded) & (internal::kAbbreviation | internal::kMayEnd)) != 0) continue;
    const auto inner = static_cast<double>(std::count(folded.begin(), folded.end(), U'.'));
    const double letters = static_cast<double>(folded.size()) - inner;
    const auto with = static_cast<double>(counts.with_dot);
    const auto without = static_cast<double>(counts.without_dot);
    const double score = log_likelihood(with + without, with, std::min(dots, words * 0.98), words) *
                         std::exp(-letters) * (inner + 1) * std::pow(letters, -without);
    if (!(score >= options.min_score)) continue;
    out.push_back(
        {word, counts.with_dot, counts.without_dot, counts.goes_on, score, counts.example});
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return a.score != b.score ? a.score > b.score : a.word < b.word;
  });
  return out;
}

}  // namespace punte::language
