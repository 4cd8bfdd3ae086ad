// Fits the aligner's confidence to gold alignments, and tells how well it holds on documents that
// it was not fitted to.
//
//     align_confidence DATA [--short] [--pairs FROM-TO=FILE.tsv]...
//
// DATA holds a folder a set, `<set>.<from>-<to>`, with `<doc>.<from>`, `<doc>.<to>` (a segment a
// line) and `<doc>.gold`. Every document is aligned without a lexicon, and with one learnt from
// FILE (source TAB target) if given for its languages; every second one also with the target of
// the next document of its set, where no bead can be right ("wrong" below). Documents are halved by
// the checksum of their names, the same for all sets and languages; each half is judged by weights
// fitted to the other. Prints expected calibration errors (ten bins), precision at thresholds, and
// the weights fitted to everything, which aligner/confidence.cc holds.
//
// --short: the same for texts of 1 to 5 beads, cut from the documents at every tenth bead, each
// also with the same beads of the next document of its set, where no bead can be right. Prints the
// weights of short texts, and the errors by number of beads ("2 right", "2 wrong", "2 both").
#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "aligner/confidence.h"
#include "aligner/lexicon.h"

namespace {

namespace fs = std::filesystem;
using punte::aligner::Bead;
using punte::aligner::Lexicon;
using punte::aligner::Segment;
using punte::aligner::internal::BeadFeatures;
using punte::aligner::internal::kBeadFeatures;

constexpr double kMostOfSet = 400;  // beads that a set counts for: large ones do not rule
constexpr double kMostOfWrong = 100;
constexpr double kRidge = 1;
constexpr std::size_t kWeights = kBeadFeatures + 1;
using Weights = std::array<double, kWeights>;

struct Observed {
  BeadFeatures features{};
  bool right = false;
};

struct Job {
  std::string set;
  fs::path source, target, gold;
  const Lexicon* lexicon = nullptr;
  unsigned part = 0;
  std::vector<Segment> source_piece, target_piece;  // of short texts, instead of files
  std::set<std::string> gold_piece;
  std::size_t beads = 0;                      // of a short text; 0: of a whole one
  std::array<std::vector<Observed>, 2> seen;  // beads with two sides, gaps
};

unsigned checksum(const std::string& text) {
  unsigned sum = ~0U;
  for (const char c : text) {
    sum ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) sum = sum >> 1 ^ (0xEDB88320U & (0U - (sum & 1)));
  }
  return ~sum;
}

std::vector<std::string> lines_of(const fs::path& path) {
  std::ifstream in(path);
  std::vector<std::string> out;
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

std::vector<Segment> segments_of(const fs::path& path) {
  std::vector<Segment> out;
  for (std::string& line : lines_of(path)) out.push_back({std::move(line), {}});
  return out;
}

void observe(Job& job) {
  const auto source = job.beads > 0 ? job.source_piece : segments_of(job.source);
  const auto target = job.beads > 0 ? job.target_piece : segments_of(job.target);
  std::set<std::string> gold = job.gold_piece;
  if (job.beads == 0 && !job.gold.empty()) {
    for (const std::string& line : lines_of(job.gold)) gold.insert(line);
  }
  std::vector<BeadFeatures> features;
  punte::aligner::AlignOptions options;
  options.lexicon = job.lexicon;
  const auto ladder =
      punte::aligner::internal::align_with_features(source, target, options, &features);
  for (std::size_t k = 0; k < ladder.size(); ++k) {
    const Bead& bead = ladder[k];
    const bool gap =
        bead.source_start == bead.source_limit || bead.target_start == bead.target_limit;
    const bool right = gold.empty() ? gap : gold.contains(bead_text(bead));
    job.seen[gap ? 1 : 0].push_back({features[k], right});
  }
}

/// The bead of a line "0,1:2" as ranges; false for gaps.
bool read_bead(const std::string& line, Bead& bead) {
  const std::size_t colon = line.find(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 >= line.size()) return false;
  const auto last = [](const std::string& part) {
    const std::size_t comma = part.rfind(',');
    return std::stoul(comma == std::string::npos ? part : part.substr(comma + 1));
  };
  bead.source_start = std::stoul(line);
  bead.source_limit = last(line.substr(0, colon)) + 1;
  bead.target_start = std::stoul(line.substr(colon + 1));
  bead.target_limit = last(line.substr(colon + 1)) + 1;
  return true;
}

std::vector<Bead> beads_of(const fs::path& gold) {
  std::vector<Bead> out;
  for (const std::string& line : lines_of(gold)) {
    Bead bead;
    if (read_bead(line, bead)) out.push_back(bead);
  }
  std::sort(out.begin(), out.end(),
            [](const Bead& a, const Bead& b) { return a.source_start < b.source_start; });
  return out;
}

/// Beads [start, start + count) of a document, whose segments follow each other on both sides.
bool are_together(const std::vector<Bead>& beads, std::size_t start, std::size_t count) {
  if (start + count > beads.size()) return false;
  for (std::size_t k = start + 1; k < start + count; ++k) {
    if (beads[k].source_start != beads[k - 1].source_limit ||
        beads[k].target_start != beads[k - 1].target_limit) {
      return false;
    }
  }
  return true;
}

/// Short texts of a document; `other` is the target of another one, with its gold.
void cut_pieces(const Job& whole, const std::pair<fs::path, fs::path>& other,
                std::vector<Job>& jobs) {
  const auto source = segments_of(whole.source);
  const auto target = segments_of(whole.target);
  const std::vector<Bead> beads = beads_of(whole.gold);
  const auto strange = other.first.empty() ? std::vector<Segment>() : segments_of(other.first);
  const std::vector<Bead> strange_beads =
      other.first.empty() ? std::vector<Bead>() : beads_of(other.second);
  const auto cut = [](const std::vector<Segment>& from, std::size_t start, std::size_t limit) {
    return std::vector<Segment>(from.begin() + static_cast<std::ptrdiff_t>(start),
                                from.begin() + static_cast<std::ptrdiff_t>(limit));
  };
  for (std::size_t start = 0; start < beads.size(); start += 10) {
    const std::size_t count = 1 + start / 10 % 5;
    if (!are_together(beads, start, count)) continue;
    Job right = whole;
    right.beads = count;
    const Bead& first = beads[start];
    const Bead& last = beads[start + count - 1];
    right.source_piece = cut(source, first.source_start, last.source_limit);
    right.target_piece = cut(target, first.target_start, last.target_limit);
    for (std::size_t k = start; k < start + count; ++k) {
      Bead bead = beads[k];
      bead.source_start -= first.source_start;
      bead.source_limit -= first.source_start;
      bead.target_start -= first.target_start;
      bead.target_limit -= first.target_start;
      right.gold_piece.insert(bead_text(bead));
    }
    jobs.push_back(right);
    if (!are_together(strange_beads, start, count)) continue;
    Job wrong = right;
    wrong.set = "wrong-" + whole.set;
    wrong.gold_piece.clear();
    wrong.target_piece = cut(strange, strange_beads[start].target_start,
                             strange_beads[start + count - 1].target_limit);
    jobs.push_back(wrong);
  }
}

double probability(const Weights& weights, const BeadFeatures& features) {
  double sum = weights[kBeadFeatures];
  for (std::size_t f = 0; f < kBeadFeatures; ++f) sum += weights[f] * features[f];
  return 1 / (1 + std::exp(-sum));
}

/// Whoever aligns a line or two has a translation more often than not: wrong ones count less.
double piece_weight(const Job& job, double size) {
  const bool wrong = job.set.starts_with("wrong");
  return std::min(1.0, kMostOfSet / std::max(1.0, size)) * (wrong ? 0.6 : 1.0);
}

/// Logistic regression by Newton's method, without the documents of `part`.
Weights fit(const std::vector<Job>& jobs, std::size_t kind, unsigned without) {
  std::map<std::string, double> sizes;
  for (const Job& job : jobs) sizes[job.set] += static_cast<double>(job.seen[kind].size());
  Weights weights{};
  for (int step = 0; step < 30; ++step) {
    std::array<Weights, kWeights> curve{};
    Weights slope{};
    for (const Job& job : jobs) {
      if (job.part == without) continue;
      const double most = job.gold.empty() ? kMostOfWrong : kMostOfSet;
      const double count = job.beads > 0 ? piece_weight(job, sizes[job.set])
                                         : std::min(1.0, most / std::max(1.0, sizes[job.set]));
      for (const Observed& bead : job.seen[kind]) {
        Weights x{};
        std::copy(bead.features.begin(), bead.features.end(), x.begin());
        x[kBeadFeatures] = 1;
        const double p = probability(weights, bead.features);
        for (std::size_t i = 0; i < kWeights; ++i) {
          slope[i] += count * ((bead.right ? 1 : 0) - p) * x[i];
          for (std::size_t j = 0; j < kWeights; ++j)
            curve[i][j] += count * p * (1 - p) * x[i] * x[j];
        }
      }
    }
    for (std::size_t i = 0; i < kWeights; ++i) {
      curve[i][i] += kRidge;
      slope[i] -= kRidge * weights[i];
    }
    for (std::size_t i = 0; i < kWeights; ++i) {  // Gauss-Jordan
      for (std::size_t row = 0; row < kWeights; ++row) {
        if (row == i) continue;
        const double times = curve[row][i] / curve[i][i];
        for (std::size_t j = i; j < kWeights; ++j) curve[row][j] -= times * curve[i][j];
        slope[row] -= times * slope[i];
      }
    }
    double moved = 0;
    for (std::size_t i = 0; i < kWeights; ++i) {
      weights[i] += slope[i] / curve[i][i];
      moved += std::abs(slope[i] / curve[i][i]);
    }
    if (moved < 1e-6) break;
  }
  return weights;
}

struct Bins {
  std::array<double, 10> said{}, right{};
  double count = 0;
  void add(double p, bool is_right) {
    const auto bin = static_cast<std::size_t>(std::clamp(p * 10, 0.0, 9.0));
    said[bin] += p;
    right[bin] += is_right ? 1 : 0;
    count += 1;
  }
  [[nodiscard]] double error() const {
    double sum = 0;
    for (std::size_t bin = 0; bin < 10; ++bin) sum += std::abs(said[bin] - right[bin]);
    return sum / std::max(1.0, count);
  }
};

void report(const std::vector<Job>& jobs, std::size_t kind) {
  const std::array<Weights, 2> weights = {fit(jobs, kind, 0), fit(jobs, kind, 1)};
  std::map<std::string, std::array<Bins, 2>> sets;
  std::map<std::string, double> says;
  constexpr std::array kLevels = {0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95};
  std::map<std::string, std::array<std::array<double, 2>, kLevels.size()>> kept;
  for (const Job& job : jobs) {
    for (const Observed& bead : job.seen[kind]) {
      const double p = probability(weights[job.part], bead.features);
      const double raw = 1 / (1 + std::exp(-bead.features[0]));
      const std::string family = job.set.substr(0, job.set.find('.'));
      const bool wrong = family.starts_with("wrong");
      std::vector<std::string> names = {job.set, wrong ? "all wrong" : "all right"};
      if (job.beads > 0) {
        const std::string size = std::to_string(job.beads);
        names = {size + (wrong ? " wrong" : " right"), size + " both", "all both"};
        if (!wrong) names.push_back(job.set);
      }
      for (const std::string& name : names) {
        sets[name][0].add(raw, bead.right);
        sets[name][1].add(p, bead.right);
        says[name] += p;
      }
      for (std::size_t level = 0; level < kLevels.size(); ++level) {
        if (p < kLevels[level]) continue;
        kept[family][level][0] += 1;
        kept[family][level][1] += bead.right ? 1 : 0;
      }
    }
  }
  std::printf("%s: calibration error of the posterior, of the confidence\n",
              kind == 0 ? "beads" : "gaps");
  for (const auto& [name, bins] : sets) {
    std::printf("  %-26s %6.0f  %.3f  %.3f  mean %.3f\n", name.c_str(), bins[1].count,
                bins[0].error(), bins[1].error(), says[name] / bins[1].count);
  }
  if (kind == 0) {
    std::printf("share kept and precision at thresholds\n  %-20s", "");
    for (const double level : kLevels) std::printf("  %12.2f", level);
    for (const auto& [name, levels] : kept) {
      std::printf("\n  %-20s", name.c_str());
      for (const auto& [count, right] : levels) {
        std::printf("  %5.3f  %5.3f", count / levels[0][0], right / std::max(1.0, count));
      }
    }
    std::printf("\n");
  }
  const Weights all = fit(jobs, kind, 2);
  std::printf("weights, the constant last:");
  for (const double weight : all) std::printf(" %.3f,", weight);
  std::printf("\n");
}

}  // namespace

int main(int count, char** values) {
  if (count < 2) return 2;
  const bool is_short = count > 2 && std::string(values[2]) == "--short";
  std::map<std::string, Lexicon> lexicons;
  for (int i = is_short ? 3 : 2; i + 1 < count; i += 2) {
    const std::string value = values[i + 1];
    const std::size_t equal = std::min(value.find('='), value.size() - 1);
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const std::string& line : lines_of(value.substr(equal + 1))) {
      const std::size_t tab = std::min(line.find('\t'), line.size());
      const std::size_t next = std::min(line.find('\t', tab + 1), line.size());
      if (tab < next) pairs.emplace_back(line.substr(0, tab), line.substr(tab + 1, next - tab - 1));
    }
    lexicons[value.substr(0, equal)] = punte::aligner::learn_lexicon(pairs);
  }
  std::vector<Job> jobs;
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(values[1])) {
    if (entry.is_directory()) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  for (const fs::path& folder : folders) {
    const std::string set = folder.filename();
    const std::string languages = set.substr(set.find('.') + 1);
    const std::string from = languages.substr(0, languages.find('-'));
    const std::string to = languages.substr(languages.find('-') + 1);
    std::vector<fs::path> golds;
    for (const auto& file : fs::directory_iterator(folder)) {
      if (file.path().extension() == ".gold") golds.push_back(file.path());
    }
    std::sort(golds.begin(), golds.end());
    for (std::size_t g = 0; g < golds.size(); ++g) {
      const auto side = [&](std::size_t which, const std::string& tag) {
        return fs::path(golds[which]).replace_extension("." + tag);
      };
      const unsigned part = checksum(golds[g].stem()) % 2;
      if (is_short) {
        const std::size_t next = (g + 1) % golds.size();
        const auto other = golds.size() > 1 ? std::pair(side(next, to), golds[next])
                                            : std::pair<fs::path, fs::path>();
        Job whole{set, side(g, from), side(g, to), golds[g], nullptr, part, {}, {}, {}, 0, {}};
        cut_pieces(whole, other, jobs);
        if (const auto known = lexicons.find(languages); known != lexicons.end()) {
          whole.set += "+lexicon";
          whole.lexicon = &known->second;
          cut_pieces(whole, other, jobs);
        }
        continue;
      }
      jobs.push_back({set, side(g, from), side(g, to), golds[g], nullptr, part, {}, {}, {}, 0, {}});
      if (golds.size() > 1 && g % 2 == 0) {
        jobs.push_back({"wrong-" + set,
                        side(g, from),
                        side((g + 1) % golds.size(), to),
                        {},
                        nullptr,
                        part,
                        {},
                        {},
                        {},
                        0,
                        {}});
      }
      if (const auto known = lexicons.find(languages); known != lexicons.end()) {
        jobs.push_back({set + "+lexicon",
                        side(g, from),
                        side(g, to),
                        golds[g],
                        &known->second,
                        part,
                        {},
                        {},
                        {},
                        0,
                        {}});
      }
    }
  }
  std::atomic<std::size_t> next{0};
  {
    std::vector<std::jthread> workers;
    for (unsigned t = 0; t < std::max(1U, std::thread::hardware_concurrency()); ++t) {
      workers.emplace_back([&] {
        for (std::size_t i = next++; i < jobs.size(); i = next++) observe(jobs[i]);
      });
    }
  }
  for (const std::size_t kind : {0, 1}) report(jobs, kind);
}
