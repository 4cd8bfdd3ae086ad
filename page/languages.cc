#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "language/language_tag.h"
#include "page/inference.h"

namespace punte::page::internal {
namespace {

// Counts are in blocks of middling length: what is declared is worth that many. The attribute is a
// hint, never more: on real pages it is right for the chrome and wrong for a foreign body.
constexpr double kDeclaredForChrome = 2.0;
constexpr double kDeclaredForBody = 0.5;
constexpr double kEachLanguage = 0.02;
constexpr double kOfOtherGroup = 1.0;  // split by the other group's shares
constexpr double kOwnAttribute = 2.5;  // log-odds, for a lang attribute below <html>
constexpr double kRounds = 6;
constexpr double kNeighbourShare = 0.7;  // at most, of a block's prior
constexpr double kNeighbourDoubt = 2.0;  // neighbours at which it is half of that
constexpr double kLowestConfidence = 0.4;
constexpr float kLeast = 1e-7F;  // chance of any language, whatever the identifier says

std::string_view primary(std::string_view tag) { return tag.substr(0, tag.find('-')); }

using Shares = std::vector<double>;

void normalize(Shares& shares) {
  double total = 0;
  for (const double share : shares) total += share;
  for (double& share : shares) share /= std::max(total, 1e-300);
}

}  // namespace

// A mixture of languages for each of two groups, body and the rest, found by expectation
// maximization (Dempster, Laird and Rubin 1977): pages mix languages in their chrome, and lists of
// languages name each in itself, so that one language a group would be wrong. The second half
// mixes in what the neighbours under the same parent speak.
void infer_languages(const Tree& tree, const Evidence& evidence, const ExtractOptions& options,
                     Page& page) {
  const std::vector<std::string>& tags = Evidence::languages();
  const std::size_t languages = tags.size();
  const std::size_t count = page.blocks.size();

  std::vector<bool> allowed(languages, options.expected_languages.empty());
  for (const std::string& wanted : options.expected_languages) {
    for (std::size_t l = 0; l < languages; ++l) {
      if (primary(tags[l]) == primary(wanted)) allowed[l] = true;
    }
  }
  const auto is_declared = [&](std::size_t l, const std::string& tag) {
    return !tag.empty() && primary(tags[l]) == primary(tag);
  };

  // Chances of each block by itself.
  std::vector<std::size_t> known;
  std::vector<std::vector<float>> alone(count);
  std::vector<double> weight(count, 0);
  std::vector<bool> counts(count, false);
  std::unordered_set<std::string_view> seen;
  for (std::size_t i = 0; i < count; ++i) {
    const std::vector<float>* logits = evidence.of(i);
    if (logits == nullptr) continue;
    known.push_back(i);
    std::vector<float>& chance = alone[i];
    chance.assign(languages, 0.0F);
    const float most = *std::max_element(logits->begin(), logits->end());
    float total = 0;
    for (std::size_t l = 0; l < languages; ++l) {
      chance[l] = std::exp((*logits)[l] - most);
      total += chance[l];
    }
    for (std::size_t l = 0; l < languages; ++l) {
      chance[l] = allowed[l] ? std::max(chance[l] / total, kLeast) : 0.0F;
      if (is_declared(l, tree.blocks[i].language)) {
        chance[l] *= static_cast<float>(std::exp(kOwnAttribute));
      }
    }
    const double letters = static_cast<double>(page.blocks[i].text.text.size());
    weight[i] = std::clamp(std::sqrt(letters / 20), 0.5, 4.0);
    counts[i] = page.blocks[i].role != Role::kTitle && seen.insert(page.blocks[i].text.text).second;
  }

  const auto group_of = [&](std::size_t i) -> std::size_t {
    return page.blocks[i].role == Role::kBody || page.blocks[i].role == Role::kTitle ? 1 : 0;
  };
  std::array<Shares, 2> shares;
  for (Shares& of_group : shares) of_group.assign(languages, 1.0 / static_cast<double>(languages));
  std::vector<Shares> posterior(count);
  const auto judge = [&](std::size_t i, const Shares& prior) {
    Shares& result = posterior[i];
    result.resize(languages);
    for (std::size_t l = 0; l < languages; ++l) {
      result[l] = prior[l] * static_cast<double>(alone[i][l]);
    }
    normalize(result);
  };
  for (int round = 0; round < kRounds; ++round) {
    std::array<Shares, 2> next;
    for (std::size_t group = 0; group < 2; ++group) {
      next[group].assign(languages, 0);
      for (std::size_t l = 0; l < languages; ++l) {
        next[group][l] = kEachLanguage + kOfOtherGroup * shares[1 - group][l];
        if (is_declared(l, tree.declared_language)) {
          next[group][l] += group == 1 ? kDeclaredForBody : kDeclaredForChrome;
        }
      }
    }
    for (const std::size_t i : known) {
      judge(i, shares[group_of(i)]);
      if (!counts[i]) continue;
      for (std::size_t l = 0; l < languages; ++l) {
        next[group_of(i)][l] += weight[i] * posterior[i][l];
      }
    }
    for (Shares& of_group : next) normalize(of_group);
    shares = std::move(next);
  }

  // Neighbours: the blocks under the parent of a block's element.
  std::vector<Shares> under(tree.elements.size());
  std::vector<double> amount(tree.elements.size(), 0);
  for (const std::size_t i : known) {
    const std::size_t element = tree.blocks[i].element;
    for (const std::size_t e : {element, tree.elements[element].parent}) {
      under[e].resize(languages);
      for (std::size_t l = 0; l < languages; ++l) under[e][l] += weight[i] * posterior[i][l];
      amount[e] += weight[i];
      if (e == tree.elements[e].parent) break;
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    Block& block = page.blocks[i];
    block.language = "und";
    block.confidence = 0;
    if (evidence.of(i) == nullptr) continue;
    const std::size_t parent = tree.elements[tree.blocks[i].element].parent;
    const Shares before = posterior[i];
    const double others = std::max(amount[parent] - weight[i], 0.0);
    const double share = kNeighbourShare * others / (others + kNeighbourDoubt);
    Shares prior = shares[group_of(i)];
    for (std::size_t l = 0; l < languages && others > 0; ++l) {
      const double of_others = std::max(under[parent][l] - weight[i] * before[l], 0.0) / others;
      prior[l] = (1 - share) * prior[l] + share * of_others;
    }
    judge(i, prior);
    const auto best = static_cast<std::size_t>(
        std::max_element(posterior[i].begin(), posterior[i].end()) - posterior[i].begin());
    block.confidence = posterior[i][best];
    if (block.confidence >= kLowestConfidence) block.language = tags[best];
  }
}

}  // namespace punte::page::internal
