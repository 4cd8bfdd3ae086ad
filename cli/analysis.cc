#include "cli/analysis.h"

#include <algorithm>
#include <utility>

#include "cli/messages.h"
#include "cli/similar_texts.h"
#include "cli/terminal.h"
#include "language/language_tag.h"

namespace punte::cli {
namespace {

using base::ErrorCode;
using base::fail;
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

RateCard default_rates() { return {0, 0, 0.1, 0.1, 0.3, 0.5, 0.7, 1, 1}; }

double weighted_words(const BandCounts& counts, const RateCard& rates) {
  double out = 0;
  for (std::size_t i = 0; i < kBands; ++i) {
    out += rates[i] * static_cast<double>(counts.bands[i].count.words);
  }
  return out;
}

Result<void> Analyzer::add(const std::string& page, const std::vector<CountedSegment>& segments) {
  const std::size_t page_index = pages_.size();
  pages_.push_back(page);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const CountedSegment& segment = segments[i];
    const language::TextCount count = counter_.count(segment.text);
    if (segment.language == "und" || count.words == 0) {
      without_language_.add(count);
      continue;
    }
    if (language::same_language(segment.language, target_)) {
      in_target_.add(count);
      continue;
    }
    Segment counted{segment, page_index, count, Band::kNew, false};
    const bool is_new = seen_.emplace(segment.language, segment.text).second;
    if (!segment.counts) continue;
    counted.band = band_of(segment.known);
    if (memory_ != nullptr) {
      tm::Query query;
      query.source.text = segment.text;
      query.source_language = segment.language;
      query.target_language = target_;
      if (i > 0) query.previous = segments[i - 1].text;
      if (i + 1 < segments.size()) query.next = segments[i + 1].text;
      tm::LookupOptions options;
      options.threshold = 50;
      options.limit = 1;
      const auto matches = memory_->lookup(query, options);
      if (!matches) return tl::unexpected(matches.error());
      if (!matches->empty()) {
        counted.band = std::min(counted.band, band_of(matches->front().score));
      }
    }
    if (!is_new && counted.band > Band::kExact) counted.band = Band::kRepetition;
    segments_.push_back(std::move(counted));
    if (interrupted()) return fail(ErrorCode::kCancelled, PUNTE_MSG("stopped"));
  }
  return {};
}

Result<void> Analyzer::find_internal() {
  std::vector<SimilarTexts::Text> texts;
  std::vector<std::size_t> places;  // of the texts among the segments
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    if (segments_[i].band == Band::kRepetition) continue;
    texts.push_back({segments_[i].segment.text, segments_[i].segment.language});
    places.push_back(i);
  }
  const auto job = SimilarTexts::make(texts);
  if (!job) return tl::unexpected(job.error());
  Progress progress;
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    Segment& segment = segments_[i];
    progress.show(tr("Comparing"), i + 1, segments_.size());
    if (interrupted()) return fail(ErrorCode::kCancelled, PUNTE_MSG("stopped"));
    // Nothing inside the job can better what is this well known.
    if (segment.band < Band::k85) continue;
    // Later segments, which do not count, are among the hits.
    const auto hits = job->find({segment.segment.text, segment.segment.language}, 20);
    if (!hits) return tl::unexpected(hits.error());
    const auto earlier = std::find_if(hits->begin(), hits->end(),
                                      [&](const auto& hit) { return places[hit.text] < i; });
    if (earlier == hits->end()) continue;
    const Band band = std::max(band_of(earlier->score), Band::k95);
    if (band < segment.band) {
      segment.band = band;
      segment.internal = true;
    }
  }
  return {};
}

Result<Analysis> Analyzer::finish() {
  if (const auto done = find_internal(); !done) return tl::unexpected(done.error());
  Analysis out;
  out.in_target = in_target_;
  out.without_language = without_language_;
  for (const std::string& page : pages_) out.by_page.emplace_back(page, BandCounts{});
  for (const Segment& segment : segments_) {
    for (BandCounts* counts : {&out.all, &out.by_language[segment.segment.language],
                               &out.by_role[std::string(page::role_name(segment.segment.role))],
                               &out.by_page[segment.page].second}) {
      counts->bands[static_cast<std::size_t>(segment.band)].add(segment.count);
      if (segment.internal) counts->internal.add(segment.count);
    }
  }
  return out;
}

}  // namespace punte::cli
