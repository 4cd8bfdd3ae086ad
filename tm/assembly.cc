#include "tm/assembly.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "tm/phrase_translations.h"
#include "tm/text/text_tokens.h"

namespace punte::tm {
namespace {

using internal::Token;
using internal::TokenKind;

constexpr std::size_t kMaxPhraseWords = 12;
constexpr std::size_t kMaxWords = 200;
constexpr std::size_t kMaxPhraseBytes = 300;
constexpr std::size_t kShortestWord = 4;    // letters of a word that may stand alone
constexpr std::size_t kLeastCoverage = 50;  // percent
constexpr std::size_t kPartCost = 3;        // letters that one more part must cover

std::size_t letters_in(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size();) {
    const TokenKind kind = internal::kind_of(language::next_code_point(text, i));
    count += kind == TokenKind::kWord || kind == TokenKind::kNumber ? 1 : 0;
  }
  return count;
}

class Assembler {
 public:
  Assembler(const Memory& memory, const Query& query, TermFinder* terms)
      : memory_(memory), query_(query), terms_(terms), text_(query.source.text) {}

  Result<std::optional<Assembly>> run();

 private:
  /// Tokens [start, limit) have this translation.
  struct Phrase {
    std::size_t start = 0;
    std::size_t limit = 0;
    std::size_t letters = 0;
    bool strong = false;  // of several words, or a term: more than a word out of its context
    std::string translation;
  };
  Result<void> find_phrases();
  void find_terms();
  [[nodiscard]] std::vector<const Phrase*> best_cover() const;
  [[nodiscard]] std::string written(const Phrase& phrase) const;
  [[nodiscard]] language::Span span_of(const Phrase& phrase) const {
    const std::string_view here = internal::joined(tokens_, phrase.start, phrase.limit);
    const auto start = static_cast<std::size_t>(here.data() - text_.data());
    return {start, start + here.size()};
  }

  const Memory& memory_;
  const Query& query_;
  TermFinder* terms_;
  std::string_view text_;
  std::vector<Token> tokens_;
  std::vector<Phrase> phrases_;
};

Result<void> Assembler::find_phrases() {
  for (std::size_t start = 0; start < tokens_.size(); ++start) {
    if (tokens_[start].kind != TokenKind::kWord) continue;
    std::size_t words = 0;
    for (std::size_t limit = start + 1; limit <= tokens_.size(); ++limit) {
      const TokenKind kind = tokens_[limit - 1].kind;
      if (kind != TokenKind::kWord && kind != TokenKind::kNumber) continue;
      const std::string_view phrase = internal::joined(tokens_, start, limit);
      if (++words > kMaxPhraseWords || phrase.size() > kMaxPhraseBytes) break;
      const std::size_t letters = letters_in(phrase);
      if (words == 1 && letters < kShortestWord) continue;
      const auto known = internal::phrase_translations(memory_, query_, phrase, 1);
      if (!known) return tl::unexpected(known.error());
      if (!known->empty()) {
        phrases_.push_back({start, limit, letters, words > 1, known->front()});
      }
    }
  }
  return {};
}

void Assembler::find_terms() {
  if (terms_ == nullptr) return;
  const auto token_at = [&](std::size_t offset) {
    return static_cast<std::size_t>(
        std::partition_point(tokens_.begin(), tokens_.end(),
                             [&](const Token& token) {
                               return static_cast<std::size_t>(token.text.data() - text_.data()) <
                                      offset;
                             }) -
        tokens_.begin());
  };
  for (const FoundTerm& term : terms_->find(text_)) {
    if (term.translations.empty()) continue;
    const Phrase phrase{
        token_at(term.span.start), token_at(term.span.limit),
        letters_in(text_.substr(term.span.start, term.span.limit - term.span.start)), true,
        term.translations.front()};
    if (phrase.start < phrase.limit) phrases_.push_back(phrase);
  }
}

/// The phrases of the best cover, in order.
std::vector<const Assembler::Phrase*> Assembler::best_cover() const {
  struct State {
    std::size_t worth = 0;
    const Phrase* last = nullptr;  // null: the token before stays as it is
  };
  std::vector<State> best(tokens_.size() + 1);
  std::vector<std::vector<const Phrase*>> ending(tokens_.size() + 1);
  for (const Phrase& phrase : phrases_) ending[phrase.limit].push_back(&phrase);
  for (std::size_t at = 1; at < best.size(); ++at) {
    best[at].worth = best[at - 1].worth;
    for (const Phrase* phrase : ending[at]) {
      const std::size_t worth =
          best[phrase->start].worth + std::max(phrase->letters, kPartCost + 1) - kPartCost;
      if (worth > best[at].worth) best[at] = {worth, phrase};
    }
  }
  std::vector<const Phrase*> out;
  for (std::size_t at = tokens_.size(); at > 0;) {
    if (best[at].last == nullptr) {
      --at;
    } else {
      out.push_back(best[at].last);
      at = best[at].last->start;
    }
  }
  std::reverse(out.begin(), out.end());
  return out;
}

/// Begins large where the segment does, and small inside it unless the source is large there too.
std::string Assembler::written(const Phrase& phrase) const {
  const bool large = internal::starts_large(internal::joined(tokens_, phrase.start, phrase.limit));
  if (large)
    return phrase.start == 0 ? internal::with_first(phrase.translation, true) : phrase.translation;
  return internal::with_first(phrase.translation, false);
}

Result<std::optional<Assembly>> Assembler::run() {
  tokens_ = internal::tokens_of(text_);
  const auto words = static_cast<std::size_t>(std::count_if(
      tokens_.begin(), tokens_.end(), [](const Token& t) { return t.kind == TokenKind::kWord; }));
  if (words < 2 || words > kMaxWords) return std::nullopt;
  if (const auto done = find_phrases(); !done) return tl::unexpected(done.error());
  find_terms();
  const std::vector<const Phrase*> cover = best_cover();
  std::size_t covered = 0;
  std::size_t strong = 0;
  for (const Phrase* phrase : cover) {
    covered += phrase->letters;
    if (phrase->strong) strong += phrase->letters;
  }
  const std::size_t all = letters_in(text_);
  if (all == 0 || covered * 100 < all * kLeastCoverage || strong * 2 < covered) {
    return std::nullopt;
  }
  if (cover.size() == 1 && covered == all) return std::nullopt;
  Assembly out;
  out.coverage = static_cast<int>(covered * 100 / all);
  std::size_t place = 0;
  for (const Phrase* phrase : cover) {
    AssembledPart part{span_of(*phrase), written(*phrase)};
    out.text.append(text_.substr(place, part.source.start - place)).append(part.translation);
    place = part.source.limit;
    out.parts.push_back(std::move(part));
  }
  out.text.append(text_.substr(place));
  return out;
}

}  // namespace

Result<std::optional<Assembly>> assemble(const Memory& memory, const Query& query,
                                         TermFinder* terms) {
  return Assembler(memory, query, terms).run();
}

}  // namespace punte::tm
