#include "tm/repair.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "language/match_key.h"
#include "language/number_exchange.h"
#include "language/text.h"
#include "language/text_facts.h"
#include "tm/phrase_translations.h"
#include "tm/search/adapt.h"
#include "tm/search/exchange.h"
#include "tm/search/label_form.h"
#include "tm/text/text_tokens.h"

namespace punte::tm {
namespace {

using internal::end_of_words;
using internal::Exchange;
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
constexpr int kShareRepaired = 3;            // a third of what is missing to it; decision 550
constexpr std::size_t kMaxCells = 250'000;   // of the table that compares two texts
constexpr std::size_t kMaxPhraseTokens = 9;  // five words
constexpr std::size_t kMoreWords = 2;        // of a translation than of its phrase, at most
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

bool starts_with_letter(std::string_view text) {
  std::size_t place = 0;
  return !text.empty() && kind_of(language::next_code_point(text, place)) == Kind::kWord;
}

std::size_t words_in(std::string_view text) {
  const std::vector<Token> tokens = tokens_of(text);
  return static_cast<std::size_t>(std::count_if(
      tokens.begin(), tokens.end(), [](const Token& token) { return token.kind == Kind::kWord; }));
}

/// Whether every number, placeholder and address of `query` is in `target`, as often.
bool has_all_facts(std::string_view target, std::string_view query) {
  const auto values = [](std::string_view text) {
    std::vector<std::string> out;
    for (language::TextFact& fact : language::text_facts(text))
      out.push_back(std::move(fact.value));
    std::sort(out.begin(), out.end());
    return out;
  };
  const auto wanted = values(query);
  const auto found = values(target);
  return std::includes(found.begin(), found.end(), wanted.begin(), wanted.end());
}

/// Every place is looked for in the target as it is; all exchanges are made at once, or none.
class Repairer {
 public:
  Repairer(const Memory& memory, const Query& query, const Match& match)
      : memory_(memory), query_(query), match_(match) {}

  Result<std::optional<Repair>> run();

 private:
  enum class Outcome { kRepaired, kNothingToDo, kFailed };

  bool put_placeables();
  Result<bool> repair_words();
  Result<Outcome> repair_phrase(const Difference& difference);
  bool copy(std::string_view a, std::string_view b);
  Result<bool> translation(std::string_view a, std::string_view b);
  void ending();
  void first_letter();
  [[nodiscard]] std::optional<Repair> repaired();
  void note(std::string_view a, std::string_view b) {
    reasons_.push_back({"repaired", 0, "“" + std::string(a) + "” → “" + std::string(b) + "”"});
  }
  Result<std::vector<std::string>> known(std::string_view phrase) {
    return internal::phrase_translations(memory_, query_, phrase, kMaxTranslations);
  }

  const Memory& memory_;
  const Query& query_;
  const Match& match_;
  std::string source_;  ///< the match's, with the placeables of the query
  MarkedText target_;   ///< the match's, with the placeables of the query
  std::vector<Token> source_tokens_;
  std::vector<Token> query_tokens_;
  std::vector<Exchange> exchanges_;  ///< in target_
  std::vector<Reason> reasons_;
};

/// Look-ups put the placeables of the query into the target where they can; where they did not,
/// this does. False: one is left that the query does not have.
bool Repairer::put_placeables() {
  source_ = match_.source.text;
  target_ = match_.target;
  const auto has_reason = [](const Match& match, std::string_view code) {
    return std::any_of(match.reasons.begin(), match.reasons.end(),
                       [&](const Reason& reason) { return reason.code == code; });
  };
  if (has_reason(match_, "noun-form")) return false;
  if (!has_reason(match_, "placeable")) {
    Match copy = match_;
    std::optional<language::NumberExchange> made;
    const internal::Numbers numbers = [&]() -> const language::NumberExchange& {
      if (!made) made.emplace(query_.source_language, query_.target_language);
      return *made;
    };
    const internal::AdaptedQuery query(query_.source.text);
    if (internal::adapt(query, numbers, copy) != internal::Placed::kRight) return false;
    for (const Reason& reason : copy.reasons) {
      if (reason.code == "placeable") reasons_.push_back({"repaired", 0, reason.detail});
    }
    target_ = std::move(copy.target);
  }
  source_ = internal::with_placeables_of(query_.source.text, source_);
  return true;
}

bool Repairer::copy(std::string_view a, std::string_view b) {
  if (!only_place(source_, a, false)) return false;
  const auto place = only_place(target_.text, a, false);
  if (!place) return false;
  exchanges_.push_back({*place, std::string(b)});
  return true;
}

Result<bool> Repairer::translation(std::string_view a, std::string_view b) {
  if (!only_place(source_, a, true)) return false;
  const auto old_ones = known(a);
  if (!old_ones) return tl::unexpected(old_ones.error());
  if (old_ones->empty()) return false;
  const auto new_ones = known(b);
  if (!new_ones) return tl::unexpected(new_ones.error());
  if (new_ones->empty() || words_in(new_ones->front()) > words_in(b) + kMoreWords) return false;
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
    exchanges_.push_back({*place, std::move(with)});
    return true;
  }
  return false;
}

Result<Repairer::Outcome> Repairer::repair_phrase(const Difference& d) {
  const std::string_view a = language::trim(joined(source_tokens_, d.a_start, d.a_limit));
  const std::string_view b = language::trim(joined(query_tokens_, d.b_start, d.b_limit));
  if (match_key(a) == match_key(b)) return Outcome::kNothingToDo;
  const auto says_something = [](const std::vector<Token>& tokens, std::size_t start,
                                 std::size_t limit) {
    return has(tokens, start, limit, Kind::kWord) || has(tokens, start, limit, Kind::kNumber);
  };
  // The whole text: then it is another unit that answers, with no context from this one.
  if (d.a_limit - d.a_start == source_tokens_.size() && d.a_start == 0) return Outcome::kFailed;
  const bool a_says = says_something(source_tokens_, d.a_start, d.a_limit);
  const bool b_says = says_something(query_tokens_, d.b_start, d.b_limit);
  // Marks between words are left as the target has them.
  if (!a_says && !b_says) return Outcome::kNothingToDo;
  if (!a_says || !b_says) return Outcome::kFailed;
  bool done = copy(a, b);
  if (!done && d.a_limit - d.a_start <= kMaxPhraseTokens &&
      d.b_limit - d.b_start <= kMaxPhraseTokens) {
    PUNTE_TRY(done, translation(a, b));
  }
  if (done) note(a, b);
  return done ? Outcome::kRepaired : Outcome::kFailed;
}

/// False: a word stays that the query does not have, or one is missing that it has.
Result<bool> Repairer::repair_words() {
  const std::vector<Difference> all = differences(source_tokens_, query_tokens_);
  // Differences with nothing but a blank between them are tried as one phrase first.
  for (std::size_t i = 0; i < all.size();) {
    Difference phrase = all[i];
    std::size_t after = i + 1;
    while (after < all.size() && all[after].a_start - phrase.a_limit == 1 &&
           source_tokens_[phrase.a_limit].kind == Kind::kSpace) {
      phrase.a_limit = all[after].a_limit;
      phrase.b_limit = all[after].b_limit;
      ++after;
    }
    PUNTE_TRY(Outcome outcome, repair_phrase(phrase));
    if (outcome == Outcome::kFailed && after == i + 1) return false;
    if (outcome == Outcome::kFailed) {
      for (; i < after; ++i) {
        PUNTE_TRY(outcome, repair_phrase(all[i]));
        if (outcome == Outcome::kFailed) return false;
      }
    }
    i = after;
  }
  return true;
}

void Repairer::ending() {
  Match match = match_;
  match.target = target_;
  auto marks = internal::closing_marks(query_.source.text, match);
  if (!marks) return;
  const language::Span span = marks->span;
  note(std::string_view(target_.text).substr(span.start, span.limit - span.start), marks->with);
  exchanges_.push_back(*std::move(marks));
}

void Repairer::first_letter() {
  if (source_tokens_.empty() || query_tokens_.empty() || !starts_with_letter(target_.text)) return;
  const std::string_view a = source_tokens_.front().text;
  const std::string_view b = query_tokens_.front().text;
  if (a == b || match_key(a) != match_key(b) || starts_large(a) == starts_large(b)) return;
  if (starts_large(target_.text) != starts_large(a)) return;
  const auto at_start = [](const Exchange& exchange) { return exchange.span.start == 0; };
  if (std::any_of(exchanges_.begin(), exchanges_.end(), at_start)) return;
  std::size_t first = 0;
  static_cast<void>(language::next_code_point(target_.text, first));
  exchanges_.push_back({{0, first}, with_first(target_.text.substr(0, first), starts_large(b))});
  note(a, b);
}

/// nullopt: two want the same place, or something of the query is not there in the end.
std::optional<Repair> Repairer::repaired() {
  if (reasons_.empty() || !internal::apply(std::move(exchanges_), target_)) return std::nullopt;
  if (!has_all_facts(target_.text, query_.source.text)) return std::nullopt;
  Repair out;
  out.target = std::move(target_);
  out.reasons = std::move(reasons_);
  out.score = match_.score;
  // The rest of the sentence was not written for this.
  if (match_.score < kBestRepaired) out.score += (kBestRepaired - match_.score) / kShareRepaired;
  const auto is_turned = [](const Reason& reason) { return reason.code == "meaning"; };
  if (std::any_of(match_.reasons.begin(), match_.reasons.end(), is_turned)) {
    out.score = std::min(out.score, kBestUnsure);
  }
  return out;
}

Result<std::optional<Repair>> Repairer::run() {
  if (!put_placeables()) return std::nullopt;
  const std::string_view source = source_;
  const std::string_view query = query_.source.text;
  source_tokens_ = tokens_of(source.substr(0, end_of_words(source)));
  query_tokens_ = tokens_of(query.substr(0, end_of_words(query)));
  if (source_tokens_.size() * query_tokens_.size() > kMaxCells) return std::nullopt;
  PUNTE_TRY(const bool whole, repair_words());
  if (!whole) return std::nullopt;
  ending();
  first_letter();
  return repaired();
}

}  // namespace

Result<std::optional<Repair>> repair(const Memory& memory, const Query& query, const Match& match) {
  if (match.kind != MatchKind::kFuzzy) return std::nullopt;
  return Repairer(memory, query, match).run();
}

}  // namespace punte::tm
