#include "job/analysis.h"

#include <algorithm>
#include <utility>

#include "job/similar_texts.h"
#include "language/marked_text.h"

namespace punte::job {
namespace {

using base::Result;

constexpr std::array<std::string_view, kBands> kBandNames = {
    "102", "101", "100", "repetition", "95-99", "85-94", "75-84", "50-74", "new"};

Band band_of(int score) {
  if (score >= 102) return Band::kContext2;
  if (score == 101) return Band::kContext;
  if (score == 100) return Band::kExact;
  if (score >= 95) return Band::k95;
  if (score >= 85) return Band::k85;
  if (score >= 75) return Band::k75;
  return score >= 50 ? Band::k50 : Band::kNew;
}

}  // namespace

std::string_view band_name(Band band) { return kBandNames[static_cast<std::size_t>(band)]; }

void Amount::add(const language::TextCount& one) {
  ++segments;
  count += one;
}

Amount BandCounts::total() const {
  Amount out;
  for (const Amount& band : bands) {
    out.segments += band.segments;
    out.count += band.count;
  }
  return out;
}

std::vector<CountedSegment> counted_segments(const page::Page& page,
                                             const std::vector<PageSegment>& segments) {
  std::vector<CountedSegment> out;
  for (const bool plain : {false, true}) {
    for (std::size_t i = 0; i < segments.size(); ++i) {
      if (segments[i].plain == plain) out.push_back({i, page.blocks[segments[i].block].role});
    }
  }
  return out;
}

Result<Band> Analyzer::known_from_memory(const tm::Query& query) const {
  tm::LookupOptions options;
  options.threshold = 50;
  options.limit = 1;
  PUNTE_TRY(const auto matches, memory_->lookup(query, options));
  return matches.empty() ? Band::kNew : band_of(matches.front().score);
}

Result<void> Analyzer::add(const std::string& page, const std::vector<PageSegment>& page_segments,
                           const std::vector<CountedSegment>& segments,
                           const base::Continue& go_on) {
  const std::size_t page_index = pages_.size();
  pages_.push_back(page);
  std::size_t done = 0;
  for (const CountedSegment& counted : segments) {
    const PageSegment& segment = page_segments[counted.segment];
    const language::TextCount count = counter_.count(segment.text.text);
    if (segment.language == "und" || count.words == 0) {
      without_language_.add(count);
      continue;
    }
    if (!needs_translation(segment, target_)) {
      in_target_.add(count);
      continue;
    }
    const bool is_new = seen_.emplace(segment.language, language::with_codes(segment.text)).second;
    if (!counted.counts) continue;
    Band band = band_of(counted.known);
    if (memory_ != nullptr) {
      const tm::Query query = query_of(page_segments, counted.segment, target_);
      PUNTE_TRY(const Band known, known_from_memory(query));
      band = std::min(band, known);
    }
    if (!is_new && band > Band::kExact) band = Band::kRepetition;
    segments_.push_back(
        {segment.text, segment.language, counted.role, page_index, count, band, false});
    if (!go_on(base::Stage::kSegments, ++done, segments.size())) return base::cancelled();
  }
  return {};
}

Result<void> Analyzer::find_internal(const base::Continue& go_on) {
  std::vector<SimilarTexts::Text> texts;
  std::vector<std::size_t> places;  // of the texts among the segments
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    if (segments_[i].band == Band::kRepetition) continue;
    texts.push_back({segments_[i].text, segments_[i].language});
    places.push_back(i);
  }
  PUNTE_TRY(const auto job, SimilarTexts::make(texts));
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    Segment& segment = segments_[i];
    if (!go_on(base::Stage::kComparing, i + 1, segments_.size())) return base::cancelled();
    // Nothing inside the job can better what is this well known.
    if (segment.band < Band::k85) continue;
    // Later segments, which do not count, are among the hits.
    PUNTE_TRY(const auto hits, job.find({segment.text, segment.language}, 20));
    const auto earlier = std::find_if(hits.begin(), hits.end(),
                                      [&](const auto& hit) { return places[hit.text] < i; });
    if (earlier == hits.end()) continue;
    const Band band = std::max(band_of(earlier->score), Band::k95);
    if (band < segment.band) {
      segment.band = band;
      segment.internal = true;
    }
  }
  return {};
}

Result<Analysis> Analyzer::finish(const base::Continue& go_on) {
  PUNTE_CHECK(find_internal(go_on));
  Analysis out;
  out.in_target = in_target_;
  out.without_language = without_language_;
  for (const std::string& page : pages_) out.by_page.emplace_back(page, BandCounts{});
  for (const Segment& segment : segments_) {
    for (BandCounts* counts : {&out.all, &out.by_language[segment.language],
                               &out.by_role[std::string(page::role_name(segment.role))],
                               &out.by_page[segment.page].second}) {
      counts->bands[static_cast<std::size_t>(segment.band)].add(segment.count);
      if (segment.internal) counts->internal.add(segment.count);
    }
  }
  return out;
}

}  // namespace punte::job
