#include "tm/search/lookup.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>

#include "language/language_tag.h"
#include "language/marked_text.h"
#include "language/match_key.h"
#include "language/matching_words.h"
#include "tm/search/adapt.h"
#include "tm/search/authorship.h"
#include "tm/search/label_form.h"
#include "tm/search/penalties.h"
#include "tm/search/ranking.h"
#include "tm/search/word_reasons.h"
#include "tm/store/database.h"
#include "tm/store/unit_content.h"
#include "tm/text/score.h"

namespace punte::tm::internal {

using base::Error;
using base::Result;

namespace {

bool has_key(const Unit& unit, const std::string& key) {
  if (key.empty()) return false;
  return std::any_of(unit.attributes.begin(), unit.attributes.end(),
                     [&](const Attribute& attribute) {
                       return attribute.first == "tuid" && attribute.second == key;
                     }) ||
         std::any_of(unit.properties.begin(), unit.properties.end(), [&](const Property& property) {
           return is_context(property.type) && property.value == key;
         });
}

/// By score, equal ones by the number of their unit.
bool better(const Match& a, const Match& b) {
  return a.score != b.score ? a.score > b.score : a.unit_id < b.unit_id;
}

/// The points that take a match below those that are taken as they are.
int points_to_unsure(const Match& match) { return std::max(0, match.score - kBestUnsure); }

std::string quoted(const std::string& word) { return word.empty() ? "∅" : "“" + word + "”"; }

/// The best matches so far, distinct, in order.
class Best {
 public:
  explicit Best(std::size_t most) : most_(most) {}

  void offer(Match&& match) {
    // The same translation of the same text need not be shown twice: of equal ones the newest is.
    const auto same = std::find_if(matches_.begin(), matches_.end(), [&](const Match& other) {
      return other.target == match.target && other.source == match.source;
    });
    if (same != matches_.end()) {
      const bool newer = match.score == same->score && match.date > same->date;
      if (!newer && !better(match, *same)) return;
      matches_.erase(same);
    }
    matches_.insert(std::upper_bound(matches_.begin(), matches_.end(), match, better),
                    std::move(match));
    if (matches_.size() > most_) matches_.pop_back();
  }

  [[nodiscard]] bool full() const { return matches_.size() == most_; }
  [[nodiscard]] std::vector<Match>& matches() { return matches_; }

 private:
  std::size_t most_;
  std::vector<Match> matches_;
};

}  // namespace

/// One query.
class Lookup::Search {
 public:
  Search(Lookup& lookup, const Query& query, const LookupOptions& options)
      : lookup_(lookup),
        query_(query),
        options_(options),
        scorer_(language::lookup_key(query.source.text)),
        words_(language::MatchingWords::of(query.source_language)),
        query_words_(language::MatchingWords::words_of(scorer_.query())),
        adapted_(query.source.text),
        previous_(language::match_key(query.previous.value_or(""))),
        next_(language::match_key(query.next.value_or(""))),
        best_(options.order == MatchOrder::kUseful ? std::max(options.limit, kRankedPool)
                                                   : options.limit) {}

  Result<std::vector<Match>> run() {
    for (const auto& [id, tag] : lookup_.store_.languages()) {
      if (language::stand_for_each_other(tag, query_.source_language))
        PUNTE_CHECK(search_language(id));
    }
    rank_best();
    return explained();
  }

 private:
  Result<void> search_language(std::int64_t language);
  [[nodiscard]] Result<std::vector<Match>> matches_of(const KeyIndex::Candidate& candidate);
  void judge_same_key(const StoredUnit& stored, const Variant& source, Match& match);
  void subtract_penalties(const StoredUnit& stored, const Variant& source, const Variant& target,
                          Match& match);
  [[nodiscard]] Placed put_placeables(Match& match);
  void subtract_turned(Match& match);
  void rank_best();
  [[nodiscard]] std::vector<Match> explained();

  Lookup& lookup_;
  const Query& query_;
  const LookupOptions& options_;
  Scorer scorer_;
  const language::MatchingWords& words_;
  language::MatchingWords::Words query_words_;
  AdaptedQuery adapted_;
  std::u32string previous_;
  std::u32string next_;
  Best best_;
};

Result<void> Lookup::Search::search_language(std::int64_t language) {
  const bool has_context = !previous_.empty() || !next_.empty() || !query_.key.empty();
  const int highest = has_context ? 102 : 100;
  KeyIndex::Wanted wanted;
  wanted.threshold = std::min(options_.threshold, kBestFuzzyScore);
  std::optional<Error> error;
  lookup_.index_.search(language, scorer_, wanted, [&](const KeyIndex::Candidate& candidate) {
    auto found = matches_of(candidate);
    if (!found) {
      error = std::move(found).error();
      wanted.last_unit = -1;
      return wanted;
    }
    for (Match& match : *found) {
      if (match.score >= options_.threshold) best_.offer(std::move(match));
    }
    if (best_.full()) {
      // What scores less by its text alone cannot enter any more. Nothing is better than `highest`,
      // and of equal ones the first units win.
      const Match& worst = best_.matches().back();
      wanted.threshold = std::max(wanted.threshold, std::min(worst.score, kBestFuzzyScore));
      if (worst.score >= highest) wanted.last_unit = worst.unit_id;
    }
    return wanted;
  });
  if (error) return tl::unexpected(*std::move(error));
  return {};
}

/// What the unit of a candidate has in the wanted language.
Result<std::vector<Match>> Lookup::Search::matches_of(const KeyIndex::Candidate& candidate) {
  PUNTE_TRY(const StoredUnit stored, lookup_.store_.get(candidate.unit));
  const std::vector<Variant>& variants = stored.unit.variants;
  const auto place = static_cast<std::size_t>(candidate.place);
  if (place >= variants.size()) return tl::unexpected(damaged("unit", lookup_.path_));
  const Variant& source = variants[place];
  std::vector<Match> matches;
  for (const Variant& target : variants) {
    if (&target == &source ||
        !language::stand_for_each_other(target.language, query_.target_language)) {
      continue;
    }
    Match& match = matches.emplace_back();
    match.source = source.text;
    match.target = target.text;
    match.source_language = source.language;
    match.target_language = target.language;
    match.unit_id = stored.unit.id;
    match.origin = stored.origin;
    Authorship authorship = authorship_of(stored.unit, target);
    match.date = std::move(authorship.date);
    match.author = std::move(authorship.author);
    match.text_score = candidate.score;
    if (candidate.same_key) judge_same_key(stored, source, match);
    match.score = match.text_score;
    subtract_penalties(stored, source, target, match);
  }
  return matches;
}

/// 99 to 102: what tells apart the matches whose texts have one key.
void Lookup::Search::judge_same_key(const StoredUnit& stored, const Variant& source, Match& match) {
  const bool same_text = source.text.text == query_.source.text;
  const bool codes = language::same_codes(source.text, query_.source);
  match.text_score = same_text && codes ? 100 : 99;
  match.kind = MatchKind::kExact;
  if (!same_text) match.reasons.push_back({"form", 0, {}});
  if (!codes) match.reasons.push_back({"codes", 0, {}});
  if (!same_text || !codes) return;
  // Units that came from one file one after the other are neighbours there.
  const auto agrees = [&](std::int64_t id, const std::u32string& key) {
    if (key.empty()) return false;
    const auto text = lookup_.store_.text_of_unit(id, source.language, stored.origin);
    return text && language::match_key(*text) == key;
  };
  const std::int64_t id = stored.unit.id;
  const int neighbours = int{agrees(id - 1, previous_)} + int{agrees(id + 1, next_)};
  const bool key = has_key(stored.unit, query_.key);
  match.text_score = key || neighbours == 2 ? 102 : 100 + neighbours;
  if (match.text_score == 100) return;
  match.kind = MatchKind::kContext;
  match.reasons.push_back({key ? "key" : "neighbours", 0, {}});
}

void Lookup::Search::subtract_penalties(const StoredUnit& stored, const Variant& source,
                                        const Variant& target, Match& match) {
  const auto subtract = [&](Reason reason) {
    match.score = std::max(0, match.score - reason.points);
    match.reasons.push_back(std::move(reason));
  };
  for (Reason& reason :
       penalties_of(stored.unit, source, target, stored.origin, query_, options_.penalties)) {
    subtract(std::move(reason));
  }
  if (options_.adapt && match.text_score < 100) follow_label(query_.source.text, match);
  if (match.kind != MatchKind::kFuzzy) return;
  // Below it nothing more is taken off for what is missing, too much or the contrary.
  if (match.score > kBestUnsure) {
    subtract_turned(match);
  } else if (adapted_.placeables.empty()) {
    return;
  }
  const Placed placed = put_placeables(match);
  int points = placed == Placed::kRight ? 0 : options_.penalties.placeables;
  if (placed != Placed::kWrong) points = std::min(points, points_to_unsure(match));
  if (points <= 0) return;
  if (placed != Placed::kNounForm) return subtract({"placeables", points, {}});
  match.score -= points;
  std::find_if(match.reasons.begin(), match.reasons.end(), [](const Reason& reason) {
    return reason.code == "noun-form";
  })->points = points;
}

/// What says the contrary must not be taken as it is; as help it is as good as before.
void Lookup::Search::subtract_turned(Match& match) {
  const auto source = language::MatchingWords::words_of(language::match_key(match.source.text));
  for (const language::TurnedMeaning& turned : words_.turned(source, query_words_)) {
    const int points = std::min(options_.penalties.meaning, points_to_unsure(match));
    match.score -= points;
    match.reasons.push_back(
        {"meaning", points, quoted(turned.before) + " → " + quoted(turned.after)});
  }
}

Placed Lookup::Search::put_placeables(Match& match) {
  const Numbers numbers = [&]() -> const language::NumberExchange& {
    return lookup_.numbers(match.source_language, match.target_language);
  };
  if (options_.adapt) return adapt(adapted_, numbers, match);
  Match copy = match;
  const Placed placed = adapt(adapted_, numbers, copy);
  return placed != Placed::kUneven && copy.target != match.target ? Placed::kWrong : placed;
}

void Lookup::Search::rank_best() {
  if (options_.order != MatchOrder::kUseful) return;
  std::vector<Match>& matches = best_.matches();
  const auto limit =
      matches.begin() + static_cast<std::ptrdiff_t>(std::min(matches.size(), kRankedPool));
  std::vector<Match> pool(std::make_move_iterator(matches.begin()), std::make_move_iterator(limit));
  rank(scorer_, pool);
  std::move(pool.begin(), pool.end(), matches.begin());
}

/// As many as are asked for, with the reasons that only these need.
std::vector<Match> Lookup::Search::explained() {
  std::vector<Match> shown = std::move(best_.matches());
  const auto is_same = [](const Match& match) { return match.text_score >= 100; };
  if (std::count_if(shown.begin(), shown.end(), is_same) > 1) {
    for (Match& match : shown) {
      if (is_same(match)) match.reasons.push_back({"several-targets", 0, {}});
    }
  }
  if (shown.size() > options_.limit) shown.resize(options_.limit);
  for (Match& match : shown) {
    if (match.kind != MatchKind::kFuzzy) continue;
    // What needs no points off is named where it is shown.
    const auto is_turned = [](const Reason& reason) { return reason.code == "meaning"; };
    if (std::none_of(match.reasons.begin(), match.reasons.end(), is_turned)) subtract_turned(match);
    const SameWords same = same_words_of(language::lookup_key(match.source.text));
    const bool lacks = same.words == scorer_.words().words && same.marks == scorer_.words().marks &&
                       same.diacritics != scorer_.words().diacritics;
    auto words = lacks ? std::vector<Reason>{{"diacritics", 0, {}}}
                       : word_reasons(match.source.text, query_.source.text);
    match.reasons.insert(match.reasons.begin(), std::make_move_iterator(words.begin()),
                         std::make_move_iterator(words.end()));
  }
  return shown;
}

Result<std::vector<Match>> Lookup::find(const Query& query, const LookupOptions& options) {
  return Search(*this, query, options).run();
}

const language::NumberExchange& Lookup::numbers(const std::string& from, const std::string& to) {
  const auto found = numbers_.find({from, to});
  if (found != numbers_.end()) return found->second;
  return numbers_.try_emplace({from, to}, from, to).first->second;
}

}  // namespace punte::tm::internal
