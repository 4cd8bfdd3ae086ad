#include "language/segment.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "language/code_points.h"
#include "language/cutter.h"
#include "language/segment_data.h"

namespace punte::language {

using internal::CodePoint;

struct Segmenter::Rules {
  internal::SegmentData data;
  LineBreaks line_breaks = LineBreaks::kSmart;
};

namespace {

constexpr std::size_t kMostAtOnce = std::size_t{1} << 16;  // code points that are decided at once

/// Reads the code points from `at` on, kMostAtOnce at most; gives where they end.
std::size_t read_code_points(std::string_view text, std::size_t at,
                             std::vector<CodePoint>& points) {
  points.clear();
  std::vector<std::size_t> unsettled;
  std::size_t next = at;
  while (next < text.size() && points.size() < kMostAtOnce) {
    const std::size_t start = next;
    const auto byte = static_cast<unsigned char>(text[next]);
    char32_t c = byte;
    if (byte < 0x80) {
      ++next;
    } else {
      c = next_code_point(text, next);
    }
    // A line feed ends the line with the carriage return before it.
    const bool old_line = c == U'\r' && (next >= text.size() || text[next] != '\n');
    points.push_back({c, static_cast<std::uint32_t>(start - at),
                      old_line ? internal::kNewline : internal::kind_of(c)});
    if (byte >= 0x80 && internal::depends_on_neighbours(c)) unsettled.push_back(points.size() - 1);
  }
  for (const std::size_t i : unsettled) internal::settle_kind(points, i);
  return next;
}

}  // namespace

Segmenter::Segmenter(std::string_view tag, const SegmentOptions& options)
    : rules_(std::make_unique<Rules>()) {
  rules_->data = internal::load_segment_data(tag);
  rules_->line_breaks = options.line_breaks;
  for (const std::string& word : options.abbreviations) {
    rules_->data.words[internal::fold_word(word)] |= internal::kAbbreviation;
  }
}

Segmenter::Segmenter(Segmenter&&) noexcept = default;
Segmenter& Segmenter::operator=(Segmenter&&) noexcept = default;
Segmenter::~Segmenter() = default;

std::vector<Span> Segmenter::segment(std::string_view text) const {
  std::vector<Span> out;
  std::vector<CodePoint> points;
  points.reserve(std::min(text.size(), kMostAtOnce) + 1);
  std::size_t at = 0;
  const auto add = [&](std::size_t start, std::size_t limit) {
    const std::string_view kept = trim(text.substr(start, limit - start));
    if (kept.empty()) return;
    const auto begin = static_cast<std::size_t>(kept.data() - text.data());
    out.push_back({begin, begin + kept.size()});
  };
  while (at < text.size()) {
    const std::size_t next = read_code_points(text, at, points);
    const std::vector<std::size_t> borders =
        internal::cut(rules_->data, rules_->line_breaks, points);
    std::size_t start = at;
    for (const std::size_t border : borders) {
      add(start, at + points[border].start);
      start = at + points[border].start;
    }
    if (next >= text.size()) {
      add(start, text.size());
      break;
    }
    // More follows: what is open is decided with it; without any border, cut at the last blank.
    if (start == at) {
      std::size_t blank = points.size();
      while (blank > points.size() / 2 && !is_blank(points[blank - 1].kind)) --blank;
      start = blank > points.size() / 2 ? at + points[blank - 1].start : next;
      add(at, start);
    }
    at = start;
  }
  return out;
}

std::vector<std::string> segment_languages() {
  std::vector<std::string> out;
  for (const internal::SegmentFile& file : internal::segment_files()) out.emplace_back(file.tag);
  return out;
}

}  // namespace punte::language
