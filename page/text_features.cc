#include "page/text_features.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/hash.h"
#include "language/text.h"
#include "page/block_measures.h"

namespace punte::page::internal {
namespace {

constexpr float kFar = 50;  // blocks that count as "nowhere near"

/// What is seen in a block's text beyond Measures.
struct Marks {
  float digit_groups = 0;
  float has_time = 0;         // 7:43
  float has_year = 0;         // 1900 to 2099
  float has_sign = 0;         // @, ://, ©, |, /, #, →: addresses, copyright, breadcrumbs
  float starts = 0;           // 0 other, 1 lower case, 2 capital, 3 digit
  float capital_letters = 0;  // share of ASCII letters
  float quotes = 0;
};

Marks marks_of(std::string_view text) {
  Marks marks;
  double letters = 0;
  double capitals = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (base::is_alpha(c)) letters += 1;
    if (base::is_upper(c)) capitals += 1;
    if (!base::is_digit(c)) continue;
    const std::size_t start = i;
    while (i + 1 < text.size() && base::is_digit(text[i + 1])) ++i;
    const std::string_view group = text.substr(start, i + 1 - start);
    marks.digit_groups += 1;
    if (group.size() == 4 && (group.starts_with("19") || group.starts_with("20"))) {
      marks.has_year = 1;
    }
    if (i + 2 < text.size() && text[i + 1] == ':' && base::is_digit(text[i + 2])) {
      marks.has_time = 1;
    }
  }
  for (const std::string_view sign : {"@", "://", "©", "|", " / ", "#", "→", "»", "›"}) {
    if (text.find(sign) != std::string_view::npos) marks.has_sign += 1;
  }
  for (const std::string_view sign : {"\"", "“", "„", "«", "「"}) {
    if (text.find(sign) != std::string_view::npos) marks.quotes = 1;
  }
  if (!text.empty()) {
    const char c = text.front();
    marks.starts = base::is_lower(c)   ? 1.0F
                   : base::is_upper(c) ? 2.0F
                   : base::is_digit(c) ? 3.0F
                                       : 0.0F;
  }
  marks.capital_letters = ratio(capitals, letters);
  return marks;
}

/// The run of blocks [start, limit) whose values sum up highest (Kadane); where no value is above
/// 0, an empty one. Source: Pasternack and Roth 2009, doi:10.1145/1526709.1526840, who find
/// articles so.
struct BestRun {
  std::size_t start = 0;
  std::size_t limit = 0;
  double sum = 0;
};

BestRun best_run(std::span<const double> values) {
  BestRun best;
  double sum = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (sum <= 0) {
      sum = 0;
      start = i;
    }
    sum += values[i];
    if (sum > best.sum) best = {start, i + 1, sum};
  }
  return best;
}

/// Where block `i` stands to a run: inside, and blocks to its ends.
void put_run(RowWriter& put, std::size_t i, const BestRun& run) {
  const auto to = [&](std::size_t place) {
    return std::clamp(static_cast<float>(i) - static_cast<float>(place), -kFar, kFar);
  };
  put(run.limit > run.start && i >= run.start && i < run.limit);
  put(run.limit > run.start ? to(run.start) : 2 * kFar);
  put(run.limit > run.start ? to(run.limit) : 2 * kFar);
}

/// Sums up to each block, for windows.
class Sums {
 public:
  template <typename Value>
  Sums(std::size_t count, Value&& value) : before_(count + 1, 0.0) {
    for (std::size_t i = 0; i < count; ++i) before_[i + 1] = before_[i] + value(i);
  }
  /// Over the `size` blocks that end before `i`, or begin after it.
  [[nodiscard]] float mean_before(std::size_t i, std::size_t size) const {
    return mean(i - std::min(i, size), i);
  }
  [[nodiscard]] float mean_after(std::size_t i, std::size_t size) const {
    return mean(i + 1, std::min(before_.size() - 1, i + 1 + size));
  }
  [[nodiscard]] double all() const { return before_.back(); }
  [[nodiscard]] double up_to(std::size_t i) const { return before_[i]; }

 private:
  [[nodiscard]] float mean(std::size_t start, std::size_t limit) const {
    if (start >= limit) return -1;
    return static_cast<float>((before_[limit] - before_[start]) /
                              static_cast<double>(limit - start));
  }
  std::vector<double> before_;
};

/// Values for runs: running text is above 0 by its length, short lines below by a constant, so that
/// a run bridges a few of them.
std::vector<double> run_values(const std::vector<Measures>& measures, double cost) {
  std::vector<double> values;
  values.reserve(measures.size());
  for (const Measures& one : measures) {
    const double prose = std::min(one.letters, 600.0) / 100.0 * (one.ends ? 1.0 : 0.4) *
                         (1 - static_cast<double>(one.linked));
    values.push_back(prose - cost);
  }
  return values;
}

/// Share of the blocks that are shorter.
std::vector<float> length_ranks(const std::vector<Measures>& measures) {
  std::vector<double> sorted;
  for (const Measures& one : measures) sorted.push_back(one.letters);
  std::sort(sorted.begin(), sorted.end());
  std::vector<float> out;
  for (const Measures& one : measures) {
    const auto below = std::lower_bound(sorted.begin(), sorted.end(), one.letters);
    out.push_back(
        ratio(static_cast<double>(below - sorted.begin()), static_cast<double>(sorted.size())));
  }
  return out;
}

float kind_of(const RawBlock& block) {
  if (is_heading(block.name)) return static_cast<float>(block.name[1] - '0');
  if (block.name == "li") return 7;
  if (block.name == "td" || block.name == "th") return 8;
  return block.name == "blockquote" || block.name == "pre" ? 9.0F : 0.0F;
}

void put_own(RowWriter& put, const RawBlock& block, const Measures& one) {
  const Marks marks = marks_of(block.text.text);
  put(log1(one.letters));
  put(one.linked);
  put(log1(one.sentences));
  put(one.ends);
  put(log1(one.commas));
  put(ratio(one.digits, one.letters));
  put(ratio(one.capitals, one.words));
  put(log1(one.words));
  put(ratio(one.letters, one.words));
  put(static_cast<float>(one.prose));
  put(kind_of(block));
  put(marks.digit_groups);
  put(marks.has_time);
  put(marks.has_year);
  put(marks.has_sign);
  put(marks.starts);
  put(marks.capital_letters);
  put(marks.quotes);
}

void put_neighbour(RowWriter& put, const RawBlock& block, const Measures& one) {
  put(log1(one.letters));
  put(one.ends);
  put(ratio(one.digits, one.letters));
  put(kind_of(block));
  put(one.linked);
  put(ratio(one.capitals, one.words));
}

/// A number a word: enough to see words again.
std::vector<std::uint64_t> words_in(std::string_view text) {
  constexpr std::size_t kLeastBytes = 4;
  std::vector<std::uint64_t> out;
  std::string word;
  const auto flush = [&] {
    if (word.size() >= kLeastBytes) out.push_back(base::fnv1a(word));
    word.clear();
  };
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const char32_t c = language::next_code_point(text, i);
    if (c < 0x80) {
      if (base::is_alnum(static_cast<char>(c))) {
        word += base::lower(static_cast<char>(c));
      } else {
        flush();
      }
    } else if (c < 0xC0 || (c >= 0x2000 && c < 0x2070) || (c >= 0x3000 && c < 0x3040) ||
               c >= 0xFE00) {
      flush();
    } else {
      word.append(text, start, i - start);
      if (c >= 0x3040 && c < 0xA000) flush();  // a word of its own, near enough
    }
  }
  flush();
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

/// How much more a block speaks the language of the body than that of the rest.
class Affinity {
 public:
  Affinity(const Tree& tree, const Evidence& evidence, const std::vector<double>& letters,
           std::span<const float> chance)
      : evidence_(evidence) {
    const std::size_t languages = Evidence::languages().size();
    std::vector<float> of_body(languages, 0.0F);
    std::vector<float> of_rest(languages, 0.0F);
    for (std::size_t i = 0; i < tree.blocks.size(); ++i) {
      const std::vector<float>* logits = evidence.of(i);
      if (logits == nullptr) continue;
      const auto weight = static_cast<float>(std::min(std::sqrt(letters[i] / 20), 4.0));
      for (std::size_t l = 0; l < languages; ++l) {
        const float value = std::max((*logits)[l], -12.0F);
        of_body[l] += weight * chance[i] * value;
        of_rest[l] += weight * (1 - chance[i]) * value;
      }
    }
    const auto best = [](const std::vector<float>& sums) {
      return static_cast<std::size_t>(std::max_element(sums.begin(), sums.end()) - sums.begin());
    };
    body_ = best(of_body);
    rest_ = best(of_rest);
  }

  [[nodiscard]] float of(std::size_t i) const {
    const std::vector<float>* logits = evidence_.of(i);
    if (logits == nullptr || body_ == rest_) return 0;
    return std::clamp((*logits)[body_] - (*logits)[rest_], -10.0F, 10.0F);
  }

 private:
  const Evidence& evidence_;
  std::size_t body_ = 0;
  std::size_t rest_ = 0;
};

constexpr std::array<int, 6> kSteps = {-3, -2, -1, 1, 2, 3};
constexpr std::array<std::size_t, 3> kWindows = {3, 8, 20};

}  // namespace

std::vector<float> words_of_body(const Tree& tree, std::span<const float> chance) {
  struct Seen {
    float body = 0;
    float rest = 0;
  };
  std::unordered_map<std::uint64_t, Seen> seen;
  std::vector<std::vector<std::uint64_t>> words;
  words.reserve(tree.blocks.size());
  float body = 1;
  float rest = 1;
  for (std::size_t i = 0; i < tree.blocks.size(); ++i) {
    words.push_back(words_in(tree.blocks[i].text.text));
    for (const std::uint64_t word : words[i]) {
      Seen& place = seen[word];
      place.body += chance[i];
      place.rest += 1 - chance[i];
    }
    body += chance[i] * static_cast<float>(words[i].size());
    rest += (1 - chance[i]) * static_cast<float>(words[i].size());
  }
  std::vector<float> out;
  out.reserve(tree.blocks.size());
  for (std::size_t i = 0; i < tree.blocks.size(); ++i) {
    float sum = 0.5F;
    float count = 1;
    for (const std::uint64_t word : words[i]) {
      // Without what the block itself gave.
      const Seen& place = seen[word];
      const float of_body = std::max(place.body - chance[i], 0.0F) / body;
      const float of_rest = std::max(place.rest - (1 - chance[i]), 0.0F) / rest;
      if (of_body + of_rest <= 0) continue;
      sum += of_body / (of_body + of_rest);
      count += 1;
    }
    out.push_back(sum / count);
  }
  return out;
}

FeatureTable first_text_features(const Tree& tree) {
  const std::size_t count = tree.blocks.size();
  FeatureTable table(count, kFirstTextFeatures);
  std::vector<Measures> measures;
  measures.reserve(count);
  std::unordered_map<std::string_view, int> copies;
  for (const RawBlock& block : tree.blocks) {
    measures.push_back(measure(block));
    ++copies[block.text.text];
  }
  const auto value = [&](std::size_t i) { return std::log1p(measures[i].letters); };
  const Sums lengths(count, value);
  const Sums ends(count, [&](std::size_t i) { return measures[i].ends ? 1.0 : 0.0; });
  const Sums letters(count, [&](std::size_t i) { return measures[i].letters; });
  const std::vector<float> ranks = length_ranks(measures);
  const BestRun narrow = best_run(run_values(measures, 0.7));
  const BestRun wide = best_run(run_values(measures, 0.25));
  for (std::size_t i = 0; i < count; ++i) {
    RowWriter put{table.row(i)};
    put_own(put, tree.blocks[i], measures[i]);
    put(static_cast<float>(std::min(copies[tree.blocks[i].text.text], 9)));
    for (const int step : kSteps) {
      const auto j = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(i) + step);
      if (j >= count) {
        for (int k = 0; k < 6; ++k) put(-1.0F);
      } else {
        put_neighbour(put, tree.blocks[j], measures[j]);
      }
    }
    for (const std::size_t window : kWindows) {
      put(lengths.mean_before(i, window));
      put(lengths.mean_after(i, window));
      put(ends.mean_before(i, window));
      put(ends.mean_after(i, window));
      put(letters.mean_before(i, window));
      put(letters.mean_after(i, window));
    }
    put(ranks[i]);
    put_run(put, i, narrow);
    put_run(put, i, wide);
    put(ratio(narrow.limit > 0 ? letters.up_to(narrow.limit) - letters.up_to(narrow.start) : 0,
              letters.all()));
    put(ratio(static_cast<double>(i), static_cast<double>(count)));
    put(ratio(letters.up_to(i), letters.all()));
    put(log1(letters.all()));
    put(log1(static_cast<double>(count)));
    put(log1(letters.all() / static_cast<double>(count)));
    put(i == 0 ? 0.0F : log1(measures[i].letters) - log1(measures[i - 1].letters));
    put(i + 1 == count ? 0.0F : log1(measures[i].letters) - log1(measures[i + 1].letters));
    put(tree.line_width > 0);
    assert(put.at == kFirstTextFeatures);
  }
  return table;
}

FeatureTable second_text_features(const Tree& tree, const Evidence& evidence,
                                  const FeatureTable& first, std::span<const float> judgement) {
  const std::size_t count = tree.blocks.size();
  FeatureTable table(count, kSecondTextFeatures);
  std::vector<double> letters(count);
  std::vector<float> chance(count);
  std::vector<double> values(count);
  for (std::size_t i = 0; i < count; ++i) {
    letters[i] = static_cast<double>(letters_in(tree.blocks[i].text.text));
    chance[i] = 1 / (1 + std::exp(-judgement[i]));
    values[i] = static_cast<double>(std::clamp(judgement[i], -3.0F, 3.0F));
  }
  const Affinity affinity(tree, evidence, letters, chance);
  const std::vector<float> words = words_of_body(tree, chance);
  const Sums chances(count, [&](std::size_t i) { return static_cast<double>(chance[i]); });
  const Sums expected(count,
                      [&](std::size_t i) { return static_cast<double>(chance[i]) * letters[i]; });
  const Sums affinities(count, [&](std::size_t i) { return static_cast<double>(affinity.of(i)); });
  const BestRun run = best_run(values);
  for (std::size_t i = 0; i < count; ++i) {
    RowWriter put{table.row(i)};
    for (const float known : first.row(i)) put(known);
    put(judgement[i]);
    for (const int step : kSteps) {
      const auto j = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(i) + step);
      put(j >= count ? -9.0F : judgement[j]);
    }
    for (const std::size_t window : kWindows) {
      put(chances.mean_before(i, window));
      put(chances.mean_after(i, window));
    }
    put_run(put, i, run);
    put(ratio(expected.up_to(i), expected.all()));
    put(ratio(static_cast<double>(chance[i]) * letters[i], expected.all()));
    put(log1(expected.all()));
    put(words[i]);
    put(i == 0 ? 0.5F : words[i - 1]);
    put(i + 1 == count ? 0.5F : words[i + 1]);
    put(affinity.of(i));
    put(i == 0 ? 0.0F : affinity.of(i - 1));
    put(i + 1 == count ? 0.0F : affinity.of(i + 1));
    put(affinities.mean_before(i, 8));
    put(affinities.mean_after(i, 8));
    assert(put.at == kSecondTextFeatures);
  }
  return table;
}

}  // namespace punte::page::internal
