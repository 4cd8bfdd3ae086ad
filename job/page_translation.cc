#include "job/page_translation.h"

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <string_view>
#include <utility>

#include "job/lexicons.h"
#include "language/language_tag.h"
#include "page/mhtml.h"
#include "tm/repair.h"

namespace punte::job {
namespace {

using base::Result;
using language::InlineCode;
using language::MarkedText;

/// A text as it may stand in an HTML comment.
std::string in_comment(std::string text) {
  for (std::size_t at = text.find("--"); at != std::string::npos; at = text.find("--", at + 1)) {
    text.insert(at + 1, " ");
  }
  for (std::size_t at = text.find('>'); at != std::string::npos; at = text.find('>', at + 1)) {
    text.replace(at, 1, "&gt;");
  }
  return text;
}

/// Lowest score of a match whose only differences were put right. Below it words differ, whatever
/// the reasons say: tm/text/score.h gives three points to placeables at most.
constexpr int kLeastPutRight = 97;

/// Units of a memory whose lexicon is learnt when it is needed: some seconds at most.
constexpr std::int64_t kMostLearnt = 20'000;

/// Languages whose sentences follow one another without a space.
constexpr std::array<std::string_view, 4> kWithoutSpaces = {"zh", "yue", "wuu", "ja"};

/// Reasons that leave no doubt. Source: tm::Reason, docs/memory-care.md.
constexpr std::array<std::string_view, 6> kHarmless = {"form",      "codes", "accelerator",
                                                       "placeable", "key",   "neighbours"};

/// The words of "“old old” → “new”" or "old → new" before and after the arrow.
using Words = std::set<std::string, std::less<>>;
std::pair<Words, Words> words_of(const tm::Reason& reason) {
  constexpr std::string_view kArrow = " → ";
  std::pair<Words, Words> out;
  const std::string_view detail = reason.detail;
  const std::size_t arrow = std::min(detail.find(kArrow), detail.size());
  const auto add = [](std::string_view part, Words& words) {
    for (const std::string_view mark : {"“", "”"}) {
      if (part.starts_with(mark)) part.remove_prefix(mark.size());
      if (part.ends_with(mark)) part.remove_suffix(mark.size());
    }
    while (!part.empty()) {
      const std::size_t space = std::min(part.find(' '), part.size());
      std::string_view word = part.substr(0, space);
      // The end of a sentence belongs to a word as it is written, but not to a number.
      constexpr std::string_view kPunctuation = ".,;:!?()";
      const std::size_t first = word.find_first_not_of(kPunctuation);
      if (first != std::string_view::npos) {
        word = word.substr(first, word.find_last_not_of(kPunctuation) - first + 1);
        words.emplace(word);
      }
      part.remove_prefix(std::min(space + 1, part.size()));
    }
  };
  add(detail.substr(0, arrow), out.first);
  if (arrow < detail.size()) add(detail.substr(arrow + kArrow.size()), out.second);
  return out;
}

/// True if the words that differ are placeables that were put right, and no others.
bool are_put_right(const tm::Reason& words, const tm::Match& match) {
  Words before;
  Words after;
  for (const tm::Reason& reason : match.reasons) {
    if (reason.code != "placeable") continue;
    auto [old_words, new_words] = words_of(reason);
    before.merge(old_words);
    after.merge(new_words);
  }
  const auto [removed, added] = words_of(words);
  return !removed.empty() && !added.empty() &&
         std::includes(before.begin(), before.end(), removed.begin(), removed.end()) &&
         std::includes(after.begin(), after.end(), added.begin(), added.end());
}

/// Whether sentences of a language have a space between them.
bool writes_spaces(const std::string& tag) {
  return std::none_of(kWithoutSpaces.begin(), kWithoutSpaces.end(),
                      [&](std::string_view other) { return language::same_language(tag, other); });
}

/// True if its text takes the place of what is in the page.
bool goes_in(const TranslatedSegment& segment) {
  return is_filled(segment) || segment.fill == Fill::kGiven;
}

InlineCode own_code(std::size_t offset, std::string content) {
  InlineCode code;
  code.offset = offset;
  code.content = std::move(content);
  return code;
}

}  // namespace

bool fills_by_itself(const tm::Match& match) {
  if (match.score >= 100) return true;
  return match.score >= kLeastPutRight &&
         std::all_of(match.reasons.begin(), match.reasons.end(), [&](const tm::Reason& reason) {
           if (reason.code == "words") return are_put_right(reason, match);
           return reason.points == 0 &&
                  std::find(kHarmless.begin(), kHarmless.end(), reason.code) != kHarmless.end();
         });
}

bool is_filled(const TranslatedSegment& segment) {
  return segment.fill == Fill::kMatch || segment.fill == Fill::kLocalized ||
         segment.fill == Fill::kFuzzy;
}

const language::Localizer& PageTranslator::localizer(const std::string& from) {
  const auto found = localizers_.find(from);
  if (found != localizers_.end()) return found->second;
  return localizers_.try_emplace(from, from, options_.to).first->second;
}

Result<void> PageTranslator::assemble(TranslatedSegment& out, const tm::Query& query) {
  PUNTE_TRY(tm::TermFinder* const finder, glossary_.finder(query.source_language, options_.to));
  PUNTE_TRY(out.assembly, tm::assemble(memory_, query, finder));
  return {};
}

/// The best match of the segment, repaired where the memory knows how; what the repair did is noted
/// in `out`.
Result<std::optional<tm::Match>> PageTranslator::best_match(TranslatedSegment& out,
                                                            const tm::Query& query,
                                                            bool localizable) const {
  tm::LookupOptions lookup;
  lookup.threshold = kLeastProposal;
  lookup.limit = 1;
  PUNTE_TRY(auto matches, memory_.lookup(query, lookup));
  // What needs no translator is better made than taken from a similar one.
  if (matches.empty() || (localizable && matches.front().score < 100)) return std::nullopt;
  tm::Match match = std::move(matches.front());
  PUNTE_TRY(auto repaired, tm::repair(memory_, query, match));
  if (repaired) {
    for (const tm::Reason& reason : repaired->reasons) {
      out.changes.push_back({PUNTE_MSG("repaired: {1}"), {reason.detail}});
      match.reasons.push_back(reason);
    }
    match.score = repaired->score;
    match.target = std::move(repaired->target);
  }
  return match;
}

/// True if the segment's match goes into the page all the same. Marks and comments have no place
/// where markup has none.
bool PageTranslator::takes_fuzzy(const TranslatedSegment& segment) const {
  return options_.fuzzy && segment.match->score >= *options_.fuzzy && !segment.segment.plain;
}

/// Puts a fuzzy match into the page, in the way that was asked for.
void PageTranslator::show_fuzzy(TranslatedSegment& out, MarkedText placed) const {
  const std::string percent = std::to_string(out.match->score) + " %";
  if (options_.fuzzy_form == FuzzyForm::kMark) {
    MarkedText marked;
    marked.codes.push_back(own_code(0, "<mark class=\"punte-fuzzy\" title=\"" + percent + "\">"));
    append(marked, std::move(placed));
    marked.codes.push_back(own_code(marked.text.size(), "</mark>"));
    out.text = std::move(marked);
  } else {
    out.text.codes.push_back(
        own_code(out.text.text.size(), "<!-- " + percent + " " + options_.to + ": " +
                                           in_comment(out.match->target.text) + " -->"));
  }
}

/// What the memory knows of words. One is learnt where that is a matter of a moment.
Result<const aligner::Lexicon*> PageTranslator::lexicon(const std::string& from) {
  const auto known = lexicons_.find(from);
  if (known != lexicons_.end()) return &known->second;
  PUNTE_TRY(const auto kept, memory_.lexicons());
  const auto is_of_pair = [&](const tm::StoredLexicon& one) {
    return (one.source_language == from && one.target_language == options_.to) ||
           (one.source_language == options_.to && one.target_language == from);
  };
  PUNTE_TRY(const tm::MemoryInfo info, memory_.info());
  aligner::Lexicon lexicon;
  if (info.units <= kMostLearnt || std::any_of(kept.begin(), kept.end(), is_of_pair)) {
    PUNTE_TRY(lexicon, memory_lexicon(memory_, from, options_.to));
  }
  return &lexicons_.emplace(from, std::move(lexicon)).first->second;
}

Result<PlacedCodes> PageTranslator::with_codes(const PageSegment& segment, const tm::Match& match) {
  WordKnowledge knowledge;
  if (segment.text.codes.empty()) {
    return place_codes(segment.text, match.source, match.target, knowledge);
  }
  PUNTE_TRY(knowledge.lexicon, lexicon(segment.language));
  std::optional<base::Error> error;
  knowledge.phrases = [&](std::string_view phrase) {
    std::vector<std::string> out;
    tm::Query query;
    query.source.text = phrase;
    query.source_language = segment.language;
    query.target_language = options_.to;
    tm::LookupOptions lookup;
    lookup.threshold = kLeastPutRight;
    const auto matches = memory_.lookup(query, lookup);
    if (!matches) error = matches.error();
    if (matches) {
      for (const tm::Match& one : *matches) out.push_back(one.target.text);
    }
    return out;
  };
  PlacedCodes placed = place_codes(segment.text, match.source, match.target, knowledge);
  if (error) return tl::unexpected(*error);
  return placed;
}

Result<void> PageTranslator::fill(TranslatedSegment& out, const tm::Query& query) {
  const PageSegment& segment = out.segment;
  const auto localized = localizer(segment.language).localize(segment.text.text);
  if (segment.language != "und") {
    PUNTE_TRY(out.match, best_match(out, query, localized.has_value()));
    if (out.match) {
      PUNTE_TRY(PlacedCodes placed, with_codes(segment, *out.match));
      out.proposal = placed.text;
      if (!placed.sure) {
        out.changes.push_back({PUNTE_MSG("inline codes to be placed by hand: {1}"), {placed.open}});
      }
      if (fills_by_itself(*out.match) && placed.sure) {
        out.fill = Fill::kMatch;
        out.text = std::move(placed.text);
        if (segment.plain) out.text.codes.clear();
      } else if (takes_fuzzy(out) && placed.sure) {
        out.fill = Fill::kFuzzy;
        show_fuzzy(out, std::move(placed.text));
      } else {
        out.fill = Fill::kProposal;
      }
      return {};
    }
  }
  if (localized && localized->text != segment.text.text && segment.text.codes.empty()) {
    out.fill = Fill::kLocalized;
    out.text.text = localized->text;
    out.changes.push_back({PUNTE_MSG("“{1}” → “{2}”"), {segment.text.text, localized->text}});
  }
  return {};
}

Result<std::vector<TranslatedSegment>> PageTranslator::translate(const page::Page& page,
                                                                 const base::Continue& go_on) {
  std::vector<PageSegment> segments = segmenter_.segments(page);
  std::vector<TranslatedSegment> out;
  out.reserve(segments.size());
  for (std::size_t i = 0; i < segments.size(); ++i) {
    TranslatedSegment filled;
    filled.segment = segments[i];
    filled.text = segments[i].text;
    if (language::same_language(segments[i].language, options_.to)) {
      filled.fill = Fill::kTarget;
    } else {
      const tm::Query query = query_of(segments, i, options_.to);
      PUNTE_CHECK(fill(filled, query));
      const bool open = filled.fill == Fill::kNothing || filled.fill == Fill::kProposal ||
                        filled.fill == Fill::kFuzzy;
      if (options_.assemble && open && query.source_language != "und") {
        PUNTE_CHECK(assemble(filled, query));
      }
    }
    out.push_back(std::move(filled));
    if (!go_on(base::Stage::kSegments, i + 1, segments.size())) return base::cancelled();
  }
  return out;
}

Result<page::WrittenPage> PageTranslator::write(const ReadPage& page,
                                                std::vector<TranslatedSegment>& segments) const {
  PUNTE_TRY(auto written,
            page::write_back(page.bytes, page.page, replacements(page.page, segments)));
  for (const page::NotWritten& left : written.left) {
    const auto segment =
        std::find_if(segments.begin(), segments.end(), [&](const TranslatedSegment& one) {
          return one.segment.block == left.block && one.segment.span.start == left.part;
        });
    if (segment == segments.end()) continue;
    segment->fill = segment->match ? Fill::kProposal : Fill::kNothing;
    segment->text = segment->segment.text;
    segment->changes.push_back({PUNTE_MSG("not filled in: {1}"), {left.reason}});
  }
  if (!page.container.empty()) {
    PUNTE_TRY(written.bytes, page::with_page(page.container, written.bytes));
  }
  return written;
}

std::vector<page::Replacement> PageTranslator::replacements(
    const page::Page& page, const std::vector<TranslatedSegment>& segments) const {
  std::vector<page::Replacement> out;
  for (std::size_t first = 0; first < segments.size();) {
    std::size_t limit = first + 1;
    while (limit < segments.size() &&
           segments[limit].segment.block == segments[first].segment.block) {
      ++limit;
    }
    const page::Block& block = page.blocks[segments[first].segment.block];
    bool all = block.language != "und";
    for (std::size_t i = first; i < limit; ++i) {
      all = all && (goes_in(segments[i]) || segments[i].fill == Fill::kTarget) &&
            (segments[i].fill != Fill::kFuzzy || options_.fuzzy_form == FuzzyForm::kMark);
    }
    for (std::size_t i = first; i < limit; ++i) {
      if (!goes_in(segments[i])) continue;
      const PageSegment& segment = segments[i].segment;
      page::Replacement one;
      one.block = segment.block;
      one.text = segments[i].text;
      if (all) one.language = options_.to;
      one.part = segment.span;
      one.codes = segment.codes;
      if (writes_spaces(options_.to)) {
        // Sentences of some languages follow one another without one.
        if (i > first && segments[i - 1].segment.span.limit == segment.span.start) {
          one.text.text.insert(0, 1, ' ');
          for (InlineCode& code : one.text.codes) ++code.offset;
        }
        if (i + 1 < limit && segments[i + 1].segment.span.start == segment.span.limit &&
            !goes_in(segments[i + 1])) {
          one.text.text += ' ';
        }
      }
      out.push_back(std::move(one));
    }
    first = limit;
  }
  return out;
}

}  // namespace punte::job
