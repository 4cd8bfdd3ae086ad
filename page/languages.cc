#include "page/languages.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "language/identify.h"
#include "language/language_tag.h"
#include "language/own_names.h"
#include "page/east_asian.h"

namespace punte::page::internal {
namespace {

constexpr int kRounds = 6;
constexpr double kLowestConfidence = 0.4;
constexpr float kNoChance = -17.0F;  // log of less than can matter

/// Chances of the languages that the page may speak, in one order.
using Shares = std::vector<float>;

// Sums over all languages of all blocks are a third of the work of inference, so four at a time.
using Lanes = float __attribute__((vector_size(16)));
constexpr std::size_t kLanes = 4;

Lanes load(const float* from) {
  Lanes lanes;
  std::memcpy(&lanes, from, sizeof lanes);
  return lanes;
}
void store(const Lanes& lanes, float* to) { std::memcpy(to, &lanes, sizeof lanes); }

/// 1: what speaks the language of the body; 0: the rest.
std::size_t group_of_role(Role role) { return role == Role::kBody || role == Role::kTitle ? 1 : 0; }

float sum_of(std::span<const float> values) {
  Lanes sums{};
  std::size_t k = 0;
  for (; k + kLanes <= values.size(); k += kLanes) sums += load(values.data() + k);
  float sum = sums[0] + sums[1] + sums[2] + sums[3];
  for (; k < values.size(); ++k) sum += values[k];
  return sum;
}

/// out = a * b; returns the sum.
float multiply(std::span<const float> a, std::span<const float> b, std::span<float> out) {
  Lanes sums{};
  std::size_t k = 0;
  for (; k + kLanes <= out.size(); k += kLanes) {
    const Lanes product = load(a.data() + k) * load(b.data() + k);
    store(product, out.data() + k);
    sums += product;
  }
  float sum = sums[0] + sums[1] + sums[2] + sums[3];
  for (; k < out.size(); ++k) sum += out[k] = a[k] * b[k];
  return sum;
}

void add(std::span<const float> values, float factor, std::span<float> sum) {
  std::size_t k = 0;
  for (; k + kLanes <= sum.size(); k += kLanes) {
    store(load(sum.data() + k) + factor * load(values.data() + k), sum.data() + k);
  }
  for (; k < sum.size(); ++k) sum[k] += factor * values[k];
}

/// Share of the words that may be names: those that do not begin with a small letter of ASCII.
float share_of_names(std::string_view text) {
  float words = 0;
  float names = 0;
  bool begins = true;
  for (const char c : text) {
    if (begins && c != ' ') {
      words += 1;
      names += base::is_lower(c) ? 0.0F : 1.0F;
    }
    begins = c == ' ';
  }
  return words > 0 ? names / words : 1;
}

/// What the blocks' texts and their own attributes say, before the page says anything. Rows are
/// shared by blocks of the same text and attribute. The attributes that are blocks of their own are
/// numbered behind the others.
class Alone {
 public:
  Alone(const Tree& tree, const Evidence& evidence, const ExtractOptions& options,
        const LanguageWeights& weights)
      : weights_(weights) {
    choose_languages(tree, evidence, options);
    std::map<std::tuple<const void*, std::string_view, std::string_view>, std::size_t> known;
    const auto row_of = [&](const std::vector<float>* logits, const RawBlock& block) {
      if (logits == nullptr || !is_possible(*logits)) return kNoRow;
      const auto [place, is_new] =
          known.try_emplace({logits, block.language, block.link_language}, values_.size());
      if (is_new) add_row(*logits, block);
      return place->second;
    };
    for (std::size_t i = 0; i < tree.blocks.size(); ++i) {
      rows_of_.push_back(row_of(evidence.of(i), tree.blocks[i]));
    }
    for (std::size_t i = 0; i < tree.attributes.size(); ++i) {
      rows_of_.push_back(row_of(evidence.of_attribute(i), tree.attributes[i].block));
    }
  }

  /// Indices into Evidence::languages(): those that some block may be in.
  [[nodiscard]] const std::vector<std::size_t>& languages() const { return languages_; }
  [[nodiscard]] bool has(std::size_t block) const { return rows_of_[block] != kNoRow; }
  [[nodiscard]] std::span<const float> of(std::size_t block) const {
    return std::span(values_).subspan(rows_of_[block], languages_.size());
  }
  [[nodiscard]] std::size_t row(std::size_t block) const { return rows_of_[block]; }
  [[nodiscard]] bool is_declared(std::size_t k, std::string_view tag) const {
    return !tag.empty() && language::same_language(Evidence::languages()[languages_[k]], tag);
  }

 private:
  static constexpr std::size_t kNoRow = static_cast<std::size_t>(-1);

  void choose_languages(const Tree& tree, const Evidence& evidence, const ExtractOptions& options) {
    const std::vector<std::string>& tags = Evidence::languages();
    std::vector<char> possible(tags.size(), 0);
    const auto add = [&](const std::vector<float>* logits, const RawBlock& block) {
      if (logits == nullptr) return;
      const EastAsianLetters letters = east_asian_letters(block.text.text);
      for (std::size_t l = 0; l < tags.size(); ++l) {
        const bool is_mixed = letters.east_asian() > 0 && is_east_asian(tags[l]);
        if (is_mixed ? may_be_in(letters, tags[l]) : is_of_script((*logits)[l]) != 0) {
          possible[l] = 1;
        }
      }
    };
    for (std::size_t i = 0; i < tree.blocks.size(); ++i) add(evidence.of(i), tree.blocks[i]);
    for (std::size_t i = 0; i < tree.attributes.size(); ++i) {
      add(evidence.of_attribute(i), tree.attributes[i].block);
    }
    const auto& expected = options.expected_languages;
    for (std::size_t l = 0; l < tags.size(); ++l) {
      if (possible[l] != 0 &&
          (expected.empty() ||
           std::any_of(expected.begin(), expected.end(), [&](const std::string& wanted) {
             return language::same_language(tags[l], wanted);
           }))) {
        languages_.push_back(l);
      }
    }
  }

  static char is_of_script(float logit) {
    return logit > language::Identifier::kOtherScript ? 1 : 0;
  }
  [[nodiscard]] bool is_possible(const std::vector<float>& logits) const {
    return std::any_of(languages_.begin(), languages_.end(),
                       [&](std::size_t l) { return is_of_script(logits[l]) != 0; });
  }

  void add_row(const std::vector<float>& logits, const RawBlock& block) {
    const auto letters = static_cast<float>(block.text.text.size());
    const float doubt = weights_.letters_of_doubt * share_of_names(block.text.text);
    const float scale = weights_.sharpness * letters / (letters + doubt);
    const float most = *std::max_element(logits.begin(), logits.end());
    float total = 0;
    chances_.resize(logits.size());
    for (std::size_t l = 0; l < logits.size(); ++l) {
      const float log_odds = scale * (logits[l] - most);
      chances_[l] = is_of_script(logits[l]) != 0 && log_odds > kNoChance ? std::exp(log_odds) : 0;
      total += chances_[l];
    }
    for (float& chance : chances_) chance /= total;
    const EastAsianLetters scripts = east_asian_letters(block.text.text);
    if (scripts.east_asian() > 0) share_among_scripts(scripts);
    const std::string_view own_name = language::language_of_own_name(block.text.text);
    for (std::size_t k = 0; k < languages_.size(); ++k) {
      const std::string& tag = Evidence::languages()[languages_[k]];
      // A language that the script excludes is none, whatever the page speaks.
      const bool is_excluded = is_of_script(logits[languages_[k]]) == 0 &&
                               (scripts.east_asian() == 0 || !may_be_in(scripts, tag));
      float chance = is_excluded ? 0 : std::max(chances_[languages_[k]], weights_.least);
      if (is_declared(k, block.language)) chance *= std::exp(weights_.own_attribute);
      if (is_declared(k, block.link_language)) chance *= std::exp(weights_.link);
      if (is_declared(k, own_name)) chance *= std::exp(weights_.own_name);
      values_.push_back(chance);
    }
  }

  /// The identifier judges by the script of most letters. Of a text in two scripts, one of them
  /// East Asian, the languages of both are possible: the page and the neighbours decide.
  void share_among_scripts(const EastAsianLetters& letters) {
    const std::vector<std::string>& tags = Evidence::languages();
    const float east = weights_.east_asian_letter * static_cast<float>(letters.east_asian());
    const float share = east / (east + static_cast<float>(letters.others));
    float here = 0;  // of the East Asian languages
    std::size_t count = 0;
    for (std::size_t l = 0; l < tags.size(); ++l) {
      if (!is_east_asian(tags[l])) continue;
      if (!may_be_in(letters, tags[l])) chances_[l] = 0;
      here += chances_[l];
      count += may_be_in(letters, tags[l]) ? 1 : 0;
    }
    for (std::size_t l = 0; l < tags.size(); ++l) {
      if (!is_east_asian(tags[l])) {
        chances_[l] *= 1 - share;
      } else if (may_be_in(letters, tags[l])) {
        chances_[l] = share * (here > 0 ? chances_[l] / here : 1 / static_cast<float>(count));
      }
    }
  }

  const LanguageWeights& weights_;
  std::vector<std::size_t> languages_;
  std::vector<std::size_t> rows_of_;  // [block, then attribute]: where its row starts
  std::vector<float> values_;
  std::vector<float> chances_;
};

/// What the page says of its languages, in counts: for the body if `of_body`, else for the rest.
Shares declared(const Tree& tree, const ExtractOptions& options, const Alone& alone,
                const LanguageWeights& weights, bool of_body) {
  Shares counts(alone.languages().size(), weights.each_language);
  const auto add_tag = [&](std::string_view tag, float count) {
    for (std::size_t k = 0; k < counts.size(); ++k) {
      if (alone.is_declared(k, tag)) counts[k] += count;
    }
  };
  add_tag(tree.declared_language,
          of_body ? weights.declared_for_body : weights.declared_for_chrome);
  for (const std::string& tag : tree.hints.locales) {
    add_tag(tag, of_body ? weights.locale_for_body : weights.locale_for_chrome);
  }
  const std::string& address = options.url.empty() ? tree.hints.address : options.url;
  add_tag(language_of_domain(address),
          of_body ? weights.domain_for_body : weights.domain_for_chrome);
  for (const std::string& tag : tree.hints.alternates) add_tag(tag, weights.alternate);
  if (!of_body) add_tag("en", weights.untranslated);
  return counts;
}

/// A mixture of languages for each of two groups, body and the rest, found by expectation
/// maximization (Dempster, Laird and Rubin 1977): pages mix languages in their chrome, and lists of
/// languages name each in itself, so that one language per group would be wrong. Answers mix in
/// what the neighbours under the same parent speak.
class Mixture {
 public:
  Mixture(const Tree& tree, const Evidence& evidence, const ExtractOptions& options,
          const std::vector<Block>& blocks, const LanguageWeights& weights)
      : tree_(tree),
        weights_(weights),
        alone_(tree, evidence, options, weights),
        declared_{declared(tree, options, alone_, weights, false),
                  declared(tree, options, alone_, weights, true)},
        posterior_(alone_.languages().size()),
        prior_(alone_.languages().size()) {
    weigh(blocks);
    fit();
    ask_neighbours();
  }

  void answer_blocks(std::vector<Block>& blocks) {
    for (const std::size_t i : known_) {
      set_prior_of_block(i);
      answer(alone_.of(i), tree_.blocks[i].text.text, blocks[i]);
    }
  }

  void answer_attributes(std::vector<Block>& attributes) {
    for (std::size_t i = 0; i < attributes.size(); ++i) {
      const std::size_t number = tree_.blocks.size() + i;
      if (!alone_.has(number)) continue;
      set_prior_of_attribute(tree_.attributes[i].block.element, attributes[i].role);
      answer(alone_.of(number), tree_.attributes[i].block.text.text, attributes[i]);
    }
  }

 private:
  /// Which blocks have a say, and how much.
  void weigh(const std::vector<Block>& blocks) {
    weight_.assign(blocks.size(), 0);
    group_.reserve(blocks.size());
    std::unordered_set<std::size_t> seen;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      group_.push_back(group_of_role(blocks[i].role));
      if (!alone_.has(i)) continue;
      known_.push_back(i);
      const auto letters = static_cast<float>(tree_.blocks[i].text.text.size());
      weight_[i] = std::clamp(std::sqrt(letters / 20), 0.5F, 4.0F);
      if (blocks[i].role != Role::kTitle && seen.insert(alone_.row(i)).second) {
        counted_.push_back(i);
      }
    }
  }

  void fit() {
    const std::size_t languages = alone_.languages().size();
    for (Shares& shares : shares_) shares.assign(languages, 1.0F / static_cast<float>(languages));
    for (int round = 0; round < kRounds; ++round) {
      std::array<Shares, 2> next = next_shares();
      before_ = std::move(shares_);
      shares_ = std::move(next);
    }
  }

  [[nodiscard]] std::array<Shares, 2> next_shares() {
    std::array<Shares, 2> next = declared_;
    for (std::size_t group = 0; group < 2; ++group) {
      add(shares_[1 - group], weights_.of_other_group, next[group]);
    }
    for (const std::size_t i : counted_) {
      const float sum = multiply(shares_[group_[i]], alone_.of(i), posterior_);
      add(posterior_, weight_[i] / sum, next[group_[i]]);
    }
    for (Shares& shares : next) {
      const float sum = sum_of(shares);
      for (float& share : shares) share /= sum;
    }
    return next;
  }

  /// What the blocks right in each element, or in a child of it, speak.
  void ask_neighbours() {
    under_.resize(tree_.elements.size());
    amount_.assign(tree_.elements.size(), 0);
    for (const std::size_t i : known_) {
      const float sum = multiply(before_[group_[i]], alone_.of(i), posterior_);
      const std::size_t element = tree_.blocks[i].element;
      for (const std::size_t e : {element, tree_.elements[element].parent}) {
        under_[e].resize(posterior_.size());
        add(posterior_, weight_[i] / sum, under_[e]);
        amount_[e] += weight_[i];
        if (e == tree_.elements[e].parent) break;
      }
    }
  }

  /// How much of a prior the neighbours decide.
  [[nodiscard]] float share_of_neighbours(float amount) const {
    return weights_.neighbour_share * amount / (amount + weights_.neighbour_doubt);
  }

  /// Neighbours of a block are the others under the parent of its element.
  void set_prior_of_block(std::size_t i) {
    const std::size_t parent = tree_.elements[tree_.blocks[i].element].parent;
    const float others = std::max(amount_[parent] - weight_[i], 0.0F);
    const float share = share_of_neighbours(others);
    prior_ = shares_[group_[i]];
    if (others <= 0) return;
    const float sum = multiply(before_[group_[i]], alone_.of(i), posterior_);
    const float scale = weight_[i] / sum;
    for (std::size_t k = 0; k < prior_.size(); ++k) {
      const float of_others = std::max(under_[parent][k] - scale * posterior_[k], 0.0F) / others;
      prior_[k] = (1 - share) * prior_[k] + share * of_others;
    }
  }

  /// Neighbours of an attribute are the blocks in its element.
  void set_prior_of_attribute(std::size_t element, Role role) {
    prior_ = shares_[group_of_role(role)];
    if (element == 0 || amount_[element] <= 0) return;
    const float share = share_of_neighbours(amount_[element]);
    for (float& of_language : prior_) of_language *= 1 - share;
    add(under_[element], share / amount_[element], prior_);
  }

  /// True for a code in letters that the languages of the page hardly have: it is in none.
  [[nodiscard]] bool is_foreign_code(std::span<const float> alone, std::string_view text) const {
    float share = 0;
    for (std::size_t k = 0; k < prior_.size(); ++k) share += alone[k] > 0 ? prior_[k] : 0;
    return share < weights_.least_share_of_codes && looks_like_code(text);
  }

  void answer(std::span<const float> alone, std::string_view text, Block& block) {
    if (is_foreign_code(alone, text)) return;
    const float sum = multiply(prior_, alone, posterior_);
    const auto best = static_cast<std::size_t>(
        std::max_element(posterior_.begin(), posterior_.end()) - posterior_.begin());
    block.confidence = static_cast<double>(posterior_[best] / sum);
    if (block.confidence >= kLowestConfidence) {
      block.language = Evidence::languages()[alone_.languages()[best]];
    }
  }

  const Tree& tree_;
  const LanguageWeights& weights_;
  const Alone alone_;
  const std::array<Shares, 2> declared_;
  std::vector<std::size_t> group_;    // [block]
  std::vector<float> weight_;         // [block]
  std::vector<std::size_t> known_;    // blocks with words to judge by
  std::vector<std::size_t> counted_;  // of those, each text once
  std::array<Shares, 2> shares_;      // [group]
  std::array<Shares, 2> before_;      // of the round before the last
  std::vector<Shares> under_;         // [element]
  std::vector<float> amount_;         // [element]: the weight of those blocks
  Shares posterior_;                  // of the text at hand
  Shares prior_;
};

}  // namespace

void infer_languages(const Tree& tree, const Evidence& evidence, const ExtractOptions& options,
                     std::vector<Block>& blocks, std::vector<Block>& attributes,
                     const LanguageWeights& weights) {
  Mixture mixture(tree, evidence, options, blocks, weights);
  mixture.answer_blocks(blocks);
  mixture.answer_attributes(attributes);
}

}  // namespace punte::page::internal
