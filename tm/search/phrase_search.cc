#include "tm/search/phrase_search.h"

#include <unicode/regex.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "language/language_tag.h"
#include "language/match_key.h"
#include "language/text.h"
#include "tm/search/folded_text.h"
#include "tm/search/words_finder.h"
#include "tm/store/columns.h"

namespace punte::tm::internal {
namespace {

using base::ErrorCode;
using base::Result;
using language::Span;

constexpr std::size_t kTrigram = 3;
constexpr std::int32_t kRegexSteps = 1000;  // of ICU's engine, some milliseconds, for one text
constexpr std::size_t kRegexStackBytes = std::size_t{1} << 20;

bool is_of(std::string_view tag, std::string_view wanted) {
  return wanted.empty() || language::stand_for_each_other(tag, wanted);
}

/// A regular expression; a text on which it runs wild has no match.
class RegexFinder {
 public:
  static Result<RegexFinder> make(std::string_view pattern, bool exact) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError place;
    const auto flags = static_cast<std::uint32_t>(exact ? 0 : UREGEX_CASE_INSENSITIVE);
    RegexFinder out;
    out.pattern_.reset(icu::RegexPattern::compile(
        icu::UnicodeString::fromUTF8(std::string(pattern)), flags, place, status));
    if (U_SUCCESS(status)) out.matcher_.reset(out.pattern_->matcher(status));
    if (U_FAILURE(status)) {
      return base::fail(ErrorCode::kInvalidArgument,
                        PUNTE_MSG("the regular expression is not well formed ({1})"),
                        {u_errorName(status)});
    }
    out.matcher_->setTimeLimit(kRegexSteps, status);
    out.matcher_->setStackLimit(static_cast<std::int32_t>(kRegexStackBytes), status);
    return out;
  }

  [[nodiscard]] std::vector<Span> find(std::string_view text) const {
    std::vector<Span> spans;
    const std::string valid = language::to_valid_utf8(text);
    const icu::UnicodeString wide = icu::UnicodeString::fromUTF8(valid);
    matcher_->reset(wide);
    std::size_t byte = 0;
    std::int32_t unit = 0;
    const auto byte_of = [&](std::int32_t limit) {
      while (unit < limit && byte < text.size()) {
        unit += language::next_code_point(text, byte) > 0xFFFF ? 2 : 1;
      }
      return byte;
    };
    UErrorCode status = U_ZERO_ERROR;
    while (matcher_->find(status) && U_SUCCESS(status)) {
      const std::int32_t start = matcher_->start(status);
      const std::int32_t limit = matcher_->end(status);
      if (start == limit) continue;
      const std::size_t first = byte_of(start);
      spans.push_back({first, byte_of(limit)});
    }
    return spans;
  }

 private:
  std::unique_ptr<icu::RegexPattern> pattern_;
  std::unique_ptr<icu::RegexMatcher> matcher_;
};

class Search {
 public:
  Search(SQLite::Database& database, const ConcordanceOptions& options,
         const ConcordanceVisitor& visit)
      : options_(options),
        visit_(visit),
        head_(database,
              "SELECT origin.name FROM unit JOIN origin ON origin.id = unit.origin WHERE unit.id "
              "= ?"),
        rows_(database,
              "SELECT variant.place, language.tag, plain_text(variant.text) FROM variant JOIN "
              "language ON language.id = variant.language WHERE variant.id BETWEEN ? AND ? ORDER "
              "BY variant.id") {}

  /// False: enough.
  template <typename Finder>
  bool consider(std::int64_t unit, std::int32_t place, const Finder& finder) {
    ConcordanceHit hit;
    hit.unit_id = unit;
    bool has_other = options_.other.empty();
    rows_.reset();
    rows_.bind(1, first_variant(unit));
    rows_.bind(2, last_variant(unit));
    while (rows_.executeStep()) {
      std::string tag = text_of(rows_.getColumn(1));
      std::string text = text_of(rows_.getColumn(2));
      if (rows_.getColumn(0).getInt() == place) {
        hit.spans = finder.find(text);
        if (hit.spans.empty()) break;
        hit.language = std::move(tag);
        hit.text = std::move(text);
      } else {
        has_other = has_other || is_of(tag, options_.other);
        if (is_of(tag, options_.other)) hit.others.emplace_back(std::move(tag), std::move(text));
      }
    }
    rows_.reset();
    if (hit.spans.empty() || !has_other) return true;
    head_.reset();
    head_.bind(1, unit);
    if (head_.executeStep()) hit.origin = text_of(head_.getColumn(0));
    head_.reset();
    ++hits_;
    return visit_(hit) && hits_ < options_.limit;
  }

  [[nodiscard]] std::size_t hits() const { return hits_; }

 private:
  const ConcordanceOptions& options_;
  const ConcordanceVisitor& visit_;
  SQLite::Statement head_;
  SQLite::Statement rows_;
  std::size_t hits_ = 0;
};

/// Asks now and then whether to go on.
class Patience {
 public:
  explicit Patience(const ConcordanceOptions& options) : options_(options) {}
  [[nodiscard]] bool ends() {
    constexpr std::size_t kTextsBetween = 256;
    return options_.go_on && ++texts_ % kTextsBetween == 0 && !options_.go_on();
  }

 private:
  const ConcordanceOptions& options_;
  std::size_t texts_ = 0;
};

/// Looks at every text of the languages; those with the phrase, in the order of the memory.
template <typename Finder>
std::vector<KeyIndex::Place> scan(SQLite::Database& database,
                                  const std::vector<std::int64_t>& languages, const Finder& finder,
                                  Patience& patience) {
  std::vector<KeyIndex::Place> places;
  SQLite::Statement rows(database,
                         "SELECT unit, place, language, plain_text(text) FROM variant ORDER BY id");
  while (rows.executeStep()) {
    if (patience.ends()) return {};
    if (std::find(languages.begin(), languages.end(), rows.getColumn(2).getInt64()) ==
        languages.end()) {
      continue;
    }
    const SQLite::Column column = rows.getColumn(3);
    const std::string_view text(column.getText(), static_cast<std::size_t>(column.getBytes()));
    if (finder.find(text).empty()) continue;
    KeyIndex::Place place;
    place.unit = rows.getColumn(0).getInt64();
    place.place = rows.getColumn(1).getInt();
    place.length = static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
    places.push_back(place);
  }
  return places;
}

/// Shows the hits among the places, the shortest texts first: the shorter a text, the more of it is
/// the phrase. An edited text may be listed twice.
template <typename Finder>
void show(std::vector<KeyIndex::Place> places, const Finder& finder, Patience& patience,
          Search& search) {
  const auto rank = [](const KeyIndex::Place& place) {
    return std::tie(place.length, place.unit, place.place);
  };
  std::sort(places.begin(), places.end(),
            [&](const auto& x, const auto& y) { return rank(x) < rank(y); });
  std::set<std::pair<std::int64_t, std::int32_t>> seen;
  for (const KeyIndex::Place& place : places) {
    if (patience.ends()) return;
    if (!seen.emplace(place.unit, place.place).second) continue;
    if (!search.consider(place.unit, place.place, finder)) return;
  }
}

/// The longest piece of a key between signs that may mark a key of the keyboard, which the index
/// leaves out (language::lookup_key()).
std::u32string_view longest_piece(std::u32string_view key) {
  std::u32string_view longest;
  for (std::size_t start = 0; start <= key.size();) {
    const std::size_t limit = std::min(key.find_first_of(U"&_~()", start), key.size());
    if (limit - start > longest.size()) longest = key.substr(start, limit - start);
    start = limit + 1;
  }
  return longest;
}

}  // namespace

PhraseFinder::PhraseFinder(std::string_view phrase, bool exact, bool ignore_accents)
    : phrase_(language::trim(phrase)),
      key_(language::match_key(phrase)),
      exact_(exact),
      ignore_accents_(ignore_accents) {
  if (ignore_accents_) key_ = without_accents(key_);
}

std::vector<Span> PhraseFinder::find(std::string_view text) const {
  std::vector<Span> spans;
  if (key_.empty()) return spans;
  if (exact_) {
    for (std::size_t at = text.find(phrase_); at != std::string_view::npos;
         at = text.find(phrase_, at + phrase_.size())) {
      spans.push_back({at, at + phrase_.size()});
    }
    return spans;
  }
  const FoldedText folded = folded_text(text, ignore_accents_);
  for (std::size_t at = folded.key.find(key_); at != std::u32string::npos;
       at = folded.key.find(key_, at + key_.size())) {
    spans.push_back(folded.span(at, at + key_.size()));
  }
  return spans;
}

namespace {

/// Shows what `finder` finds. `piece` is what each such text has in its key, as the index knows
/// keys; where it is too short for the index every text is looked at.
template <typename Finder>
std::size_t show_all(SQLite::Database& database, KeyIndex& index, const ConcordanceOptions& options,
                     std::u32string_view piece, const Finder& finder,
                     const ConcordanceVisitor& visit) {
  std::vector<std::int64_t> languages;
  SQLite::Statement tags(database, "SELECT id, tag FROM language ORDER BY id");
  while (tags.executeStep()) {
    if (is_of(text_of(tags.getColumn(1)), options.language)) {
      languages.push_back(tags.getColumn(0).getInt64());
    }
  }
  tags.reset();
  Search search(database, options, visit);
  Patience patience(options);
  if (piece.size() < kTrigram) {
    show(scan(database, languages, finder, patience), finder, patience, search);
    return search.hits();
  }
  std::vector<KeyIndex::Place> places;
  for (const std::int64_t language : languages) {
    const auto more = index.having_trigrams_of(language, piece);
    places.insert(places.end(), more.begin(), more.end());
  }
  show(std::move(places), finder, patience, search);
  return search.hits();
}

}  // namespace

Result<std::size_t> search_phrase(SQLite::Database& database, KeyIndex& index,
                                  std::string_view phrase, const ConcordanceOptions& options,
                                  const ConcordanceVisitor& visit) {
  if (options.limit == 0) return std::size_t{0};
  const auto empty = [] {
    return base::fail(ErrorCode::kInvalidArgument, PUNTE_MSG("the phrase is empty"));
  };
  if (options.regex) {
    PUNTE_TRY(const auto finder, RegexFinder::make(phrase, options.exact));
    return show_all(database, index, options, {}, finder, visit);
  }
  if (options.words) {
    const WordsFinder finder(phrase, options.ignore_accents);
    if (finder.longest_piece().empty()) return empty();
    // The index knows letters with their accents.
    const std::u32string_view piece =
        options.ignore_accents ? std::u32string_view() : longest_piece(finder.longest_piece());
    return show_all(database, index, options, piece, finder, visit);
  }
  const PhraseFinder finder(phrase, options.exact, options.ignore_accents);
  if (finder.key().empty()) return empty();
  const std::u32string_view piece =
      options.ignore_accents ? std::u32string_view() : longest_piece(finder.key());
  return show_all(database, index, options, piece, finder, visit);
}

}  // namespace punte::tm::internal
