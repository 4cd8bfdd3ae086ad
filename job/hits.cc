#include "job/hits.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "exchange/csv.h"
#include "exchange/xliff_writer.h"
#include "language/marked_text.h"

namespace punte::job {
namespace {

using base::Result;

void add_property(language::Unit& unit, const char* type, std::string value) {
  if (!value.empty()) unit.properties.push_back({type, std::move(value), {}});
}

language::Unit hit_unit(const ReadPage& page, const SegmentMatches& row, const tm::Match& match) {
  language::Unit unit;
  unit.source_language = row.segment.language;
  unit.variants.resize(2);
  unit.variants[0].language = row.segment.language;
  unit.variants[0].text = row.segment.text;
  unit.variants[1].language = match.target_language;
  unit.variants[1].text = match.target;
  const page::Page& content = page.page;
  add_property(unit, "x-punte-page", content.address.empty() ? page.name : content.address);
  add_property(unit, "x-punte-path", content.blocks[row.segment.block].path);
  add_property(unit, "x-punte-role", std::string(page::role_name(row.role)));
  add_property(unit, "x-punte-language-confidence", fmt::format("{:.3f}", row.confidence));
  add_property(unit, "x-punte-score", std::to_string(match.score));
  if (match.score < 100) add_property(unit, "x-punte-match", match.source.text);
  add_property(unit, "x-punte-origin", match.origin);
  return unit;
}

}  // namespace

std::vector<language::Unit> hit_units(const ReadPage& page,
                                      const std::vector<SegmentMatches>& rows) {
  std::vector<language::Unit> out;
  for (const SegmentMatches& row : rows) {
    for (const tm::Match& match : row.matches) out.push_back(hit_unit(page, row, match));
  }
  return out;
}

void MissingSegments::add(const ReadPage& page, const std::vector<SegmentMatches>& rows) {
  for (const SegmentMatches& row : rows) {
    if (!row.to_translate || !row.matches.empty()) continue;
    const PageSegment& segment = row.segment;
    if (!seen_.emplace(segment.language, language::with_codes(segment.text)).second) continue;
    const page::Page& content = page.page;
    list_.push_back({content.address.empty() ? page.name : content.address,
                     content.blocks[segment.block].path, std::string(page::role_name(row.role)),
                     segment});
  }
}

std::string missing_text(const std::vector<MissingSegment>& list) {
  std::string out;
  for (const MissingSegment& missing : list) {
    std::string text = missing.segment.text.text;
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    out += text + "\n";
  }
  return out;
}

std::string missing_csv(const std::vector<MissingSegment>& list) {
  std::string out = "language,text,role,page,path\n";
  for (const MissingSegment& missing : list) {
    out +=
        fmt::format("{},{},{},{},{}\n", exchange::csv_field(missing.segment.language),
                    exchange::csv_field(language::with_codes(missing.segment.text)), missing.role,
                    exchange::csv_field(missing.page), exchange::csv_field(missing.path));
  }
  return out;
}

Result<void> write_missing_xliff(const std::vector<MissingSegment>& list,
                                 const std::string& target_language, exchange::ByteSink& sink) {
  std::map<std::string, std::vector<const MissingSegment*>> by_language;
  for (const MissingSegment& missing : list) {
    by_language[missing.segment.language].push_back(&missing);
  }
  exchange::XliffWriteOptions options;
  options.version = exchange::XliffVersion::k12;  // 2.1 holds one source language
  options.target_language = target_language;
  if (!by_language.empty()) options.source_language = by_language.begin()->first;
  exchange::XliffWriter writer(sink, options);
  std::size_t number = 0;
  for (const auto& [language, segments] : by_language) {
    exchange::XliffFile file;
    file.original = segments.front()->page;
    file.datatype = "html";
    file.source_language = language;
    file.target_language = target_language;
    PUNTE_CHECK(writer.begin_file(file));
    for (const MissingSegment* missing : segments) {
      exchange::XliffUnit unit;
      unit.id = std::to_string(++number);
      unit.name = missing->path;
      unit.properties.push_back({"x-punte-page", missing->page, {}});
      unit.properties.push_back({"x-punte-role", missing->role, {}});
      unit.segments.emplace_back().source = missing->segment.text;
      PUNTE_CHECK(writer.write(unit));
    }
  }
  return writer.finish();
}

}  // namespace punte::job
