#include "cli/lookup_table.h"

#include <cstdint>
#include <map>

#include "cli/messages.h"
#include "cli/terminal.h"

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

/// "words “3,000”, case": why a match is not 100.
std::string reasons_of(const tm::Match& match) {
  std::string out;
  for (const tm::Reason& reason : match.reasons) {
    if (!out.empty()) out += ", ";
    out += reason.code;
    if (!reason.detail.empty()) out += " " + reason.detail;
    if (reason.points != 0) out += " -" + std::to_string(reason.points);
  }
  return out;
}

Color color_of(int score) {
  if (score >= 100) return Color::kGreen;
  return score >= 85 ? Color::kCyan : Color::kYellow;
}

void add_row(Table& table, const job::SegmentMatches& row) {
  const bool none = row.matches.empty();
  table.add({{row.segment.language, Color::kMagenta},
             {none ? "-" : "", Color::kDim},
             {row.segment.text.text, none ? Color::kDim : Color::kBold}});
  for (const tm::Match& match : row.matches) {
    table.add({{"  " + match.target_language},
               {std::to_string(match.score), color_of(match.score)},
               {match.target.text, Color::kNone}});
    const std::string reasons = reasons_of(match);
    if (!reasons.empty()) table.add({{}, {}, {"(" + reasons + ")", Color::kDim}});
  }
  for (const tm::FoundTerm& term : row.terms) {
    table.add({{"  " + tr("term")}, {}, {term_text(term), Color::kCyan}});
  }
}

}  // namespace

std::string lookup_table(const std::vector<job::SegmentMatches>& rows) {
  Table table({tr("Language"), tr("Score"), tr("Segment, and below it what the memory has")});
  std::map<std::string, std::int64_t> counts;
  for (const job::SegmentMatches& row : rows) {
    ++counts[row.segment.language];
    if (row.to_translate) add_row(table, row);
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
