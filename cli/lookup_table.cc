#include "cli/lookup_table.h"

#include <algorithm>
#include <cstdint>
#include <map>

#include "base/ascii.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "view/match_text.h"

namespace punte::cli {
namespace {

/// "fond – fund, trust"
std::string term_text(const tm::FoundTerm& term) {
  std::string out = term.term + " – ";
  for (std::size_t i = 0; i < term.translations.size(); ++i) {
    out += (i == 0 ? "" : ", ") + term.translations[i];
  }
  return out;
}

/// "2024-01-31", of a date as TMX writes it; others as they are.
std::string day_of(const std::string& date) {
  constexpr std::size_t kDay = 8;
  const bool is_day =
      date.size() >= kDay && std::all_of(date.begin(), date.begin() + kDay, base::is_digit);
  if (!is_day) return date;
  return date.substr(0, 4) + "-" + date.substr(4, 2) + "-" + date.substr(6, 2);
}

/// "(words “3,000”) memory.tmx, 2024-01-31, ana": the reasons, and where a match is from.
std::string about_text(const tm::Match& match) {
  const std::string reasons = view::reasons_text(match, messages());
  std::string out = reasons.empty() ? std::string() : "(" + reasons + ")";
  std::string from;
  for (const std::string& part : {match.origin, day_of(match.date), match.author}) {
    if (!part.empty()) from += (from.empty() ? "" : ", ") + part;
  }
  if (!from.empty()) out += (out.empty() ? "" : " ") + from;
  return out;
}

Color color_of(int score) {
  if (score >= 100) return Color::kGreen;
  return score >= 85 ? Color::kCyan : Color::kYellow;
}

void add_rows(Table& table, const std::string& language, const std::string& text,
              const std::vector<tm::Match>& matches, const std::vector<tm::FoundTerm>& terms) {
  const bool none = matches.empty();
  table.add({{language, Color::kMagenta},
             {none ? "-" : "", Color::kDim},
             {text, none ? Color::kDim : Color::kBold}});
  for (const tm::Match& match : matches) {
    table.add({{"  " + match.target_language},
               {std::to_string(match.score), color_of(match.score)},
               {match.target.text, Color::kNone}});
    const std::string about = about_text(match);
    if (!about.empty()) table.add({{}, {}, {about, Color::kDim}});
  }
  for (const tm::FoundTerm& term : terms) {
    table.add({{"  " + tr("term")}, {}, {term_text(term), Color::kCyan}});
  }
}

}  // namespace

std::string text_rows(const job::TextMatches& found) {
  Table table({"", "", ""});
  add_rows(table, found.language, found.text, found.matches, found.terms);
  for (const auto& repair : found.repairs) {
    if (!repair) continue;
    table.add({{"  " + tr("repaired")}, {std::to_string(repair->score)}, {repair->target.text}});
  }
  if (found.assembly) {
    table.add({{"  " + tr("of parts")},
               {std::to_string(found.assembly->score())},
               {found.assembly->text}});
  }
  for (const job::Fragment& fragment : found.fragments) {
    const std::string part =
        found.text.substr(fragment.span.start, fragment.span.limit - fragment.span.start);
    table.add({{"  " + tr("part")}, {}, {"“" + part + "”", Color::kCyan}});
    for (const tm::ConcordanceHit& unit : fragment.units) {
      table.add({{"    " + unit.language}, {}, {unit.text, Color::kDim}});
      for (const auto& [tag, text] : unit.others) table.add({{"    " + tag}, {}, {text}});
    }
  }
  return table.rows_text();
}

std::string lookup_table(const std::vector<job::SegmentMatches>& rows) {
  Table table({tr("Language"), tr("Score"), tr("Segment, and below it what the memory has")});
  std::map<std::string, std::int64_t> counts;
  for (const job::SegmentMatches& row : rows) {
    ++counts[row.segment.language];
    if (!row.to_translate) continue;
    const std::string place = row.attribute.empty() ? "" : row.attribute + ": ";
    add_rows(table, row.segment.language, place + row.segment.text.text, row.matches, row.terms);
  }
  std::string languages;
  for (const auto& [tag, count] : counts) {
    languages += (languages.empty() ? "" : ", ") + tag + " " + number(count);
  }
  return (table.empty() ? std::string() : table.text()) +
         trn("{1} segment ({2})", "{1} segments ({2})", static_cast<std::int64_t>(rows.size()),
             {languages});
}

std::string coverage_text(const job::Coverage& coverage) {
  return trn("{1} to translate", "{1} to translate", coverage.segments) + ", " +
         trn("{1} with a match", "{1} with matches", coverage.found_segments) + ", " +
         trn("{1} exact", "{1} exact", coverage.exact_segments) + "; " +
         trn("of {1} word, {2} with a match, {3} exact",
             "of {1} words, {2} with matches, {3} exact", coverage.words,
             {number(coverage.found_words), number(coverage.exact_words)}) +
         "\n";
}

}  // namespace punte::cli
