#include "job/fragments.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace punte::job {
namespace {

using base::Result;
using language::Span;

constexpr std::size_t kMostWords = 40;
constexpr std::size_t kMostFragments = 3;
constexpr std::size_t kMostUnits = 2;
constexpr std::size_t kMostHits = 20;     // looked at for one that begins and ends with words
constexpr std::size_t kLeastLetters = 8;  // an ideograph counts as four

bool is_letter(char32_t c) { return u_isalnum(static_cast<UChar32>(c)) != 0; }
bool is_ideograph(char32_t c) {
  return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_IDEOGRAPHIC) != 0;
}

/// Runs of letters; ideographs each by itself.
std::vector<Span> words_of(std::string_view text) {
  std::vector<Span> out;
  bool in_word = false;
  for (std::size_t at = 0; at < text.size() && out.size() < kMostWords;) {
    const std::size_t start = at;
    const char32_t c = language::next_code_point(text, at);
    const bool ideograph = is_ideograph(c);
    if (!is_letter(c)) {
      in_word = false;
    } else if (in_word && !ideograph) {
      out.back().limit = at;
    } else {
      out.push_back({start, at});
      in_word = !ideograph;
    }
  }
  return out;
}

/// True if no letter that belongs to the word goes on beyond the span.
bool is_of_whole_words(std::string_view text, Span span) {
  std::size_t at = span.limit;
  const char32_t after = at < text.size() ? language::next_code_point(text, at) : U' ';
  std::size_t last = span.start;
  while (last > 0 && (static_cast<unsigned char>(text[--last]) & 0xC0U) == 0x80) {
  }
  std::size_t from = last;
  const char32_t before = span.start > 0 ? language::next_code_point(text, from) : U' ';
  return (!is_letter(after) || is_ideograph(after)) && (!is_letter(before) || is_ideograph(before));
}

std::size_t letters_of(std::string_view text) {
  std::size_t out = 0;
  for (std::size_t at = 0; at < text.size();) {
    out += is_ideograph(language::next_code_point(text, at)) ? 4 : 1;
  }
  return out;
}

class Finder {
 public:
  Finder(const tm::Memory& memory, std::string_view text, const std::string& from,
         const std::string& to)
      : memory_(memory), text_(text), words_(words_of(text)) {
    options_.language = from;
    options_.other = to;
    options_.limit = kMostHits;
  }

  Result<std::vector<Fragment>> find() {
    std::size_t limit = 0;  // words before it are in a fragment that was found
    for (std::size_t start = 0; start < words_.size(); ++start) {
      Fragment longest;
      std::size_t end = std::max(limit, start + 1);
      for (; end <= words_.size(); ++end) {
        const Span span{words_[start].start, words_[end - 1].limit};
        if (!is_worth_it(span, end - start)) continue;
        PUNTE_TRY(auto units, containing(span));
        if (units.empty()) break;
        longest = {span, std::move(units)};
      }
      if (longest.units.empty()) continue;
      limit = end;  // what begins later has to reach further
      found_.push_back(std::move(longest));
    }
    std::stable_sort(found_.begin(), found_.end(), [](const Fragment& a, const Fragment& b) {
      return a.span.limit - a.span.start > b.span.limit - b.span.start;
    });
    if (found_.size() > kMostFragments) found_.resize(kMostFragments);
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool is_worth_it(Span span, std::size_t words) const {
    return letters_of(text_.substr(span.start, span.limit - span.start)) >= kLeastLetters &&
           (words > 1 || words_.size() == 1);
  }

  [[nodiscard]] Result<std::vector<tm::ConcordanceHit>> containing(Span span) const {
    std::vector<tm::ConcordanceHit> units;
    PUNTE_CHECK(memory_.concordance(text_.substr(span.start, span.limit - span.start), options_,
                                    [&units](const tm::ConcordanceHit& hit) {
                                      const bool whole = std::any_of(
                                          hit.spans.begin(), hit.spans.end(), [&hit](Span place) {
                                            return is_of_whole_words(hit.text, place);
                                          });
                                      if (whole) units.push_back(hit);
                                      return units.size() < kMostUnits;
                                    }));
    return units;
  }

  const tm::Memory& memory_;
  std::string_view text_;
  std::vector<Span> words_;
  tm::ConcordanceOptions options_;
  std::vector<Fragment> found_;
};

}  // namespace

Result<std::vector<Fragment>> find_fragments(const tm::Memory& memory, std::string_view text,
                                             const std::string& from, const std::string& to) {
  return Finder(memory, text, from, to).find();
}

}  // namespace punte::job
