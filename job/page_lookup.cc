#include "job/page_lookup.h"

#include <iterator>
#include <utility>

#include "language/language_tag.h"

namespace punte::job {

using base::Result;

void Coverage::add(const SegmentMatches& row) {
  if (!row.to_translate) return;
  ++segments;
  words += row.words;
  if (row.matches.empty()) return;
  ++found_segments;
  found_words += row.words;
  if (row.matches.front().score < 100) return;
  ++exact_segments;
  exact_words += row.words;
}

Result<std::vector<SegmentMatches>> PageLookup::look_up(page::Page& page,
                                                        const base::Continue& go_on) {
  if (!options_.from.empty()) {
    for (page::Block& block : page.blocks) block.language = options_.from;
  }
  const std::vector<PageSegment> segments = segmenter_.segments(page);
  std::vector<SegmentMatches> rows;
  rows.reserve(segments.size());
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const PageSegment& segment = segments[i];
    const page::Block& block = page.blocks[segment.block];
    SegmentMatches row;
    row.segment = segment;
    row.role = block.role;
    row.attribute = segment.plain && block.attribute.empty() ? "title" : block.attribute;
    row.confidence = options_.from.empty() ? block.confidence : 1;
    row.words = counter_.count(segment.text.text).words;
    for (const std::string& target : options_.to) {
      if (!needs_translation(segment, target)) continue;
      row.to_translate = true;
      PUNTE_TRY(auto matches, memories_.lookup(query_of(segments, i, target), options_.lookup));
      std::move(matches.begin(), matches.end(), std::back_inserter(row.matches));
      PUNTE_TRY(auto terms, glossary_.find(segment.text.text, segment.language, target));
      std::move(terms.begin(), terms.end(), std::back_inserter(row.terms));
    }
    rows.push_back(std::move(row));
    if (!go_on(base::Stage::kSegments, i + 1, segments.size())) return base::cancelled();
  }
  return rows;
}

}  // namespace punte::job
