#include "aligner/align.h"

#include <algorithm>
#include <array>
#include <bit>
#include <climits>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "aligner/confidence.h"
#include "aligner/pieces.h"
#include "aligner/tokens.h"
#include "aligner/word_model.h"

namespace punte::aligner {
namespace {

using internal::Evidence;
using internal::Side;
using internal::WordModel;

constexpr std::size_t kMostCells = 1'000'000;  // of the band
constexpr std::size_t kLeastHalf = 20;         // of the band's width
constexpr std::size_t kRare = 3;
constexpr float kNever = -1e9F;

// Shapes of beads that are more than a gap, and how often each comes before anything is learnt.
struct Shape {
  std::uint8_t source, target;
  double prior;
};
constexpr std::array kShapes = {
    Shape{1, 1, 0.88},   Shape{1, 2, 0.04},   Shape{2, 1, 0.04},   Shape{2, 2, 0.01},
    Shape{1, 3, 0.004},  Shape{3, 1, 0.004},  Shape{2, 3, 0.001},  Shape{3, 2, 0.001},
    Shape{3, 3, 0.0005}, Shape{1, 4, 0.001},  Shape{4, 1, 0.001},  Shape{2, 4, 0.0002},
    Shape{4, 2, 0.0002}, Shape{3, 4, 0.0001}, Shape{4, 3, 0.0001}, Shape{4, 4, 0.0001},
};
constexpr std::size_t kLengthClasses = 4;  // up to 2, 5, 10 words, more
constexpr double kLengthStrength = 2;
constexpr std::size_t kFirstShapes = 6;
constexpr std::uint32_t kNoSlot = ~0U;
constexpr float kLeastPath = -14.0F;  // logarithm of what a path through a cell must have
constexpr std::size_t kNear = 3;      // segments
constexpr double kMostWordPairs = 1.5e6;
constexpr double kShapeStrength = 40;  // beads that the priors are worth
constexpr double kGapStrength = 4;
constexpr double kOpen = 0.03;
constexpr double kExtend = 0.8;

// The variance of the log length ratio is kSpread + kJitter / letters, times what is learnt.
constexpr double kSpread = 0.03;
constexpr double kJitter = 1.25;
constexpr double kUsualLetters = 60;
constexpr float kLeastLength = -10;  // lengths that fit worse: no bead of several segments

// Sources of evidence for a word: by chance, the document's own word model, the lexicon, spelling.
enum Trust : std::uint8_t { kChance, kLearnt, kKnown, kSpelling, kTrusts };

// How much evidence counts at all: words of a sentence are not independent.
constexpr double kWordWeight = 0.38;  // each direction
constexpr float kLogStep = 1.0F / 8;
constexpr double kCool = 0.4;
constexpr double kShrink = 2.0;  // counts that a learnt link is doubted with

// In double: the sums of a long text are too large for a float to tell its paths apart. By a table
// of log(1 + e^-x), straight between its points: 5e-7 off at most.
double log_add(double a, double b) {
  constexpr double kPoints = 256;  // for each unit of x
  constexpr double kFar = 18;      // where the smaller number no longer counts
  static const auto kMore = [] {
    std::array<double, static_cast<std::size_t>(kPoints * kFar) + 2> more{};
    for (std::size_t i = 0; i < more.size(); ++i) {
      more[i] = std::log1p(std::exp(-static_cast<double>(i) / kPoints));
    }
    return more;
  }();
  if (a < b) std::swap(a, b);
  const double apart = a - b;
  if (!(apart < kFar)) return a;
  const double point = apart * kPoints;
  const auto at = static_cast<std::size_t>(point);
  return a + kMore[at] + (point - static_cast<double>(at)) * (kMore[at + 1] - kMore[at]);
}

/// log(e^a + e^b) of numbers in kLogStep.
int add_steps(int a, int b) {
  static const std::array<std::int8_t, 64> kMore = [] {
    std::array<std::int8_t, 64> more{};
    for (std::size_t d = 0; d < more.size(); ++d) {
      more[d] = static_cast<std::int8_t>(std::lround(
          std::log1p(std::exp(-static_cast<double>(kLogStep) * static_cast<double>(d))) /
          static_cast<double>(kLogStep)));
    }
    return more;
  }();
  const int high = std::max(a, b);
  const int apart = high - std::min(a, b);
  return apart < 64 ? high + kMore[static_cast<std::size_t>(apart)] : high;
}

/// log(x) in kLogStep, rounded, of a positive number. By the exponent and the first eight bits of
/// the mantissa, which is exact to a thirtieth of a step.
std::int8_t log_steps(double x) {
  constexpr int kLeast = 127 - 24;  // biased exponents of what fits
  constexpr int kExponents = 48;
  static const std::array<std::int8_t, kExponents* 256> kLogs = [] {
    std::array<std::int8_t, kExponents * 256> logs{};
    for (std::size_t i = 0; i < logs.size(); ++i) {
      const double middle = std::ldexp(1 + (static_cast<double>(i % 256) + 0.5) / 256,
                                       static_cast<int>(i / 256) + kLeast - 127);
      logs[i] = static_cast<std::int8_t>(
          std::clamp(std::lround(std::log(middle) / static_cast<double>(kLogStep)), -127L, 127L));
    }
    return logs;
  }();
  const auto bits = static_cast<std::int32_t>(std::bit_cast<std::uint32_t>(static_cast<float>(x)));
  const std::int32_t at = (bits >> 15) - kLeast * 256;
  return kLogs[static_cast<std::size_t>(std::clamp(at, 0, kExponents * 256 - 1))];
}

/// log(count) in kLogStep.
constexpr std::array<int, 5> kLogOf = {0, 0, 6, 9, 11};
constexpr int kNoWord = -1000;       // in kLogStep: as good as none
constexpr std::size_t kMostRun = 4;  // segments on one side of a bead
constexpr int kMissing = INT_MIN;    // a pair of the run was not scored

std::size_t length_class(std::size_t words) {
  return words <= 2 ? 0 : words <= 5 ? 1 : words <= 10 ? 2 : 3;
}

struct Candidate {
  std::uint32_t source;
  float known_forward = 0;  // probability of the target word given the source word
  float known_backward = 0;
  float spelling = 0;
  float count = 0;  // of the learnt model
};

class Aligner {
 public:
  Aligner(std::span<const Segment> source, std::span<const Segment> target,
          const AlignOptions& options)
      : options_(options),
        source_(internal::read_side(source)),
        target_(internal::read_side(target)),
        n_(source.size()),
        m_(target.size()) {}

  Ladder run(std::vector<internal::BeadFeatures>* features);

 private:
  struct Row {
    std::size_t start = 0;  // columns [start, limit) of 0..m
    std::size_t limit = 0;
    std::size_t offset = 0;  // of its first cell
  };

  [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> anchors() const;
  void make_band();
  void join_rows();
  void find_candidates();
  void score_pairs();
  [[nodiscard]] bool is_scored(std::size_t i, std::size_t j) const {
    const std::size_t at = cell(i, j);
    return at != std::numeric_limits<std::size_t>::max() && pair_offsets_[at] != kNoSlot;
  }
  /// What a scored pair says of the words of its target, and of its source.
  [[nodiscard]] const std::int8_t* target_words(std::size_t i, std::size_t j) const {
    return pair_words_.data() + pair_offsets_[cell(i, j)];
  }
  [[nodiscard]] const std::int8_t* source_words(std::size_t i, std::size_t j) const {
    return target_words(i, j) + target_.segments[j - 1].size();
  }
  int hear_words(const std::int8_t* words, std::size_t segments);
  /// [column][segments of the other side - 1]: evidence of a segment's words given a run of the
  /// other side that ends in the cell, in kLogStep.
  using Runs = std::vector<std::array<int, kMostRun>>;
  void sum_runs(std::size_t i, Runs& of_target, Runs& of_source);
  void score_beads();
  void forward_backward();
  struct Testimony {
    float weight = 0;
    std::array<float, kTrusts> says{};
  };
  [[nodiscard]] std::vector<Testimony> hear(bool forward) const;
  void learn(int round);
  [[nodiscard]] float length_score(double source, double target) const;
  [[nodiscard]] std::size_t cell(std::size_t i, std::size_t j) const {
    const Row& row = rows_[i];
    return j >= row.start && j < row.limit ? row.offset + j - row.start
                                           : std::numeric_limits<std::size_t>::max();
  }
  [[nodiscard]] float deletion_score(std::size_t i) const {
    return gap_lengths_[0][length_class(source_.words[i - 1])];
  }
  [[nodiscard]] float insertion_score(std::size_t j) const {
    return gap_lengths_[1][length_class(target_.words[j - 1])];
  }
  [[nodiscard]] float& bead(std::size_t cell, std::size_t shape) {
    return beads_[std::size_t{slots_[cell]} * shape_count_ + shape];
  }
  [[nodiscard]] float posterior(std::size_t cell, std::size_t shape) const {
    if (slots_[cell] == kNoSlot || shape >= shape_count_) return 0;
    return posteriors_[std::size_t{slots_[cell]} * shape_count_ + shape];
  }
  void choose_cells();
  /// Evidence of the words of a bead that ends in a cell, in kLogStep; nothing if a pair of its
  /// segments was not scored. `explained`: words that the other side makes likelier.
  bool bead_words(std::size_t i, std::size_t j, const Shape& shape, int& sum, int& explained);
  Ladder decode();
  [[nodiscard]] std::vector<double> gap_posteriors(bool source) const;
  void judge(Ladder& ladder, std::vector<internal::BeadFeatures>* features);

  const AlignOptions& options_;
  Side source_;
  Side target_;
  std::size_t n_;
  std::size_t m_;
  std::vector<Row> rows_;
  std::size_t cells_ = 0;
  std::size_t slot_count_ = 0;

  std::vector<std::vector<Candidate>> candidates_;  // [target type]
  std::vector<float> source_totals_;
  std::vector<float> target_totals_;

  // What each pair of segments says of each word, of the target's, then of the source's: the
  // logarithm, in kLogStep, of its probability given the other segment over that alone.
  std::vector<std::uint32_t> pair_offsets_;  // [cell of the pair's end corner]
  std::vector<std::int8_t> pair_words_;
  std::vector<float> own_;  // posterior of each pair as a bead of its own, of the round before
  // Only cells that a likely path of the round before came near are looked at, and in the first
  // round only the most frequent shapes.
  std::vector<std::uint32_t> slots_;  // [cell], kNoSlot: not looked at
  std::size_t shape_count_ = kFirstShapes;
  std::vector<float> beads_;       // [slot of the end corner][shape]: log-likelihood ratio
  std::vector<float> posteriors_;  // the same, probabilities
  std::array<std::vector<double>, 3> forward_;
  std::array<std::vector<double>, 3> backward_;
  std::vector<float> deletion_;  // posterior of "source segment i-1 is left out", by cell
  std::vector<float> insertion_;
  double total_ = 0;
  double heat_ = 1;  // how far evidence counts in forward_backward()
  std::vector<int> best_;

  // What is learnt of the document.
  std::array<double, kShapes.size()> shape_priors_{};
  double open_ = kOpen;      // a gap opens on a side
  double extend_ = kExtend;  // and goes on
  double change_ = 0.15;     // from a deletion to an insertion
  double ratio_ = 0;         // mean log length ratio
  double spread_ = kSpread;  // variance of long segments,
  double jitter_ = kJitter;  // and what is added to it, divided by the length
  // How much likelier a segment of some length is in a gap, or in a bead, than at all (logarithms).
  std::array<std::array<float, kLengthClasses>, 2> gap_lengths_{};
  std::array<std::array<float, kLengthClasses>, 2> bead_lengths_{};
  double wild_ = 0.5;  // variance of unrelated segments
  std::array<double, kTrusts> trust_forward_{};
  std::array<double, kTrusts> trust_backward_{};
};

/// Pairs of segments that share a rare word (or its known translation), as long a chain of them as
/// goes forward on both sides. With corners.
std::vector<std::pair<std::size_t, std::size_t>> Aligner::anchors() const {
  const auto places = [](const Side& side) {
    std::vector<std::vector<std::uint32_t>> out(side.types.size());
    for (std::uint32_t i = 0; i < side.segments.size(); ++i) {
      for (const std::uint32_t t : side.segments[i]) {
        if (out[t].size() <= kRare) out[t].push_back(i);
      }
    }
    return out;
  };
  const auto in_source = places(source_);
  const auto in_target = places(target_);
  std::vector<internal::Point> points;
  for (std::size_t t = 0; t < candidates_.size(); ++t) {
    if (in_target[t].size() > kRare) continue;
    for (const Candidate& c : candidates_[t]) {
      if (in_source[c.source].size() > kRare || (c.spelling < 1 && c.known_forward < 0.3F))
        continue;
      for (const std::uint32_t i : in_source[c.source]) {
        for (const std::uint32_t j : in_target[t]) points.emplace_back(i + 1, j + 1);
      }
    }
  }
  std::vector<std::pair<std::size_t, std::size_t>> chain = {{0, 0}};
  for (const auto& [i, j] : internal::rising_chain(std::move(points))) chain.emplace_back(i, j);
  chain.emplace_back(n_, m_);
  return chain;
}

void Aligner::make_band() {
  rows_.assign(n_ + 1, {});
  std::size_t half = m_ + 1;
  std::vector<std::pair<std::size_t, std::size_t>> path = {{0, 0}, {n_, m_}};
  if ((n_ + 1) * (m_ + 1) > kMostCells) {
    half = std::max<std::size_t>(kMostCells / (n_ + 1) / 2, kLeastHalf);
    path = anchors();
  }
  std::size_t step = 0;
  for (std::size_t i = 0; i <= n_; ++i) {
    while (step + 2 < path.size() && path[step + 1].first < i) ++step;
    const auto [x, y] = path[step];
    const auto [x_end, y_end] = path[step + 1];
    const double slope =
        x_end == x ? 0 : static_cast<double>(y_end - y) / static_cast<double>(x_end - x);
    const std::size_t middle =
        std::min(m_, y + static_cast<std::size_t>(slope * static_cast<double>(i - x)));
    rows_[i].start = middle > half ? middle - half : 0;
    rows_[i].limit = std::min(middle + half + 1, m_ + 1);
  }
  join_rows();
}

/// Makes the rows touch, so that a path leads through, and numbers their cells.
void Aligner::join_rows() {
  rows_[0].start = 0;
  rows_[n_].limit = m_ + 1;
  for (std::size_t i = n_; i-- > 0;) rows_[i].start = std::min(rows_[i].start, rows_[i + 1].start);
  cells_ = 0;
  for (std::size_t i = 0; i <= n_; ++i) {
    if (i > 0) {
      rows_[i].start = std::min(rows_[i].start, rows_[i - 1].limit - 1);
      rows_[i].limit = std::max(rows_[i].limit, rows_[i - 1].limit);
    }
    rows_[i].offset = cells_;
    cells_ += rows_[i].limit - rows_[i].start;
  }
}

void Aligner::find_candidates() {
  candidates_.assign(target_.types.size(), {});
  // Words that begin alike, by their first three bytes.
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_start;
  for (std::uint32_t s = 0; s < source_.types.size(); ++s) {
    by_start[source_.types[s].substr(0, 3)].push_back(s);
  }
  for (std::uint32_t t = 0; t < target_.types.size(); ++t) {
    const std::string& word = target_.types[t];
    auto& list = candidates_[t];
    const auto of = [&](std::uint32_t s) -> Candidate& {
      for (Candidate& candidate : list) {
        if (candidate.source == s) return candidate;
      }
      return list.emplace_back(Candidate{s});
    };
    if (const auto found = by_start.find(word.substr(0, 3)); found != by_start.end()) {
      for (const std::uint32_t s : found->second) {
        const float alike = internal::spelling_of(source_.types[s], word);
        if (alike > 0) of(s).spelling = alike;
      }
    }
    if (options_.lexicon != nullptr) {
      for (const Lexicon::Entry& entry : options_.lexicon->of_target(word)) {
        const auto found = source_.numbers.find(entry.source);
        if (found == source_.numbers.end()) continue;
        Candidate& candidate = of(found->second);
        candidate.known_forward = entry.forward;
        candidate.known_backward = entry.backward;
      }
    }
  }
  source_totals_.assign(source_.types.size(), 0);
  target_totals_.assign(target_.types.size(), 0);
}

/// For each pair of the band, each word's probability given the other segment over that by chance.
void Aligner::score_pairs() {
  pair_offsets_.assign(cells_, kNoSlot);
  pair_words_.clear();
  // Pairs that a bead which ends in a cell that is looked at may hold.
  std::vector<bool> wanted(cells_, false);
  for (std::size_t i = 1; i <= n_; ++i) {
    for (std::size_t j = std::max<std::size_t>(rows_[i].start, 1); j < rows_[i].limit; ++j) {
      if (slots_[cell(i, j)] == kNoSlot) continue;
      for (std::size_t x = i > 3 ? i - 3 : 1; x <= i; ++x) {
        for (std::size_t y = j > 3 ? j - 3 : 1; y <= j; ++y) {
          if (const std::size_t pair = cell(x, y);
              pair != std::numeric_limits<std::size_t>::max()) {
            wanted[pair] = true;
          }
        }
      }
    }
  }
  std::vector<std::uint32_t> stamp(source_.types.size(), 0);
  std::vector<std::uint32_t> place(source_.types.size(), 0);
  for (std::size_t i = 1; i <= n_; ++i) {
    const auto& words = source_.segments[i - 1];
    std::vector<std::uint32_t> types;  // distinct
    for (const std::uint32_t s : words) {
      if (stamp[s] == i) continue;
      stamp[s] = static_cast<std::uint32_t>(i);
      place[s] = static_cast<std::uint32_t>(types.size());
      types.push_back(s);
    }
    std::vector<std::array<float, kTrusts>> found(types.size());
    for (std::size_t j = std::max<std::size_t>(rows_[i].start, 1); j < rows_[i].limit; ++j) {
      const std::size_t at = cell(i, j);
      if (!wanted[at]) continue;
      pair_offsets_[at] = static_cast<std::uint32_t>(pair_words_.size());
      std::fill(found.begin(), found.end(), std::array<float, kTrusts>{});
      const auto& others = target_.segments[j - 1];
      // What this very pair has testified must not speak for it.
      const float own = own_[at];
      for (const std::uint32_t t : others) {
        std::array<float, kTrusts> most{};
        float links = 0.1F;
        if (own > 0.01F) {
          for (const Candidate& c : candidates_[t]) {
            if (c.count > 0 && stamp[c.source] == i)
              links += c.count / (source_totals_[c.source] + 0.5F);
          }
        }
        for (const Candidate& c : candidates_[t]) {
          if (stamp[c.source] != i) continue;
          auto& back = found[place[c.source]];
          most[kKnown] = std::max(most[kKnown], c.known_forward);
          back[kKnown] = std::max(back[kKnown], c.known_backward);
          most[kSpelling] = std::max(most[kSpelling], c.spelling);
          back[kSpelling] = std::max(back[kSpelling], c.spelling);
          if (c.count <= 0) continue;
          float count = c.count;
          float source_total = source_totals_[c.source];
          float target_total = target_totals_[t];
          if (own > 0.01F) {
            const float share = own * std::min(1.0F, c.count / (source_total + 0.5F) / links);
            count = std::max(0.0F, count - share);
            source_total = std::max(count, source_total - own);
            target_total = std::max(count, target_total - own);
          }
          const float forward = count / (source_total + static_cast<float>(kShrink));
          const float backward = count / (target_total + static_cast<float>(kShrink));
          most[kLearnt] = std::max(most[kLearnt], forward);
          back[kLearnt] = std::max(back[kLearnt], backward);
        }
        const double alone = target_.frequencies[t];
        const double given = trust_forward_[kChance] * alone +
                             trust_forward_[kLearnt] * static_cast<double>(most[kLearnt]) +
                             trust_forward_[kKnown] * static_cast<double>(most[kKnown]) +
                             trust_forward_[kSpelling] * static_cast<double>(most[kSpelling]);
        pair_words_.push_back(log_steps(given / alone));
      }
      for (const std::uint32_t s : words) {
        const auto& back = found[place[s]];
        const double alone = source_.frequencies[s];
        const double given = trust_backward_[kChance] * alone +
                             trust_backward_[kLearnt] * static_cast<double>(back[kLearnt]) +
                             trust_backward_[kKnown] * static_cast<double>(back[kKnown]) +
                             trust_backward_[kSpelling] * static_cast<double>(back[kSpelling]);
        pair_words_.push_back(log_steps(given / alone));
      }
    }
  }
}

float Aligner::length_score(double source, double target) const {
  const double x = std::log((target + 3) / (source + 3)) - ratio_;
  const double length = std::min(source, target) + 3;
  const double variance = spread_ + jitter_ / length;
  const double wild = wild_ + variance;
  const double score = -0.5 * x * x / variance - 0.5 * std::log(variance) + 0.5 * x * x / wild +
                       0.5 * std::log(wild);
  return static_cast<float>(std::clamp(score, -12.0, 4.0));
}

/// Adds to best_, for each word of a segment, what one more segment of the other side says of it;
/// the sum of all words, on the mean over the `segments` heard so far.
int Aligner::hear_words(const std::int8_t* words, std::size_t segments) {
  int sum = -static_cast<int>(best_.size()) * kLogOf[segments];
  for (std::size_t k = 0; k < best_.size(); ++k) {
    best_[k] = add_steps(best_[k], words[k]);
    sum += best_[k];
  }
  return sum;
}

bool Aligner::bead_words(std::size_t i, std::size_t j, const Shape& shape, int& sum,
                         int& explained) {
  const std::size_t a = shape.source;
  const std::size_t b = shape.target;
  sum = 0;
  explained = 0;
  const auto count_explained = [&](std::size_t segments) {
    explained += static_cast<int>(std::count_if(best_.begin(), best_.end(),
                                                [&](int word) { return word > kLogOf[segments]; }));
  };
  for (std::size_t y = j; y > j - b; --y) {
    best_.assign(target_.segments[y - 1].size(), kNoWord);
    int words = 0;
    for (std::size_t x = i; x > i - a; --x) {
      if (!is_scored(x, y)) return false;
      words = hear_words(target_words(x, y), i - x + 1);
    }
    sum += words;
    count_explained(a);
  }
  for (std::size_t x = i; x > i - a; --x) {
    best_.assign(source_.segments[x - 1].size(), kNoWord);
    int words = 0;
    for (std::size_t y = j; y > j - b; --y) words = hear_words(source_words(x, y), j - y + 1);
    sum += words;
    count_explained(b);
  }
  return true;
}

void Aligner::sum_runs(std::size_t i, Runs& of_target, Runs& of_source) {
  std::size_t most = 0;
  for (std::size_t shape = 0; shape < shape_count_; ++shape) {
    most = std::max<std::size_t>({most, kShapes[shape].source, kShapes[shape].target});
  }
  for (std::size_t j = std::max<std::size_t>(rows_[i].start, 1); j < rows_[i].limit; ++j) {
    of_target[j].fill(kMissing);
    best_.assign(target_.segments[j - 1].size(), kNoWord);
    for (std::size_t a = 1; a <= std::min(most, i) && is_scored(i - a + 1, j); ++a) {
      of_target[j][a - 1] = hear_words(target_words(i - a + 1, j), a);
    }
    of_source[j].fill(kMissing);
    best_.assign(source_.segments[i - 1].size(), kNoWord);
    for (std::size_t b = 1; b <= std::min(most, j) && is_scored(i, j - b + 1); ++b) {
      of_source[j][b - 1] = hear_words(source_words(i, j - b + 1), b);
    }
  }
}

void Aligner::score_beads() {
  beads_.assign(slot_count_ * shape_count_, kNever);
  std::array<float, kShapes.size()> log_priors{};
  for (std::size_t shape = 0; shape < kShapes.size(); ++shape) {
    log_priors[shape] = static_cast<float>(std::log(shape_priors_[shape]));
  }
  // A bead's words are those of its runs: of each target segment given the source segments, the
  // same for all beads with these, and the other way round. Of the latter the last rows are kept.
  Runs of_target(m_ + 1);
  std::array<Runs, kMostRun> of_source;
  for (Runs& runs : of_source) runs.resize(m_ + 1);
  for (std::size_t i = 1; i <= n_; ++i) {
    sum_runs(i, of_target, of_source[i % kMostRun]);
    for (std::size_t j = std::max<std::size_t>(rows_[i].start, 1); j < rows_[i].limit; ++j) {
      const std::size_t at = cell(i, j);
      if (slots_[at] == kNoSlot) continue;
      for (std::size_t shape = 0; shape < shape_count_; ++shape) {
        const std::size_t a = kShapes[shape].source;
        const std::size_t b = kShapes[shape].target;
        if (a > i || b > j || cell(i - a, j - b) == std::numeric_limits<std::size_t>::max())
          continue;
        double source_length = 0;
        double target_length = 0;
        float length = 0;
        for (std::size_t x = i - a; x < i; ++x) {
          source_length += source_.lengths[x];
          length += bead_lengths_[0][length_class(source_.words[x])];
        }
        for (std::size_t y = j - b; y < j; ++y) {
          target_length += target_.lengths[y];
          length += bead_lengths_[1][length_class(target_.words[y])];
        }
        length += length_score(source_length, target_length);
        if (length < kLeastLength && a * b > 1) continue;
        int words = 0;
        bool missing = false;
        for (std::size_t y = j; y > j - b && !missing; --y) {
          missing = y < rows_[i].start || of_target[y][a - 1] == kMissing;
          if (!missing) words += of_target[y][a - 1];
        }
        if (missing) continue;
        for (std::size_t x = i; x > i - a; --x) words += of_source[x % kMostRun][j][b - 1];
        bead(at, shape) = log_priors[shape] + length +
                          static_cast<float>(kWordWeight) * kLogStep * static_cast<float>(words);
      }
    }
  }
}

/// States: 0 after a bead, 1 in a deletion, 2 in an insertion. A gap deletes first, so that each
/// alignment is one path.
void Aligner::forward_backward() {
  const auto to_deletion = heat_ * std::log(open_);
  const auto to_insertion = heat_ * std::log(open_);
  const auto go_on = heat_ * std::log(extend_);
  const auto change = heat_ * std::log(change_);
  const auto stay = heat_ * std::log(std::max(1e-6, 1 - 2 * open_));
  const auto end_deletion = heat_ * std::log(std::max(1e-6, 1 - extend_ - change_));
  const auto end_insertion = heat_ * std::log(std::max(1e-6, 1 - extend_));
  for (auto& layer : forward_) layer.assign(cells_, static_cast<double>(kNever));
  for (auto& layer : backward_) layer.assign(cells_, static_cast<double>(kNever));
  constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  forward_[0][cell(0, 0)] = 0;
  for (std::size_t i = 0; i <= n_; ++i) {
    for (std::size_t j = rows_[i].start; j < rows_[i].limit; ++j) {
      const std::size_t at = cell(i, j);
      if (const std::size_t up = i > 0 ? cell(i - 1, j) : kNone; up != kNone) {
        forward_[1][at] = heat_ * static_cast<double>(deletion_score(i)) +
                          log_add(forward_[0][up] + to_deletion, forward_[1][up] + go_on);
      }
      if (const std::size_t left = j > rows_[i].start ? at - 1 : kNone; left != kNone) {
        forward_[2][at] =
            heat_ * static_cast<double>(insertion_score(j)) +
            log_add(log_add(forward_[0][left] + to_insertion, forward_[1][left] + change),
                    forward_[2][left] + go_on);
      }
      if (i == 0 || j == 0 || slots_[at] == kNoSlot) continue;
      double sum = forward_[0][at];
      for (std::size_t shape = 0; shape < shape_count_; ++shape) {
        const double score = static_cast<double>(bead(at, shape));
        if (score <= static_cast<double>(kNever)) continue;
        const std::size_t from = cell(i - kShapes[shape].source, j - kShapes[shape].target);
        const double before =
            log_add(log_add(forward_[0][from] + stay, forward_[1][from] + end_deletion),
                    forward_[2][from] + end_insertion);
        sum = log_add(sum, before + heat_ * score);
      }
      forward_[0][at] = sum;
    }
  }
  const std::size_t end = cell(n_, m_);
  for (auto& layer : backward_) layer[end] = 0;
  total_ = log_add(log_add(forward_[0][end], forward_[1][end]), forward_[2][end]);
  posteriors_.assign(slot_count_ * shape_count_, 0);
  deletion_.assign(cells_, 0);
  insertion_.assign(cells_, 0);
  for (std::size_t i = n_ + 1; i-- > 0;) {
    for (std::size_t j = rows_[i].limit; j-- > rows_[i].start;) {
      const std::size_t at = cell(i, j);
      std::array<double, 3> back = {backward_[0][at], backward_[1][at], backward_[2][at]};
      if (const std::size_t down = i < n_ ? cell(i + 1, j) : kNone; down != kNone) {
        const double rest = heat_ * static_cast<double>(deletion_score(i + 1)) + backward_[1][down];
        back[0] = log_add(back[0], to_deletion + rest);
        back[1] = log_add(back[1], go_on + rest);
      }
      if (const std::size_t right = j + 1 < rows_[i].limit ? at + 1 : kNone; right != kNone) {
        const double rest =
            heat_ * static_cast<double>(insertion_score(j + 1)) + backward_[2][right];
        back[0] = log_add(back[0], to_insertion + rest);
        back[1] = log_add(back[1], change + rest);
        back[2] = log_add(back[2], go_on + rest);
      }
      for (std::size_t shape = 0; shape < shape_count_; ++shape) {
        const std::size_t x = i + kShapes[shape].source;
        const std::size_t y = j + kShapes[shape].target;
        if (x > n_ || y > m_) continue;
        const std::size_t to = cell(x, y);
        if (to == kNone || slots_[to] == kNoSlot) continue;
        const double score = static_cast<double>(bead(to, shape));
        if (score <= static_cast<double>(kNever)) continue;
        const double rest = heat_ * score + backward_[0][to];
        back[0] = log_add(back[0], stay + rest);
        back[1] = log_add(back[1], end_deletion + rest);
        back[2] = log_add(back[2], end_insertion + rest);
        const double before =
            log_add(log_add(forward_[0][at] + stay, forward_[1][at] + end_deletion),
                    forward_[2][at] + end_insertion);
        posteriors_[std::size_t{slots_[to]} * shape_count_ + shape] =
            static_cast<float>(std::exp(std::min(0.0, before + rest - total_)));
      }
      for (std::size_t state = 0; state < 3; ++state) backward_[state][at] = back[state];
      deletion_[at] =
          static_cast<float>(std::exp(std::min(0.0, forward_[1][at] + back[1] - total_)));
      insertion_[at] =
          static_cast<float>(std::exp(std::min(0.0, forward_[2][at] + back[2] - total_)));
    }
  }
}

/// The cells of the next round: those near a likely path of this one. The band becomes no wider
/// than what holds them, and the beads that end in them.
void Aligner::choose_cells() {
  if (forward_[0].empty()) {
    own_.assign(cells_, 0);
    slots_.resize(cells_);
    std::iota(slots_.begin(), slots_.end(), 0U);
    slot_count_ = cells_;
    return;
  }
  struct Likely {
    std::size_t i, j;
    float own;
  };
  std::vector<Likely> likely;
  for (std::size_t i = 0; i <= n_; ++i) {
    for (std::size_t j = rows_[i].start; j < rows_[i].limit; ++j) {
      const std::size_t at = cell(i, j);
      double most = static_cast<double>(kNever);
      for (std::size_t state = 0; state < 3; ++state) {
        most = std::max(most, forward_[state][at] + backward_[state][at]);
      }
      if (most - total_ >= static_cast<double>(kLeastPath))
        likely.push_back({i, j, posterior(at, 0)});
    }
  }
  const std::vector<Row> before = std::exchange(rows_, std::vector<Row>(n_ + 1, {m_, 1, 0}));
  constexpr std::size_t kBehind = kNear + kMostRun;
  for (const Likely& at : likely) {
    for (std::size_t x = at.i > kBehind ? at.i - kBehind : 0; x <= std::min(at.i + kNear, n_);
         ++x) {
      Row& row = rows_[x];
      row.start =
          std::min(row.start, std::max(before[x].start, at.j > kBehind ? at.j - kBehind : 0));
      row.limit = std::max(row.limit, std::min(before[x].limit, at.j + kNear + 1));
    }
  }
  join_rows();
  own_.assign(cells_, 0);
  slots_.assign(cells_, kNoSlot);
  slot_count_ = 0;
  for (const Likely& at : likely) {
    own_[cell(at.i, at.j)] = at.own;
    for (std::size_t x = at.i > kNear ? at.i - kNear : 0; x <= std::min(at.i + kNear, n_); ++x) {
      const std::size_t limit = std::min(at.j + kNear + 1, rows_[x].limit);
      for (std::size_t y = std::max(at.j > kNear ? at.j - kNear : 0, rows_[x].start); y < limit;
           ++y) {
        std::uint32_t& slot = slots_[cell(x, y)];
        if (slot == kNoSlot) slot = static_cast<std::uint32_t>(slot_count_++);
      }
    }
  }
  shape_count_ = kShapes.size();
}

void Aligner::learn(int round) {
  // Shapes and gaps.
  std::array<double, kShapes.size()> shapes{};
  double beads = 0;
  for (std::size_t at = 0; at < cells_; ++at) {
    for (std::size_t shape = 0; shape < kShapes.size(); ++shape) {
      const auto p = static_cast<double>(posterior(at, shape));
      shapes[shape] += p;
      beads += p;
    }
  }
  double prior_total = 0;
  for (const Shape& shape : kShapes) prior_total += shape.prior;
  for (std::size_t shape = 0; shape < kShapes.size(); ++shape) {
    shape_priors_[shape] = (shapes[shape] + kShapeStrength * kShapes[shape].prior / prior_total) /
                           (beads + kShapeStrength);
  }
  const double deleted = std::accumulate(deletion_.begin(), deletion_.end(), 0.0);
  const double inserted = std::accumulate(insertion_.begin(), insertion_.end(), 0.0);
  // Gaps that opened: those that do not go on from another of the same kind.
  double opened = 0;
  const double go_on = std::log(extend_);
  double went_on = 0;
  for (std::size_t i = 0; i <= n_; ++i) {
    for (std::size_t j = rows_[i].start; j < rows_[i].limit; ++j) {
      const std::size_t at = cell(i, j);
      if (i > 0 && cell(i - 1, j) != std::numeric_limits<std::size_t>::max()) {
        went_on += std::exp(std::min(0.0, forward_[1][cell(i - 1, j)] + go_on +
                                              static_cast<double>(deletion_score(i)) +
                                              backward_[1][at] - total_));
      }
      if (j > rows_[i].start) {
        went_on += std::exp(std::min(0.0, forward_[2][at - 1] + go_on +
                                              static_cast<double>(insertion_score(j)) +
                                              backward_[2][at] - total_));
      }
    }
  }
  opened = std::max(0.0, deleted + inserted - went_on);
  open_ =
      std::clamp((opened / 2 + kGapStrength * kOpen) / (beads + opened + kGapStrength), 0.002, 0.3);
  extend_ = std::clamp((went_on + kGapStrength * kExtend) / (deleted + inserted + kGapStrength),
                       0.1, 0.9);
  change_ = (1 - extend_) * 0.3;

  // Which lengths gaps have: what is left out often is short throughout, as site furniture is.
  std::array<std::array<double, kLengthClasses>, 2> in_gaps{};
  std::array<std::array<double, kLengthClasses>, 2> at_all{};
  for (std::size_t i = 1; i <= n_; ++i) {
    double p = 0;
    for (std::size_t j = rows_[i].start; j < rows_[i].limit; ++j) {
      p += static_cast<double>(deletion_[cell(i, j)]);
    }
    in_gaps[0][length_class(source_.words[i - 1])] += p;
    at_all[0][length_class(source_.words[i - 1])] += 1;
  }
  for (std::size_t i = 0; i <= n_; ++i) {
    for (std::size_t j = std::max<std::size_t>(rows_[i].start, 1); j < rows_[i].limit; ++j) {
      in_gaps[1][length_class(target_.words[j - 1])] += static_cast<double>(insertion_[cell(i, j)]);
    }
  }
  for (const std::uint32_t words : target_.words) at_all[1][length_class(words)] += 1;
  for (std::size_t side = 0; side < 2; ++side) {
    const double all = std::accumulate(at_all[side].begin(), at_all[side].end(), 0.0);
    const double gaps = std::accumulate(in_gaps[side].begin(), in_gaps[side].end(), 0.0);
    for (std::size_t c = 0; c < kLengthClasses; ++c) {
      const double usual = (at_all[side][c] + 0.5) / (all + 0.5 * kLengthClasses);
      const double here = std::min(in_gaps[side][c], at_all[side][c]);
      const double gap = (here + kLengthStrength * usual) / (gaps + kLengthStrength);
      const double bead = (at_all[side][c] - here + kLengthStrength * usual) /
                          (std::max(0.0, all - gaps) + kLengthStrength);
      gap_lengths_[side][c] = static_cast<float>(std::log(gap / usual));
      bead_lengths_[side][c] = static_cast<float>(std::log(bead / usual));
    }
  }

  // Lengths, from single beads that are nearly sure.
  double weight = 4;
  double sum = 0;
  double squares = 4 * (kSpread + kJitter / kUsualLetters);
  double expected = 4 * (kSpread + kJitter / kUsualLetters);
  for (int pass = 0; pass < 2; ++pass) {
    if (pass == 1) ratio_ = sum / weight;
    for (std::size_t i = 1; i <= n_; ++i) {
      for (std::size_t j = std::max<std::size_t>(rows_[i].start, 1); j < rows_[i].limit; ++j) {
        const auto p = static_cast<double>(posterior(cell(i, j), 0));
        if (p < 0.3) continue;
        const double x = std::log((target_.lengths[j - 1] + 3) / (source_.lengths[i - 1] + 3));
        if (pass == 0) {
          weight += p;
          sum += p * x;
        } else {
          const double length = std::min(source_.lengths[i - 1], target_.lengths[j - 1]) + 3;
          squares += p * std::min((x - ratio_) * (x - ratio_), 1.0);
          expected += p * (kSpread + kJitter / length);
        }
      }
    }
  }
  const double scale = std::clamp(squares / expected, 0.3, 3.0);
  spread_ = kSpread * scale;
  jitter_ = kJitter * scale;

  // The words of likely beads.
  std::vector<Evidence> evidence;
  for (std::size_t i = 1; i <= n_; ++i) {
    for (std::size_t j = std::max<std::size_t>(rows_[i].start, 1); j < rows_[i].limit; ++j) {
      const std::size_t at = cell(i, j);
      for (std::size_t shape = 0; shape < kShapes.size(); ++shape) {
        const float p = posterior(at, shape);
        if (p < 0.05F) continue;
        Evidence bead;
        bead.weight = static_cast<double>(p);
        for (std::size_t x = i - kShapes[shape].source; x < i; ++x) {
          bead.source.insert(bead.source.end(), source_.segments[x].begin(),
                             source_.segments[x].end());
        }
        for (std::size_t y = j - kShapes[shape].target; y < j; ++y) {
          bead.target.insert(bead.target.end(), target_.segments[y].begin(),
                             target_.segments[y].end());
        }
        evidence.push_back(std::move(bead));
      }
    }
  }
  double word_pairs = 0;
  for (const Evidence& bead : evidence) {
    word_pairs += static_cast<double>(bead.source.size() * bead.target.size());
  }
  if (word_pairs > kMostWordPairs) {  // a part of a long text teaches its words as well
    const auto stride = static_cast<std::size_t>(std::ceil(word_pairs / kMostWordPairs));
    std::vector<Evidence> some;
    for (std::size_t e = 0; e < evidence.size(); e += stride)
      some.push_back(std::move(evidence[e]));
    evidence = std::move(some);
  }
  const WordModel model =
      internal::fit_word_model(evidence, source_.types.size(), target_.types.size(), 3, 0.1F);
  for (std::uint32_t t = 0; t < candidates_.size(); ++t) {
    auto& list = candidates_[t];
    for (Candidate& candidate : list) candidate.count = 0;
    std::size_t taken = 0;
    for (const WordModel::Link& link : model.of_target[t]) {
      if (++taken > 12) break;
      const auto found = std::find_if(list.begin(), list.end(),
                                      [&](const Candidate& c) { return c.source == link.source; });
      if (found != list.end()) {
        found->count = link.count;
      } else {
        list.push_back({link.source, 0, 0, 0, link.count});
      }
    }
  }
  source_totals_ = model.source_totals;
  target_totals_ = model.target_totals;

  // Trust: which source of evidence explains the words of likely single beads; each pair's own
  // testimony is left out as in score_pairs().
  for (int direction = 0; direction < 2; ++direction) {
    auto& trust = direction == 0 ? trust_forward_ : trust_backward_;
    if (round == 0) trust[kLearnt] = 0.2;
    const double whole = std::accumulate(trust.begin(), trust.end(), 0.0);
    for (double& t : trust) t /= whole;
    const std::vector<Testimony> testimonies = hear(direction == 0);
    for (int pass = 0; pass < 5; ++pass) {
      std::array<double, kTrusts> shares{8, 1, options_.lexicon == nullptr ? 0.0 : 1.0, 1};
      for (const Testimony& testimony : testimonies) {
        double all = 0;
        for (std::size_t x = 0; x < kTrusts; ++x) {
          all += trust[x] * static_cast<double>(testimony.says[x]);
        }
        for (std::size_t x = 0; x < kTrusts; ++x) {
          shares[x] += static_cast<double>(testimony.weight) * trust[x] *
                       static_cast<double>(testimony.says[x]) / all;
        }
      }
      const double sum_shares = std::accumulate(shares.begin(), shares.end(), 0.0);
      for (std::size_t x = 0; x < kTrusts; ++x) trust[x] = shares[x] / sum_shares;
    }
  }
}

/// What each source of evidence says of the words of likely single beads, those of the target
/// given the source (`forward`) or the other way round.
std::vector<Aligner::Testimony> Aligner::hear(bool forward) const {
  std::vector<Testimony> out;
  std::vector<std::uint32_t> stamp(source_.types.size(), 0);
  std::uint32_t now = 0;
  for (std::size_t i = 1; i <= n_; ++i) {
    const auto& sources = source_.segments[i - 1];
    ++now;
    for (const std::uint32_t s : sources) stamp[s] = now;
    for (std::size_t j = std::max<std::size_t>(rows_[i].start, 1); j < rows_[i].limit; ++j) {
      const float p = posterior(cell(i, j), 0);
      if (p < 0.3F) continue;
      const auto& targets = target_.segments[j - 1];
      std::unordered_map<std::uint32_t, std::array<float, kTrusts>> of_source;
      for (const std::uint32_t t : targets) {
        Testimony testimony{p, {static_cast<float>(target_.frequencies[t]), 0, 0, 0}};
        for (const Candidate& c : candidates_[t]) {
          if (stamp[c.source] != now) continue;
          const float total = forward ? source_totals_[c.source] : target_totals_[t];
          const float left = std::max(0.0F, c.count - p);
          const float learnt = left / (std::max(left, total - p) + static_cast<float>(kShrink));
          auto& says = forward ? testimony.says : of_source[c.source];
          says[kLearnt] = std::max(says[kLearnt], learnt);
          says[kKnown] = std::max(says[kKnown], forward ? c.known_forward : c.known_backward);
          says[kSpelling] = std::max(says[kSpelling], c.spelling);
        }
        if (forward) out.push_back(testimony);
      }
      if (forward) continue;
      for (const std::uint32_t s : sources) {
        Testimony testimony{p, {}};
        if (const auto found = of_source.find(s); found != of_source.end()) {
          testimony.says = found->second;
        }
        testimony.says[kChance] = static_cast<float>(source_.frequencies[s]);
        out.push_back(testimony);
      }
    }
  }
  return out;
}

/// The ladder with the highest expected number of right beads. A gap is right wherever in the other
/// side it is put.
Ladder Aligner::decode() {
  constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  std::vector<float> best(cells_, kNever);
  std::vector<std::uint8_t> how(cells_, 0);  // shape, or kShapes.size() + 0 / 1 for gaps
  best[cell(0, 0)] = 0;
  const std::vector<double> left_out = gap_posteriors(true);
  const std::vector<double> put_in = gap_posteriors(false);
  for (std::size_t i = 0; i <= n_; ++i) {
    for (std::size_t j = rows_[i].start; j < rows_[i].limit; ++j) {
      const std::size_t at = cell(i, j);
      const auto offer = [&](std::size_t from, float gain, std::size_t way) {
        if (from == kNone || best[from] + gain <= best[at]) return;
        best[at] = best[from] + gain;
        how[at] = static_cast<std::uint8_t>(way);
      };
      for (std::size_t shape = 0; shape < kShapes.size(); ++shape) {
        if (kShapes[shape].source > i || kShapes[shape].target > j) continue;
        const float p = posterior(at, shape);
        if (p < 0.001F) continue;
        offer(cell(i - kShapes[shape].source, j - kShapes[shape].target), p, shape);
      }
      if (i > 0) offer(cell(i - 1, j), static_cast<float>(left_out[i - 1]), kShapes.size());
      if (j > rows_[i].start) offer(at - 1, static_cast<float>(put_in[j - 1]), kShapes.size() + 1);
    }
  }
  Ladder ladder;
  std::size_t i = n_;
  std::size_t j = m_;
  while (i > 0 || j > 0) {
    const std::size_t at = cell(i, j);
    Bead bead{i, i, j, j, 0};
    if (how[at] < kShapes.size()) {
      bead.source_start = i - kShapes[how[at]].source;
      bead.target_start = j - kShapes[how[at]].target;
    } else if (how[at] == kShapes.size()) {
      bead.source_start = i - 1;
    } else {
      bead.target_start = j - 1;
    }
    i = bead.source_start;
    j = bead.target_start;
    ladder.push_back(bead);
  }
  std::reverse(ladder.begin(), ladder.end());
  return ladder;
}

/// Of each segment, how probable it is to be left out.
std::vector<double> Aligner::gap_posteriors(bool source) const {
  std::vector<double> out(source ? n_ : m_, 0);
  for (std::size_t i = source ? 1 : 0; i <= n_; ++i) {
    for (std::size_t j = std::max<std::size_t>(rows_[i].start, source ? 0 : 1); j < rows_[i].limit;
         ++j) {
      out[(source ? i : j) - 1] +=
          static_cast<double>((source ? deletion_ : insertion_)[cell(i, j)]);
    }
  }
  return out;
}

/// Confidence: the posterior, corrected by what is known of beads that are wrong.
void Aligner::judge(Ladder& ladder, std::vector<internal::BeadFeatures>* features) {
  using namespace internal;
  const auto shape_of = [](const Bead& bead) {
    const auto found = std::find_if(kShapes.begin(), kShapes.end(), [&](const Shape& shape) {
      return shape.source == bead.source_limit - bead.source_start &&
             shape.target == bead.target_limit - bead.target_start;
    });
    return static_cast<std::size_t>(found - kShapes.begin());
  };
  const auto odds = [](double p) {
    p = std::clamp(p, 1e-5, 1 - 1e-5);
    return std::log(p / (1 - p));
  };
  std::vector<BeadFeatures> all(ladder.size(), BeadFeatures{});
  const auto posteriors = [&](BeadFeature feature) {
    const std::vector<double> left_out = gap_posteriors(true);
    const std::vector<double> put_in = gap_posteriors(false);
    for (std::size_t k = 0; k < ladder.size(); ++k) {
      Bead& bead = ladder[k];
      const std::size_t shape = shape_of(bead);
      double p = 0;
      if (shape < kShapes.size()) {
        p = static_cast<double>(posterior(cell(bead.source_limit, bead.target_limit), shape));
      } else {
        p = bead.source_start < bead.source_limit ? left_out[bead.source_start]
                                                  : put_in[bead.target_start];
      }
      if (feature == kPosterior) bead.confidence = std::min(1.0, p);
      all[k][feature] = odds(p);
    }
  };
  posteriors(kPosterior);
  const auto is_gap = [](const Bead& bead) {
    return bead.source_start == bead.source_limit || bead.target_start == bead.target_limit;
  };
  double beads = 0;
  double sure = 0;
  double document_words = 0;
  double in_gaps = 0;
  for (std::size_t k = 0; k < ladder.size(); ++k) {
    const Bead& bead = ladder[k];
    BeadFeatures& own = all[k];
    if (k > 0 && !is_gap(ladder[k - 1])) own[kBefore] = ladder[k - 1].confidence;
    if (k + 1 < ladder.size() && !is_gap(ladder[k + 1])) own[kAfter] = ladder[k + 1].confidence;
    double source_words = 0;
    double target_words = 0;
    double source_length = 0;
    double target_length = 0;
    for (std::size_t x = bead.source_start; x < bead.source_limit; ++x) {
      source_words += static_cast<double>(source_.segments[x].size());
      source_length += source_.lengths[x];
    }
    for (std::size_t y = bead.target_start; y < bead.target_limit; ++y) {
      target_words += static_cast<double>(target_.segments[y].size());
      target_length += target_.lengths[y];
    }
    if (is_gap(bead)) {
      own[kSize] = std::log(1 + source_words + target_words);
      in_gaps += 1;
      continue;
    }
    own[kSize] = std::log(1 + std::min(source_words, target_words));
    own[kLength] = static_cast<double>(length_score(source_length, target_length));
    own[kManySegments] = static_cast<double>(bead.source_limit - bead.source_start +
                                             bead.target_limit - bead.target_start - 2);
    int sum = 0;
    int explained = 0;
    if (bead_words(bead.source_limit, bead.target_limit, kShapes[shape_of(bead)], sum, explained)) {
      const double words = std::max(1.0, source_words + target_words);
      const double evidence = sum * static_cast<double>(kLogStep);
      own[kWords] = evidence / words;
      own[kAllWords] = std::sqrt(std::abs(evidence)) * (evidence < 0 ? -1 : 1);
      own[kExplained] = explained / words;
    }
    beads += 1;
    sure += bead.confidence;
    document_words += own[kWords];
  }
  heat_ = kCool;
  forward_backward();
  heat_ = 1;
  posteriors(kCoolPosterior);
  const double han = std::abs(han_share(source_) - han_share(target_));
  for (std::size_t k = 0; k < ladder.size(); ++k) {
    all[k][kGaps] = in_gaps / static_cast<double>(n_ + m_);
    all[k][kSure] = sure / std::max(1.0, beads);
    all[k][kDocumentWords] = document_words / std::max(1.0, beads);
    all[k][kHan] = han;
    all[k][kHanWords] = han * all[k][kDocumentWords];
    ladder[k].confidence = confidence_of(all[k], is_gap(ladder[k]));
  }
  if (features != nullptr) *features = std::move(all);
}

Ladder Aligner::run(std::vector<internal::BeadFeatures>* features) {
  find_candidates();
  make_band();
  double prior_total = 0;
  for (const Shape& shape : kShapes) prior_total += shape.prior;
  for (std::size_t s = 0; s < kShapes.size(); ++s)
    shape_priors_[s] = kShapes[s].prior / prior_total;
  double source_length = 0;
  double target_length = 0;
  for (const double l : source_.lengths) source_length += l;
  for (const double l : target_.lengths) target_length += l;
  ratio_ = std::clamp(std::log((target_length + 50) / (source_length + 50)), -1.5, 1.5);
  double sum = 0;
  double squares = 0;
  for (const double l : source_.lengths) {
    sum += std::log(l + 3);
    squares += std::log(l + 3) * std::log(l + 3);
  }
  const double n = static_cast<double>(std::max<std::size_t>(n_, 1));
  wild_ = std::max(0.2, 2 * (squares / n - sum / n * sum / n));
  const bool known = options_.lexicon != nullptr && !options_.lexicon->empty();
  trust_forward_ = {known ? 0.6 : 0.85, 0, known ? 0.3 : 0, known ? 0.1 : 0.15};
  trust_backward_ = trust_forward_;
  for (int round = 0; round < std::max(1, options_.rounds); ++round) {
    if (round > 0) learn(round - 1);
    choose_cells();
    score_pairs();
    score_beads();
    forward_backward();
  }
  Ladder ladder = decode();
  judge(ladder, features);
  return ladder;
}

}  // namespace

Ladder align(std::span<const Segment> source, std::span<const Segment> target,
             const AlignOptions& options) {
  Ladder ladder;
  std::size_t i = 0;
  std::size_t j = 0;
  for (const auto& [i_end, j_end] : internal::cut_into_pieces(source, target)) {
    const Ladder piece =
        Aligner(source.subspan(i, i_end - i), target.subspan(j, j_end - j), options).run(nullptr);
    for (Bead bead : piece) {
      bead.source_start += i;
      bead.source_limit += i;
      bead.target_start += j;
      bead.target_limit += j;
      ladder.push_back(bead);
    }
    i = i_end;
    j = j_end;
  }
  return ladder;
}

Ladder align(std::span<const std::string> source, std::span<const std::string> target,
             const AlignOptions& options) {
  const auto bare = [](std::span<const std::string> texts) {
    std::vector<Segment> out;
    out.reserve(texts.size());
    for (const std::string& text : texts) out.push_back({text, {}});
    return out;
  };
  return align(bare(source), bare(target), options);
}

namespace internal {

Ladder align_with_features(std::span<const Segment> source, std::span<const Segment> target,
                           const AlignOptions& options, std::vector<BeadFeatures>* features) {
  return Aligner(source, target, options).run(features);
}

}  // namespace internal
}  // namespace punte::aligner
