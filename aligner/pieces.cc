#include "aligner/pieces.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>

#include "aligner/tokens.h"
#include "aligner/weights.h"

namespace punte::aligner::internal {
namespace {

struct Places {
  std::uint32_t count = 0;
  std::array<std::uint32_t, kRareForCuts> at{};
};
using Words = std::unordered_map<std::size_t, Places>;  // [hash of the word]

Words rare_words(std::span<const Segment> segments, const Words* known) {
  Words words;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    for (const std::string& token : tokenize(segments[i].text, kMostTokensForCuts)) {
      if (token.size() < kLeastRareBytes) continue;
      const std::size_t hash = std::hash<std::string_view>()(token);
      if (known != nullptr) {
        const auto found = known->find(hash);
        if (found == known->end() || found->second.count > kRareForCuts) continue;
      }
      Places& places = words[hash];
      if (places.count < kRareForCuts) places.at[places.count] = static_cast<std::uint32_t>(i);
      if (places.count <= kRareForCuts) ++places.count;
    }
  }
  return words;
}

}  // namespace

std::vector<Point> rising_chain(std::vector<Point> points) {
  std::sort(points.begin(), points.end(), [](const Point& a, const Point& b) {
    return a.first != b.first ? a.first < b.first : a.second > b.second;
  });
  std::vector<std::size_t> ends;  // [length - 1]: point of the least column that ends such a chain
  std::vector<std::size_t> before(points.size());
  for (std::size_t p = 0; p < points.size(); ++p) {
    const auto at = std::lower_bound(
        ends.begin(), ends.end(), p,
        [&](std::size_t a, std::size_t b) { return points[a].second < points[b].second; });
    before[p] = at == ends.begin() ? points.size() : *(at - 1);
    if (at == ends.end()) {
      ends.push_back(p);
    } else {
      *at = p;
    }
  }
  std::vector<Point> chain;
  for (std::size_t p = ends.empty() ? points.size() : ends.back(); p != points.size();
       p = before[p]) {
    chain.push_back(points[p]);
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

std::vector<std::pair<std::size_t, std::size_t>> cut_into_pieces(std::span<const Segment> source,
                                                                 std::span<const Segment> target,
                                                                 std::size_t most) {
  const std::size_t n = source.size();
  const std::size_t m = target.size();
  std::vector<std::pair<std::size_t, std::size_t>> cuts;
  if (std::max(n, m) > most) {
    const Words in_source = rare_words(source, nullptr);
    const Words in_target = rare_words(target, &in_source);
    std::vector<Point> points;
    for (const auto& [hash, places] : in_target) {
      if (places.count > kRareForCuts) continue;
      const Places& others = in_source.at(hash);
      for (std::uint32_t a = 0; a < others.count; ++a) {
        for (std::uint32_t b = 0; b < places.count; ++b) {
          points.emplace_back(others.at[a], places.at[b]);
        }
      }
    }
    const std::vector<Point> chain = rising_chain(std::move(points));
    const std::size_t pieces = (std::max(n, m) + most - 1) / most;
    // The longer side is cut into equal parts, as nearly as good places allow.
    const auto along = [&](const Point& point) { return n >= m ? point.first : point.second; };
    const std::size_t whole = std::max(n, m);
    const std::size_t slack = whole / pieces / 4;
    std::size_t next = kCutNeighbours;
    for (std::size_t piece = 1; piece < pieces; ++piece) {
      const std::size_t wanted = whole * piece / pieces;
      std::size_t least = std::numeric_limits<std::size_t>::max();
      std::pair<std::size_t, std::size_t> cut = {n * piece / pieces, m * piece / pieces};
      while (next + kCutNeighbours < chain.size() && along(chain[next]) + slack < wanted) ++next;
      for (; next + kCutNeighbours < chain.size() && along(chain[next]) <= wanted + slack; ++next) {
        const Point& before = chain[next - kCutNeighbours];
        const Point& after = chain[next + kCutNeighbours];
        const std::size_t apart = (after.first - before.first) + (after.second - before.second);
        if (apart >= least) continue;
        least = apart;
        cut = {chain[next].first, chain[next].second};
      }
      if (!cuts.empty()) {  // a cut in proportion may lie before one that was found
        cut.first = std::max(cut.first, cuts.back().first);
        cut.second = std::max(cut.second, cuts.back().second);
      }
      cuts.push_back(cut);
    }
  }
  cuts.emplace_back(n, m);
  return cuts;
}

}  // namespace punte::aligner::internal
