#include "job/work_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "exchange/xliff_reader.h"
#include "job/work_ids.h"
#include "tm/assembly.h"

namespace punte::job {
namespace {

using base::Result;
using exchange::XliffSegment;
using exchange::XliffUnit;
using internal::WorkId;
using language::InlineCode;
using language::MarkedText;

/// How far a segment has come, in words of XLIFF.
constexpr const char* kInitial = "initial";
constexpr const char* kToReview = "needs-review-translation";
constexpr const char* kTranslated = "translated";

std::string state_of(const TranslatedSegment& segment) {
  const bool exact =
      segment.fill == Fill::kMatch && segment.match->score >= 100 && segment.changes.empty();
  if (exact) return kTranslated;
  return segment.fill == Fill::kMatch || segment.fill == Fill::kLocalized ? kToReview : kInitial;
}

/// Gives the codes of a translation the links of the same codes of its source.
void link_codes(MarkedText& target, const MarkedText& source) {
  std::vector<bool> taken(source.codes.size(), false);
  std::vector<InlineCode> kept;
  for (InlineCode& code : target.codes) {
    for (std::size_t i = 0; i < source.codes.size(); ++i) {
      const InlineCode& original = source.codes[i];
      if (taken[i] || original.kind != code.kind || original.id != code.id ||
          original.content != code.content) {
        continue;
      }
      taken[i] = true;
      code.link = original.link;
      kept.push_back(std::move(code));
      break;
    }
  }
  target.codes = std::move(kept);
}

std::string place_of(const page::Block& block) {
  if (block.pieces.empty()) return {};
  return fmt::format("{}-{}", block.pieces.front().source.start, block.pieces.back().source.limit);
}

XliffUnit unit_of(const page::Block& block, const TranslatedSegment& segment, std::string id) {
  XliffUnit unit;
  unit.id = std::move(id);
  unit.name = block.path;
  unit.properties.push_back({"x-punte-role", std::string(page::role_name(block.role)), {}});
  const std::string place = place_of(block);
  if (!place.empty()) unit.properties.push_back({"x-punte-bytes", place, {}});
  XliffSegment& part = unit.segments.emplace_back();
  part.source = segment.segment.text;
  internal::number_codes(part.source);
  part.state = state_of(segment);
  part.has_target = segment.fill == Fill::kMatch || segment.fill == Fill::kLocalized;
  if (part.has_target) {
    part.target = segment.text;
    link_codes(part.target, part.source);
  }
  if (segment.match) {
    exchange::XliffMatch match;
    match.similarity = std::min(segment.match->score, 100);
    match.origin = segment.match->origin;
    match.source.text = segment.match->source.text;
    match.target = segment.proposal;
    link_codes(match.target, part.source);
    part.matches.push_back(std::move(match));
  }
  if (segment.assembly) {
    exchange::XliffMatch match;
    match.similarity = segment.assembly->score();
    match.origin = "assembled";
    match.source.text = segment.segment.text.text;
    match.target.text = segment.assembly->text;
    part.matches.push_back(std::move(match));
  }
  return unit;
}

}  // namespace

std::vector<WorkFile> work_files(const page::Page& page,
                                 const std::vector<TranslatedSegment>& segments,
                                 std::string_view bytes, const std::string& name,
                                 const TranslateOptions& options) {
  std::map<std::string, WorkFile> by_language;
  std::vector<WorkId> ids = internal::block_ids(page);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const TranslatedSegment& segment = segments[i];
    const std::size_t block_index = segment.segment.block;
    const page::Block& block = page.blocks[block_index];
    ++ids[block_index].number;
    if (segment.fill == Fill::kTarget || segment.segment.language == "und") continue;
    by_language[segment.segment.language].units.push_back(
        unit_of(block, segment, ids[block_index].str()));
  }
  std::vector<WorkFile> out;
  for (auto& [tag, work] : by_language) {
    work.file.original = name;
    work.file.datatype = page.format == page::Format::kHtml ? "html" : "plaintext";
    work.file.skeleton = internal::page_fingerprint(bytes);
    work.file.source_language = tag;
    work.file.target_language = options.to;
    out.push_back(std::move(work));
  }
  std::stable_sort(out.begin(), out.end(), [](const WorkFile& a, const WorkFile& b) {
    return a.units.size() > b.units.size();
  });
  return out;
}

Result<void> write_work_files(const std::vector<WorkFile>& files, exchange::XliffVersion version,
                              exchange::ByteSink& sink) {
  exchange::XliffWriteOptions options;
  options.version = version;
  if (!files.empty()) {
    options.source_language = files.front().file.source_language;
    options.target_language = files.front().file.target_language;
  }
  exchange::XliffWriter writer(sink, options);
  for (const WorkFile& work : files) {
    if (const auto done = writer.begin_file(work.file); !done) return done;
    for (XliffUnit unit : work.units) {
      // XLIFF 2 would have it "translated, with doubts"; a tool that drops the doubts must not
      // make it more than a beginning.
      std::string& state = unit.segments.front().state;
      if (version == exchange::XliffVersion::k21 && state == kToReview) state = kInitial;
      if (const auto done = writer.write(unit); !done) return done;
    }
    if (version == exchange::XliffVersion::k21) break;
  }
  return writer.finish();
}

Result<std::vector<WorkFile>> read_work_files(exchange::ByteSource& source) {
  std::vector<WorkFile> out;
  const auto read = exchange::read_xliff_units(
      source, [&](const exchange::XliffFile& file, XliffUnit&& unit) -> Result<void> {
        if (out.empty() || !(out.back().file == file)) out.push_back({file, {}});
        out.back().units.push_back(std::move(unit));
        return {};
      });
  if (!read) return tl::unexpected(read.error());
  return out;
}

}  // namespace punte::job
