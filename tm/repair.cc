#include "tm/repair.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "language/localize.h"
#include "language/match_key.h"
#include "language/text.h"
#include "tm/phrase_translations.h"
#include "tm/text/text_tokens.h"

namespace punte::tm {
namespace {

using internal::joined;
using internal::kind_of;
using internal::starts_large;
using internal::Token;
using internal::tokens_of;
using internal::with_first;
using language::match_key;
using Kind = internal::TokenKind;
using language::Span;

constexpr int kBestRepaired = 94;
constexpr std::size_t kMaxCells = 250'000;   // of the table that compares two texts
constexpr std::size_t kMaxPhraseTokens = 9;  // five words
constexpr std::size_t kMaxTranslations = 5;  // of a phrase that are tried

/// Tokens [a_start, a_limit) of the match's source stand where the query has [b_start, b_limit).
struct Difference {
  std::size_t a_start, a_limit, b_start, b_limit;
};

/// What is not part of the longest common subsequence.
std::vector<Difference> differences(const std::vector<Token>& a, const std::vector<Token>& b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::uint16_t> table((a.size() + 1) * width, 0);
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      table[i * width + j] = a[i].text == b[j].text
                                 ? static_cast<std::uint16_t>(table[(i + 1) * width + j + 1] + 1)
                                 : std::max(table[(i + 1) * width + j], table[i * width + j + 1]);
    }
  }
  std::vector<Difference> out;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    const std::size_t a_start = i;
    const std::size_t b_start = j;
    while (i < a.size() || j < b.size()) {
      if (i < a.size() && j < b.size() && a[i].text == b[j].text) break;
      if (j == b.size() ||
          (i < a.size() && table[(i + 1) * width + j] >= table[i * width + j + 1])) {
        ++i;
      } else {
        ++j;
      }
    }
    if (i > a_start || j > b_start) out.push_back({a_start, i, b_start, j});
    while (i < a.size() && j < b.size() && a[i].text == b[j].text) ++i, ++j;
  }
  return out;
}

bool has(const std::vector<Token>& tokens, std::size_t start, std::size_t limit, Kind kind) {
  return std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(start),
                     tokens.begin() + static_cast<std::ptrdiff_t>(limit),
                     [&](const Token& token) { return token.kind == kind; });
}

/// The only place where the tokens of `wanted` stand in `text`; `folded`: case does not matter.
std::optional<Span> only_place(std::string_view text, std::string_view wanted, bool folded) {
  const std::vector<Token> tokens = tokens_of(text);
  const std::vector<Token> sought = tokens_of(wanted);
  std::optional<Span> found;
  if (sought.empty()) return found;
  for (std::size_t i = 0; i + sought.size() <= tokens.size(); ++i) {
    const bool fits =
        std::equal(sought.begin(), sought.end(), tokens.begin() + static_cast<std::ptrdiff_t>(i),
                   [&](const Token& x, const Token& y) {
                     return x.text == y.text || (folded && match_key(x.text) == match_key(y.text));
                   });
    if (!fits) continue;
    if (found) return std::nullopt;
    const std::string_view place = joined(tokens, i, i + sought.size());
    const auto start = static_cast<std::size_t>(place.data() - text.data());
    found = Span{start, start + place.size()};
  }
  return found;
}

void exchange(MarkedText& text, Span span, std::string_view with) {
  text.text.replace(span.start, span.limit - span.start, with);
  const std::size_t limit = span.start + with.size();
  for (InlineCode& code : text.codes) {
    if (code.offset >= span.limit) {
      code.offset = code.offset - span.limit + limit;
    } else if (code.offset > span.start) {
      code.offset = std::min(code.offset, limit);
    }
  }
}

bool starts_with_letter(std::string_view text) {
  std::size_t place = 0;
  return !text.empty() && kind_of(language::next_code_point(text, place)) == Kind::kWord;
}

/// Where the punctuation at the end of a text begins.
std::size_t end_of_words(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t place = 0; place < text.size();) {
    const char32_t c = language::next_code_point(text, place);
    const bool ends = language::is_space(c) ||
                      std::u32string_view(U".:;!?\u2026,").find(c) != std::u32string_view::npos;
    if (!ends) end = place;
  }
  return end;
}

std::string digits_of(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c >= '0' && c <= '9') out += c;
  }
  return out;
}

class Repairer {
 public:
  Repairer(const Memory& memory, const Query& query, const Match& match)
      : memory_(memory), query_(query), match_(match), target_(match.target) {}

  Result<std::optional<Repair>> run();

 private:
  Result<bool> repair_span(const Difference& difference);
  bool copy(std::string_view a, std::string_view b);
  bool number(std::string_view a, std::string_view b);
  Result<bool> translation(std::string_view a, std::string_view b);
  bool ending();
  void first_letter();
  void note(std::string_view a, std::string_view b) {
    reasons_.push_back({"repaired", 0, "“" + std::string(a) + "” → “" + std::string(b) + "”"});
  }
  Result<std::vector<std::string>> known(std::string_view phrase) {
    return internal::phrase_translations(memory_, query_, phrase, kMaxTranslations);
  }

  const Memory& memory_;
  const Query& query_;
  const Match& match_;
  MarkedText target_;
  std::vector<Token> source_tokens_;
  std::vector<Token> query_tokens_;
  std::vector<Reason> reasons_;
};

bool Repairer::copy(std::string_view a, std::string_view b) {
  if (!only_place(match_.source.text, a, false)) return false;
  const auto place = only_place(target_.text, a, false);
  if (!place) return false;
  exchange(target_, *place, b);
  return true;
}

bool Repairer::number(std::string_view a, std::string_view b) {
  const std::string digits = digits_of(a);
  std::optional<std::string_view> found;
  for (const Token& token : tokens_of(target_.text)) {
    if (token.kind != Kind::kNumber || digits_of(token.text) != digits) continue;
    if (found) return false;
    found = token.text;
  }
  if (!found) return false;
  std::string written(b);
  const language::Localizer localizer(query_.source_language, query_.target_language);
  if (const auto localized = localizer.localize(b)) written = localized->text;
  const auto start = static_cast<std::size_t>(found->data() - target_.text.data());
  exchange(target_, {start, start + found->size()}, written);
  return true;
}

Result<bool> Repairer::translation(std::string_view a, std::string_view b) {
  const auto old_ones = known(a);
  if (!old_ones) return tl::unexpected(old_ones.error());
  if (old_ones->empty()) return false;
  const auto new_ones = known(b);
  if (!new_ones) return tl::unexpected(new_ones.error());
  if (new_ones->empty()) return false;
  for (const std::string& old_one : *old_ones) {
    const auto place = only_place(target_.text, old_one, true);
    if (!place) continue;
    const std::string_view here =
        std::string_view(target_.text).substr(place->start, place->limit - place->start);
    std::string with = new_ones->front();
    // As the word in its place was written, unless it is a name in the query.
    if (starts_large(here)) {
      with = with_first(with, true);
    } else if (!starts_large(b)) {
      with = with_first(with, false);
    }
    exchange(target_, *place, with);
    return true;
  }
  return false;
}

Result<bool> Repairer::repair_span(const Difference& d) {
  std::string_view a = language::trim(joined(source_tokens_, d.a_start, d.a_limit));
  std::string_view b = language::trim(joined(query_tokens_, d.b_start, d.b_limit));
  if (a.empty() || b.empty() || match_key(a) == match_key(b)) return false;
  const bool a_number =
      d.a_limit - d.a_start == 1 && source_tokens_[d.a_start].kind == Kind::kNumber;
  const bool b_number =
      d.b_limit - d.b_start == 1 && query_tokens_[d.b_start].kind == Kind::kNumber;
  const bool a_words = has(source_tokens_, d.a_start, d.a_limit, Kind::kWord);
  const bool b_words = has(query_tokens_, d.b_start, d.b_limit, Kind::kWord);
  bool done = false;
  if (a_number && b_number) {
    done = number(a, b);
  } else if (a_words || has(source_tokens_, d.a_start, d.a_limit, Kind::kNumber)) {
    done = copy(a, b);
  }
  if (!done && a_words && b_words && d.a_limit - d.a_start <= kMaxPhraseTokens &&
      d.b_limit - d.b_start <= kMaxPhraseTokens) {
    const auto translated = translation(a, b);
    if (!translated) return translated;
    done = *translated;
  }
  if (done) note(a, b);
  return done;
}

/// Punctuation at the end follows the query where source and target agree in theirs.
bool Repairer::ending() {
  const auto end = [](std::string_view text) { return text.substr(end_of_words(text)); };
  const std::string_view wanted = end(query_.source.text);
  const std::string_view had = end(match_.source.text);
  const std::string had_by_target(end(target_.text));
  if (wanted == had || had != had_by_target) return false;
  exchange(target_, {target_.text.size() - had_by_target.size(), target_.text.size()}, wanted);
  note(had, wanted);
  return true;
}

void Repairer::first_letter() {
  if (source_tokens_.empty() || query_tokens_.empty() || !starts_with_letter(target_.text)) return;
  const std::string_view a = source_tokens_.front().text;
  const std::string_view b = query_tokens_.front().text;
  if (a == b || match_key(a) != match_key(b) || starts_large(a) == starts_large(b)) return;
  if (starts_large(target_.text) != starts_large(a)) return;
  std::size_t first = 0;
  static_cast<void>(language::next_code_point(target_.text, first));
  const std::string letter = with_first(target_.text.substr(0, first), starts_large(b));
  exchange(target_, {0, first}, letter);
  note(a, b);
}

Result<std::optional<Repair>> Repairer::run() {
  const std::string_view source = match_.source.text;
  const std::string_view query = query_.source.text;
  source_tokens_ = tokens_of(source.substr(0, end_of_words(source)));
  query_tokens_ = tokens_of(query.substr(0, end_of_words(query)));
  if (source_tokens_.size() * query_tokens_.size() > kMaxCells) return std::nullopt;
  const std::vector<Difference> all = differences(source_tokens_, query_tokens_);
  // Differences with nothing but a blank between them are tried as one phrase first.
  std::size_t differing = 0;
  std::size_t repaired = 0;
  const auto weight = [&](const Difference& d) {
    return joined(source_tokens_, d.a_start, d.a_limit).size() +
           joined(query_tokens_, d.b_start, d.b_limit).size();
  };
  for (std::size_t i = 0; i < all.size();) {
    Difference phrase = all[i];
    std::size_t after = i + 1;
    while (after < all.size() && all[after].a_start - phrase.a_limit == 1 &&
           source_tokens_[phrase.a_limit].kind == Kind::kSpace) {
      phrase.a_limit = all[after].a_limit;
      phrase.b_limit = all[after].b_limit;
      ++after;
    }
    bool done = false;
    if (after > i + 1) {
      const auto tried = repair_span(phrase);
      if (!tried) return tl::unexpected(tried.error());
      done = *tried;
    }
    for (; i < after; ++i) {
      differing += weight(all[i]);
      if (!done) {
        const auto tried = repair_span(all[i]);
        if (!tried) return tl::unexpected(tried.error());
        if (!*tried) continue;
      }
      repaired += weight(all[i]);
    }
  }
  const std::size_t ends =
      source.size() - end_of_words(source) + query.size() - end_of_words(query);
  if (source.substr(end_of_words(source)) != query.substr(end_of_words(query))) differing += ends;
  if (ending()) repaired += ends;
  first_letter();
  if (reasons_.empty()) return std::nullopt;
  Repair out;
  out.target = std::move(target_);
  out.reasons = std::move(reasons_);
  out.score = match_.score;
  if (match_.score < kBestRepaired && differing > 0) {
    // Half of what is missing to the best: the rest of the sentence was not written for this.
    out.score += static_cast<int>(static_cast<std::size_t>(kBestRepaired - match_.score) *
                                  repaired / differing / 2);
  }
  return out;
}

}  // namespace

Result<std::optional<Repair>> repair(const Memory& memory, const Query& query, const Match& match) {
  if (match.kind != MatchKind::kFuzzy) return std::nullopt;
  return Repairer(memory, query, match).run();
}

}  // namespace punte::tm
