#include "aligner/documents.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "aligner/align.h"
#include "aligner/tokens.h"
#include "aligner/weights.h"
#include "language/language_tag.h"

namespace punte::aligner {
namespace {

using namespace internal;  // the tuned numbers of weights.h, tokens.h

/// What a collection's documents hold, as numbers.
struct Collection {
  struct Holds {
    std::uint32_t type = 0;
    float weight = 0;  // grows with rarity and, slowly, with count
  };
  std::vector<std::vector<Holds>> documents;
  std::vector<double> norms;
  std::vector<double> letters;
  std::vector<std::string> types;
  std::unordered_map<std::string, std::uint32_t> numbers;
  std::vector<std::vector<std::uint32_t>> holders;  // [type]: documents
};

bool is_word(const std::string& token) {
  const auto c = static_cast<unsigned char>(token[0]);
  return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

Collection read_collection(std::span<const Document> documents) {
  Collection out;
  std::vector<std::map<std::uint32_t, float>> counts;
  for (const Document& document : documents) {
    std::map<std::uint32_t, float>& bag = counts.emplace_back();
    std::size_t tokens = 0;
    double letters = 0;
    for (const Segment& segment : document.segments) {
      letters += static_cast<double>(segment.text.size());
      if (tokens >= kMostTokensOfDocument) continue;
      for (std::string& token : internal::tokenize(segment.text, kMostTokensOfDocument - tokens)) {
        ++tokens;
        if (!is_word(token)) continue;
        const auto [place, is_new] =
            out.numbers.try_emplace(token, static_cast<std::uint32_t>(out.types.size()));
        if (is_new) out.types.push_back(std::move(token));
        bag[place->second] += 1;
      }
    }
    out.letters.push_back(letters);
  }
  out.holders.resize(out.types.size());
  for (std::uint32_t d = 0; d < counts.size(); ++d) {
    for (const auto& [type, count] : counts[d]) out.holders[type].push_back(d);
  }
  const double all = static_cast<double>(documents.size());
  for (const auto& bag : counts) {
    auto& holds = out.documents.emplace_back();
    double norm = 0;
    for (const auto& [type, count] : bag) {
      const double rarity = std::log((all + 1) / (static_cast<double>(out.holders[type].size())));
      const double weight = rarity * (1 + std::log(static_cast<double>(count)));
      norm += weight * weight;
      holds.push_back({type, static_cast<float>(weight)});
    }
    out.norms.push_back(std::sqrt(norm) + 1e-6);
  }
  return out;
}

/// A possible pair and what speaks for it.
struct PossiblePair {
  std::uint32_t source = 0;
  std::uint32_t target = 0;
  double alike = 0;    // cosine of the contents
  double margin = 0;   // logarithm of that over what the neighbours have
  double aligned = 0;  // share of the letters that segments which align have
  bool tried = false;
  double score = 0;
};

/// A source word that may be the same as a target word.
struct Link {
  std::uint32_t source = 0;
  float weight = 0;
};

/// The documents of the other side that are most alike, best first, and how alike (cosine).
using Near = std::pair<double, std::uint32_t>;
struct Neighbours {
  std::vector<std::vector<Near>> of_source;
  std::vector<std::vector<Near>> of_target;
};

/// Keeps the kNeighbours + 1 best; the last one is the neighbour that a partner is compared with.
void keep_best(std::vector<Near>& list, Near near) {
  list.push_back(near);
  std::push_heap(list.begin(), list.end(), std::greater<>());
  if (list.size() <= kNeighbours + 1) return;
  std::pop_heap(list.begin(), list.end(), std::greater<>());
  list.pop_back();
}

/// How alike the neighbours of a document are but for one.
double usual_of(const std::vector<Near>& list, std::uint32_t without) {
  double sum = 0;
  double count = 0;
  for (const auto& [alike, other] : list) {
    if (other == without || count >= kNeighbours) continue;
    sum += alike;
    count += 1;
  }
  return count > 0 ? sum / count : 0.0;
}

/// Cost: for each target document, its words times the documents that hold their partners.
Neighbours find_neighbours(const Collection& source, const Collection& target,
                           const std::vector<std::vector<Link>>& linked) {
  const std::size_t sources = source.documents.size();
  const std::size_t targets = target.documents.size();
  Neighbours out{std::vector<std::vector<Near>>(sources), std::vector<std::vector<Near>>(targets)};
  // A word that most documents hold does not tell one from another.
  const std::size_t common = kCommonDocuments + sources / kCommonShare;
  std::vector<float> weight_in(source.types.size(), 0);
  std::vector<float> score(sources);
  // Weights of the source's words in each of its documents, beside `holders`.
  std::vector<std::vector<float>> weights(source.types.size());
  for (const auto& holds : source.documents) {
    for (const Collection::Holds& word : holds) weights[word.type].push_back(word.weight);
  }
  for (std::uint32_t b = 0; b < targets; ++b) {
    std::fill(score.begin(), score.end(), 0.0F);
    // Each source word is explained by the best of the target's.
    std::vector<std::uint32_t> touched;
    for (const Collection::Holds& word : target.documents[b]) {
      for (const Link& link : linked[word.type]) {
        if (source.holders[link.source].size() > common) continue;
        float& best = weight_in[link.source];
        if (best == 0) touched.push_back(link.source);
        best = std::max(best, link.weight * word.weight);
      }
    }
    for (const std::uint32_t s : touched) {
      for (std::size_t k = 0; k < source.holders[s].size(); ++k) {
        score[source.holders[s][k]] += weight_in[s] * weights[s][k];
      }
      weight_in[s] = 0;
    }
    for (std::uint32_t a = 0; a < sources; ++a) {
      if (score[a] <= 0) continue;
      const double alike =
          std::min(1.0, static_cast<double>(score[a]) / (source.norms[a] * target.norms[b]));
      keep_best(out.of_target[b], {alike, a});
      keep_best(out.of_source[a], {alike, b});
    }
  }
  for (auto* lists : {&out.of_target, &out.of_source}) {
    for (auto& list : *lists) std::sort(list.begin(), list.end(), std::greater<>());
  }
  return out;
}

class Pairing {
 public:
  Pairing(std::span<const Document> sources, std::span<const Document> targets,
          const DocumentOptions& options)
      : sources_(sources),
        targets_(targets),
        options_(options),
        source_(read_collection(sources)),
        target_(read_collection(targets)) {}

  std::vector<DocumentPair> run();

 private:
  [[nodiscard]] std::vector<std::vector<Link>> links(const Lexicon* lexicon) const;
  void compare(const Lexicon* lexicon);
  void try_candidates(const Lexicon* lexicon);
  void read_locations();
  [[nodiscard]] double key_weight() const;
  void judge();
  [[nodiscard]] std::vector<DocumentPair> assign(double least) const;
  [[nodiscard]] Lexicon learn_words() const;

  std::span<const Document> sources_;
  std::span<const Document> targets_;
  const DocumentOptions& options_;
  Collection source_;
  Collection target_;
  std::vector<PossiblePair> candidates_;
  using Pair = std::pair<std::uint32_t, std::uint32_t>;
  std::set<Pair> same_key_;
  std::set<Pair> named_;
  // Segments that surely align, of the pairs that were tried.
  std::map<Pair, std::vector<std::pair<std::size_t, std::size_t>>> beads_;
  std::map<Pair, double> settled_;  // pairs that both contents and segments are sure of: `aligned`
};

/// For each word of the targets, the words of the sources that may be the same.
std::vector<std::vector<Link>> Pairing::links(const Lexicon* lexicon) const {
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_start;
  for (std::uint32_t s = 0; s < source_.types.size(); ++s) {
    by_start[source_.types[s].substr(0, 3)].push_back(s);
  }
  std::vector<std::vector<Link>> out(target_.types.size());
  for (std::uint32_t t = 0; t < target_.types.size(); ++t) {
    const std::string& word = target_.types[t];
    const auto add = [&](std::uint32_t s, float weight) {
      for (Link& link : out[t]) {
        if (link.source != s) continue;
        link.weight = std::max(link.weight, weight);
        return;
      }
      out[t].push_back({s, weight});
    };
    if (const auto same = source_.numbers.find(word); same != source_.numbers.end()) {
      add(same->second, 1);
    }
    if (const auto start = by_start.find(word.substr(0, 3)); start != by_start.end()) {
      for (std::size_t k = 0; k < std::min(start->second.size(), kMostAlike); ++k) {
        const std::uint32_t s = start->second[k];
        const float alike = internal::spelling_of(source_.types[s], word);
        if (alike > 0) add(s, alike * alike);
      }
    }
    for (const Lexicon* known : {options_.lexicon, lexicon}) {
      if (known == nullptr) continue;
      for (const Lexicon::Entry& entry : known->of_target(word)) {
        const auto s = source_.numbers.find(entry.source);
        if (s == source_.numbers.end()) continue;
        add(s->second, std::sqrt(entry.forward * entry.backward));
      }
    }
  }
  return out;
}

/// Finds the candidates: for each document those that are most alike.
void Pairing::compare(const Lexicon* lexicon) {
  const Neighbours near = find_neighbours(source_, target_, links(lexicon));
  std::map<Pair, double> pairs;
  for (std::uint32_t b = 0; b < targets_.size(); ++b) {
    for (const auto& [alike, a] : near.of_target[b]) pairs[{a, b}] = alike;
  }
  for (std::uint32_t a = 0; a < sources_.size(); ++a) {
    for (const auto& [alike, b] : near.of_source[a]) pairs[{a, b}] = alike;
  }
  for (const auto* told : {&same_key_, &named_}) {
    for (const Pair& pair : *told) pairs.try_emplace(pair, 0.0);
  }
  candidates_.clear();
  for (const auto& [pair, alike] : pairs) {
    PossiblePair candidate;
    candidate.source = pair.first;
    candidate.target = pair.second;
    candidate.alike = alike;
    candidate.margin = std::log((2 * alike + kExtraAlike) /
                                (usual_of(near.of_source[pair.first], pair.second) +
                                 usual_of(near.of_target[pair.second], pair.first) + kExtraAlike));
    candidates_.push_back(candidate);
  }
}

void Pairing::try_candidates(const Lexicon* lexicon) {
  std::vector<double> best_source(sources_.size(), 0);
  std::vector<double> best_target(targets_.size(), 0);
  for (const PossiblePair& candidate : candidates_) {
    best_source[candidate.source] = std::max(best_source[candidate.source], candidate.alike);
    best_target[candidate.target] = std::max(best_target[candidate.target], candidate.alike);
  }
  std::vector<std::size_t> order(candidates_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return candidates_[a].margin > candidates_[b].margin;
  });
  std::vector<std::size_t> tries_source(sources_.size(), 0);
  std::vector<std::size_t> tries_target(targets_.size(), 0);
  // What is settled, now or in the round before, is not tried again; nor with others.
  for (PossiblePair& candidate : candidates_) {
    const auto settled = settled_.find({candidate.source, candidate.target});
    if (settled == settled_.end()) continue;
    candidate.aligned = settled->second;
    candidate.tried = true;
    tries_source[candidate.source] = tries_target[candidate.target] = kTried;
  }
  AlignOptions align_options;
  align_options.rounds = kTryRounds;
  align_options.lexicon = lexicon != nullptr ? lexicon : options_.lexicon;
  for (const std::size_t i : order) {
    PossiblePair& candidate = candidates_[i];
    const bool told = same_key_.contains({candidate.source, candidate.target}) ||
                      named_.contains({candidate.source, candidate.target});
    if (candidate.tried) continue;
    if (!told &&
        (tries_source[candidate.source] >= kTried || tries_target[candidate.target] >= kTried)) {
      continue;
    }
    if (!told && candidate.alike < kLeastAlike * std::min(best_source[candidate.source],
                                                          best_target[candidate.target])) {
      continue;
    }
    ++tries_source[candidate.source];
    ++tries_target[candidate.target];
    const auto a = std::span(sources_[candidate.source].segments);
    const auto b = std::span(targets_[candidate.target].segments);
    const auto source = a.first(std::min(a.size(), kMostSegments));
    const auto target = b.first(std::min(b.size(), kMostSegments));
    double all = 1;
    for (const Segment& segment : source) all += static_cast<double>(segment.text.size());
    for (const Segment& segment : target) all += static_cast<double>(segment.text.size());
    double aligned = 0;
    auto& sure = beads_[{candidate.source, candidate.target}];
    sure.clear();
    for (const Bead& bead : align(source, target, align_options)) {
      if (bead.source_start == bead.source_limit || bead.target_start == bead.target_limit)
        continue;
      if (bead.confidence > kSureBead && bead.source_limit - bead.source_start == 1 &&
          bead.target_limit - bead.target_start == 1) {
        sure.emplace_back(bead.source_start, bead.target_start);
      }
      double letters = 0;
      for (std::size_t s = bead.source_start; s < bead.source_limit; ++s) {
        letters += static_cast<double>(source[s].text.size());
      }
      for (std::size_t t = bead.target_start; t < bead.target_limit; ++t) {
        letters += static_cast<double>(target[t].text.size());
      }
      aligned += letters * bead.confidence;
    }
    candidate.aligned = aligned / all;
    candidate.tried = true;
    if (candidate.margin >= kSureMargin && candidate.aligned >= kSureAligned) {
      settled_[{candidate.source, candidate.target}] = candidate.aligned;
      tries_source[candidate.source] = tries_target[candidate.target] = kTried;
    }
  }
}

/// Pairs whose locations differ in the language alone, where no other document has the same key,
/// and pairs of which one names the other. They are candidates whatever they hold.
void Pairing::read_locations() {
  const auto by_key = [](std::span<const Document> documents) {
    std::map<std::string, std::vector<std::uint32_t>> out;
    for (std::uint32_t d = 0; d < documents.size(); ++d) {
      std::string key =
          location_key(std::string_view(documents[d].location)
                           .substr(std::min(documents[d].root, documents[d].location.size())),
                       documents[d].language);
      if (!key.empty()) out[std::move(key)].push_back(d);
    }
    return out;
  };
  const auto sources = by_key(sources_);
  for (const auto& [key, documents] : by_key(targets_)) {
    const auto found = sources.find(key);
    if (found == sources.end() || found->second.size() != 1 || documents.size() != 1) continue;
    same_key_.insert({found->second[0], documents[0]});
  }
  const auto by_location = [](std::span<const Document> documents) {
    std::unordered_map<std::string_view, std::uint32_t> out;
    for (std::uint32_t d = 0; d < documents.size(); ++d) out.emplace(documents[d].location, d);
    return out;
  };
  const auto source_at = by_location(sources_);
  const auto target_at = by_location(targets_);
  for (std::uint32_t a = 0; a < sources_.size(); ++a) {
    for (const std::string& name : sources_[a].alternates) {
      if (const auto b = target_at.find(name); b != target_at.end()) named_.insert({a, b->second});
    }
  }
  for (std::uint32_t b = 0; b < targets_.size(); ++b) {
    for (const std::string& name : targets_[b].alternates) {
      if (const auto a = source_at.find(name); a != source_at.end()) named_.insert({a->second, b});
    }
  }
}

/// How much a location's key says, learnt from the pairs whose contents are sure.
double Pairing::key_weight() const {
  double agree = 0;
  double differ = 0;
  std::set<std::uint32_t> sources_with_key;
  std::set<std::uint32_t> targets_with_key;
  for (const auto& [a, b] : same_key_) {
    sources_with_key.insert(a);
    targets_with_key.insert(b);
  }
  for (const PossiblePair& candidate : candidates_) {
    if (candidate.margin < kSureMargin || candidate.aligned < kSureAligned) continue;
    if (same_key_.contains({candidate.source, candidate.target})) {
      agree += 1;
    } else if (sources_with_key.contains(candidate.source) ||
               targets_with_key.contains(candidate.target)) {
      differ += 1;
    }
  }
  return std::clamp(std::log((agree + kKeyPrior) / (differ + kKeyDoubt)), 0.0, kMostKeyWeight);
}

void Pairing::judge() {
  const double key = key_weight();
  for (PossiblePair& candidate : candidates_) {
    double logit = kMarginWeight * (candidate.margin - kUsualMargin) +
                   kAlignedWeight * (candidate.aligned - kUsualAligned);
    const std::pair pair{candidate.source, candidate.target};
    if (same_key_.contains(pair)) logit += key;
    if (named_.contains(pair)) logit += kNamedWeight;
    candidate.score = candidate.tried ? 1 / (1 + std::exp(-logit)) : 0;
  }
}

/// The surest pair first, then the surest of what is left.
std::vector<DocumentPair> Pairing::assign(double least) const {
  std::vector<const PossiblePair*> order;
  for (const PossiblePair& candidate : candidates_) {
    if (candidate.score >= least) order.push_back(&candidate);
  }
  std::stable_sort(order.begin(), order.end(), [](const PossiblePair* a, const PossiblePair* b) {
    return a->score > b->score;
  });
  std::vector<bool> source_taken(sources_.size(), false);
  std::vector<bool> target_taken(targets_.size(), false);
  std::vector<DocumentPair> out;
  for (const PossiblePair* candidate : order) {
    if (source_taken[candidate->source] || target_taken[candidate->target]) continue;
    source_taken[candidate->source] = target_taken[candidate->target] = true;
    out.push_back({candidate->source, candidate->target, candidate->score});
  }
  std::sort(out.begin(), out.end(),
            [](const DocumentPair& a, const DocumentPair& b) { return a.source < b.source; });
  return out;
}

/// A lexicon of the segments that align well in the surest pairs.
Lexicon Pairing::learn_words() const {
  std::vector<std::pair<std::string, std::string>> taught;
  for (const DocumentPair& pair : assign(kLeastToTeach)) {
    if (taught.size() >= kMostTaught) break;
    const auto found = beads_.find(
        {static_cast<std::uint32_t>(pair.source), static_cast<std::uint32_t>(pair.target)});
    if (found == beads_.end()) continue;
    for (const auto& [s, t] : found->second) {
      taught.emplace_back(sources_[pair.source].segments[s].text,
                          targets_[pair.target].segments[t].text);
    }
  }
  return learn_lexicon(taught);
}

std::vector<DocumentPair> Pairing::run() {
  read_locations();
  Lexicon learnt;
  for (int round = 0; round < std::max(1, options_.rounds); ++round) {
    if (round > 0) learnt = learn_words();
    if (round > 0 && learnt.empty()) break;
    const Lexicon* lexicon = round > 0 ? &learnt : nullptr;
    compare(lexicon);
    try_candidates(lexicon);
    judge();
  }
  return assign(options_.least_score);
}

}  // namespace

std::string location_key(std::string_view location, std::string_view tag) {
  const std::string_view primary = language::primary_language(tag);
  std::string key;
  std::string token;
  bool after_language = false;
  const auto finish = [&] {
    if (token.empty()) return;
    // A region or script belongs to the tag before it: zh-hans, pt-br.
    const bool part = after_language && ((token.size() == 2 && token[0] > '9') || token == "hans" ||
                                         token == "hant" || token == "latn" || token == "cyrl");
    after_language = token == primary;
    if (!after_language && !part) key += token + " ";
    token.clear();
  };
  for (const char c : location) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
    if (upper || plain) {
      token += upper ? static_cast<char>(c - 'A' + 'a') : c;
    } else {
      finish();
    }
  }
  finish();
  return key;
}

std::vector<DocumentPair> pair_documents(std::span<const Document> sources,
                                         std::span<const Document> targets,
                                         const DocumentOptions& options) {
  return Pairing(sources, targets, options).run();
}

}  // namespace punte::aligner
