#include "job/page_changes.h"

#include <algorithm>
#include <deque>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "job/similar_texts.h"
#include "language/marked_text.h"

namespace punte::job {
namespace {

using base::Result;

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

/// Which of the new segments' partners are part of the longest ascending run.
/// Source: Fredman 1975, doi:10.1016/0012-365X(75)90103-X (patience sorting).
std::vector<bool> in_order(const std::vector<std::size_t>& partners) {
  std::vector<std::size_t> tops;  // of piles: places in `partners`
  std::vector<std::size_t> below(partners.size(), kNone);
  for (std::size_t i = 0; i < partners.size(); ++i) {
    if (partners[i] == kNone) continue;
    const auto pile =
        std::lower_bound(tops.begin(), tops.end(), partners[i],
                         [&](std::size_t top, std::size_t value) { return partners[top] < value; });
    if (pile != tops.begin()) below[i] = *(pile - 1);
    if (pile == tops.end()) {
      tops.push_back(i);
    } else {
      *pile = i;
    }
  }
  std::vector<bool> out(partners.size(), false);
  for (std::size_t i = tops.empty() ? kNone : tops.back(); i != kNone; i = below[i]) out[i] = true;
  return out;
}

/// For each new segment the old one with the same text, in the order of their occurrence.
std::vector<std::size_t> equal_partners(const std::vector<PageSegment>& before,
                                        const std::vector<PageSegment>& now,
                                        std::vector<bool>& taken) {
  std::map<std::pair<std::string_view, std::string_view>, std::deque<std::size_t>> places;
  for (std::size_t i = 0; i < before.size(); ++i) {
    places[{before[i].language, before[i].text.text}].push_back(i);
  }
  std::vector<std::size_t> partners(now.size(), kNone);
  for (std::size_t i = 0; i < now.size(); ++i) {
    const auto found = places.find({now[i].language, now[i].text.text});
    if (found == places.end() || found->second.empty()) continue;
    partners[i] = found->second.front();
    taken[partners[i]] = true;
    found->second.pop_front();
  }
  return partners;
}

/// Pairs what is left by similarity, the best pairs first, of equal ones those that stand closest.
Result<std::vector<std::pair<std::size_t, int>>> similar_partners(
    const std::vector<PageSegment>& before, const std::vector<PageSegment>& now,
    const std::vector<std::size_t>& equal, std::vector<bool>& taken) {
  std::vector<std::pair<std::size_t, int>> partners(now.size(), {kNone, 0});
  std::vector<SimilarTexts::Text> texts;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (taken[i]) continue;
    texts.push_back({before[i].text, before[i].language});
    places.push_back(i);
  }
  if (texts.empty()) return partners;
  const auto old_texts = SimilarTexts::make(texts);
  if (!old_texts) return tl::unexpected(old_texts.error());
  std::vector<std::tuple<int, std::size_t, std::size_t, std::size_t>> pairs;  // -score, apart, ...
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (equal[i] != kNone) continue;
    const auto hits = old_texts->find({now[i].text, now[i].language}, 20);
    if (!hits) return tl::unexpected(hits.error());
    for (const SimilarTexts::Hit& hit : *hits) {
      const std::size_t old = places[hit.text];
      pairs.emplace_back(-hit.score, old > i ? old - i : i - old, i, old);
    }
  }
  std::sort(pairs.begin(), pairs.end());
  for (const auto& [score, apart, i, old] : pairs) {
    if (partners[i].first != kNone || taken[old]) continue;
    partners[i] = {old, -score};
    taken[old] = true;
  }
  return partners;
}

}  // namespace

std::string change_name(Change change) {
  switch (change) {
    case Change::kSame:
      return "same";
    case Change::kMoved:
      return "moved";
    case Change::kChanged:
      return "changed";
    case Change::kNew:
      return "new";
    case Change::kGone:
      break;
  }
  return "gone";
}

Result<std::vector<SegmentChange>> compare_pages(const std::vector<PageSegment>& before,
                                                 const std::vector<PageSegment>& now) {
  std::vector<bool> taken(before.size(), false);
  const std::vector<std::size_t> equal = equal_partners(before, now, taken);
  const std::vector<bool> ordered = in_order(equal);
  const auto similar = similar_partners(before, now, equal, taken);
  if (!similar) return tl::unexpected(similar.error());
  std::vector<std::size_t> place_now(before.size(), kNone);
  std::vector<SegmentChange> changes;
  for (std::size_t i = 0; i < now.size(); ++i) {
    SegmentChange change;
    change.now = i;
    if (equal[i] != kNone) {
      change.before = equal[i];
      const bool same = language::same_codes(before[equal[i]].text, now[i].text);
      change.change = !same ? Change::kChanged : ordered[i] ? Change::kSame : Change::kMoved;
      change.score = same ? 100 : 99;
    } else if ((*similar)[i].first != kNone) {
      change.before = (*similar)[i].first;
      change.change = Change::kChanged;
      change.score = (*similar)[i].second;
    } else {
      change.change = Change::kNew;
    }
    if (change.before) place_now[*change.before] = i;
    changes.push_back(change);
  }
  // What is gone is shown behind what it stood behind.
  std::vector<std::vector<std::size_t>> gone(now.size() + 1);
  std::size_t behind = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (place_now[i] == kNone) {
      gone[behind].push_back(i);
    } else {
      behind = place_now[i] + 1;
    }
  }
  std::vector<SegmentChange> out;
  for (std::size_t i = 0; i <= now.size(); ++i) {
    for (const std::size_t old : gone[i]) out.push_back({Change::kGone, old, std::nullopt, 0});
    if (i < now.size()) out.push_back(changes[i]);
  }
  return out;
}

std::array<std::int64_t, 5> PageComparison::counts() const {
  std::array<std::int64_t, 5> out{};
  for (const SegmentChange& change : changes) ++out[static_cast<std::size_t>(change.change)];
  return out;
}

Result<PageComparison> compare(ReadPage before, ReadPage now) {
  PageSegmenter segmenter;
  PageComparison out;
  out.before.segments = segmenter.segments(before.page);
  out.before.page = std::move(before);
  out.now.segments = segmenter.segments(now.page);
  out.now.page = std::move(now);
  PUNTE_TRY(out.changes, compare_pages(out.before.segments, out.now.segments));
  return out;
}

Result<Analysis> cost_of(const PageComparison& comparison, const tm::Memory* memory,
                         const std::string& target_language, const base::Continue& go_on) {
  const page::Page& page = comparison.now.page.page;
  std::vector<CountedSegment> counted = counted_segments(page, comparison.now.segments);
  std::vector<const SegmentChange*> change_of(comparison.now.segments.size(), nullptr);
  for (const SegmentChange& change : comparison.changes) {
    if (change.now) change_of[*change.now] = &change;
  }
  for (CountedSegment& segment : counted) {
    const SegmentChange& change = *change_of[segment.segment];
    segment.known = change.score;
    segment.counts = change.change == Change::kNew || change.change == Change::kChanged;
  }
  Analyzer analyzer(memory, target_language);
  PUNTE_CHECK(analyzer.add(comparison.now.page.name, comparison.now.segments, counted, go_on));
  return analyzer.finish(go_on);
}

}  // namespace punte::job
