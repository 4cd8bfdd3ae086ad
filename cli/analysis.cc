#include "cli/analysis.h"

#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/messages.h"
#include "cli/page_translation.h"
#include "cli/terminal.h"
#include "language/language_tag.h"

namespace punte::cli {
namespace {

namespace fs = std::filesystem;
using language::ErrorCode;
using language::fail;
using language::Result;

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

/// A folder that is gone at the end.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::error_code error;
    std::string name = (fs::temp_directory_path(error) / "punte-XXXXXX").string();
    if (!error && ::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

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
    const auto [place, is_new] =
        seen_.try_emplace({segment.language, segment.text}, segments_.size());
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
      if (!matches->empty()) counted.band = band_of(matches->front().score);
    }
    if (!is_new && counted.band > Band::kExact) counted.band = Band::kRepetition;
    segments_.push_back(std::move(counted));
    if (interrupted()) return fail(ErrorCode::kCancelled, PUNTE_MSG("stopped"));
  }
  return {};
}

Result<void> Analyzer::find_internal() {
  const ScratchFolder folder;
  if (folder.path().empty()) {
    return fail(ErrorCode::kIo, PUNTE_MSG("no folder for temporary files can be made; set TMPDIR"));
  }
  auto job = tm::TranslationMemory::open(folder.path() / "job.tm");
  if (!job) return tl::unexpected(job.error());
  {
    auto writer = job->begin();
    if (!writer) return tl::unexpected(writer.error());
    for (std::size_t i = 0; i < segments_.size(); ++i) {
      if (segments_[i].band == Band::kRepetition) continue;
      tm::Unit unit;
      unit.source_language = segments_[i].segment.language;
      unit.variants.resize(2);
      unit.variants[0].language = segments_[i].segment.language;
      unit.variants[0].text.text = segments_[i].segment.text;
      unit.variants[1].language = target_;
      unit.variants[1].text.text = std::to_string(i);  // tells which segment a match is
      if (const auto added = writer->add(unit, "job"); !added) {
        return tl::unexpected(added.error());
      }
    }
    if (const auto done = writer->commit(); !done) return done;
  }
  Progress progress;
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    Segment& segment = segments_[i];
    progress.show(tr("Comparing"), i + 1, segments_.size());
    if (interrupted()) return fail(ErrorCode::kCancelled, PUNTE_MSG("stopped"));
    // Nothing inside the job can better what is this well known.
    if (segment.band < Band::k85) continue;
    tm::Query query;
    query.source.text = segment.segment.text;
    query.source_language = segment.segment.language;
    query.target_language = target_;
    tm::LookupOptions options;
    options.threshold = 50;
    options.limit = 20;  // later segments, which do not count, are among them
    const auto matches = job->lookup(query, options);
    if (!matches) return tl::unexpected(matches.error());
    for (const tm::Match& match : *matches) {
      const std::string& number = match.target.text;
      const bool is_number =
          !number.empty() && number.find_first_not_of("0123456789") == std::string::npos;
      if (!is_number || std::stoul(number) >= i) continue;
      const Band band = std::max(band_of(match.score), Band::k95);
      if (band < segment.band) {
        segment.band = band;
        segment.internal = true;
      }
      break;
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
