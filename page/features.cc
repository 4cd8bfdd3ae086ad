#include "page/features.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "page/block_measures.h"
#include "page/self_description.h"

namespace punte::page::internal {
namespace {

constexpr float kFar = 20;  // levels or blocks that count as "nowhere near"

/// Sums over a set of blocks.
struct Group {
  double blocks = 0;
  double letters = 0;
  double linked = 0;
  double mass = 0;  // of running text
  void add(const Measures& block, double mass_of_block) {
    blocks += 1;
    letters += block.letters;
    linked += block.letters * static_cast<double>(block.linked);
    mass += mass_of_block;
  }
};

double mass_of(const Measures& block) {
  return block.prose < 1 ? 0 : block.prose * std::sqrt(block.letters);
}

/// Where a block comes from in the template: names of its element and the two above, with the
/// words of their classes.
std::uint64_t signature(const Tree& tree, const RawBlock& block) {
  std::uint64_t hash = 0;
  std::size_t e = block.element;
  for (int level = 0; level < 3; ++level) {
    hash = (hash ^ tree.names[tree.elements[e].names].hash) * 0x9E3779B97F4A7C15U;
    e = tree.elements[e].parent;
  }
  return hash;
}

template <typename Use>
void for_each_ancestor(const Tree& tree, std::size_t element, Use&& use) {
  for (std::size_t e = element;; e = tree.elements[e].parent) {
    use(e);
    if (e == tree.elements[e].parent) return;
  }
}

/// The smallest element that holds most of the running text.
std::size_t container_of(const Tree& tree, const std::vector<Group>& groups) {
  std::size_t container = 0;
  for (std::size_t e = 1; e < tree.elements.size(); ++e) {
    if (tree.elements[e].parent == container && groups[e].mass > 0 &&
        groups[e].mass >= 0.7 * groups[container].mass) {
      container = e;
    }
  }
  return container;
}

/// The features of the first round. Each put_ function writes one group of the numbers in a block's
/// row; the model file depends on their order.
class FirstFeatures {
 public:
  FirstFeatures(const Tree& tree, const RoleModel& model)
      : tree_(tree), model_(model), description_(tree), tokens_(token_scores(tree, model)) {
    measure_blocks();
    measure_depths();
    container_ = container_of(tree_, groups_);
    find_landmarks();
  }

  void put_row(std::size_t i, std::span<float> row) const {
    RowWriter put{row};
    const Surroundings around = surroundings_of(i);
    put_text(put, i);
    put_markup(put, i);
    for (const float level : around.levels) put(level);
    put_place(put, i);
    put_tokens(put, i);
    put_description(put, i);
    put(static_cast<float>(std::min(copies_.at(tree_.blocks[i].text.text), 9)));
    put(static_cast<float>(measures_[i].prose));
    put_neighbours(put, i);
    put_groups(put, i);
    put_landmarks(put, i, around);
    assert(put.at == kFirstFeatures);
  }

 private:
  /// What the elements around a block are.
  struct Surroundings {
    std::array<float, 7> levels{};  // up to the nearest of each kind
    bool inside = false;            // of the container
    float to_container = kFar + 1;
  };

  void measure_blocks() {
    const std::size_t count = tree_.blocks.size();
    measures_.reserve(count);
    signatures_.reserve(count);
    letters_before_.reserve(count);
    groups_.resize(tree_.elements.size());
    own_.resize(tree_.elements.size());
    for (const RawBlock& block : tree_.blocks) {
      const Measures& local = measures_.emplace_back(measure(block));
      const double mass = mass_of(local);
      for_each_ancestor(tree_, block.element, [&](std::size_t e) { groups_[e].add(local, mass); });
      own_[block.element].add(local, mass);
      signatures_.push_back(signature(tree_, block));
      templates_[signatures_.back()].add(local, mass);
      ++copies_[block.text.text];
      letters_before_.push_back(page_.letters);
      page_.add(local, mass);
    }
  }

  void measure_depths() {
    depth_.assign(tree_.elements.size(), 0);
    for (std::size_t e = 1; e < tree_.elements.size(); ++e) {
      depth_[e] = depth_[tree_.elements[e].parent] + 1;
    }
  }

  /// Running text in the container, first and last; the headline.
  void find_landmarks() {
    constexpr double kRunningText = 2.5;  // of Measures::prose
    const std::size_t count = tree_.blocks.size();
    headline_ = first_prose_ = last_prose_ = count;
    bare_.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      const RawBlock& block = tree_.blocks[i];
      bare_.push_back(skeleton(block.text.text));
      if (headline_ == count && block.name == "h1" && (block.hints & (kInNav | kInFooter)) == 0) {
        headline_ = i;
      }
      if (measures_[i].prose < kRunningText) continue;
      bool inside = false;
      for_each_ancestor(tree_, block.element, [&](std::size_t e) { inside |= e == container_; });
      if (!inside) continue;
      if (first_prose_ == count) first_prose_ = i;
      last_prose_ = i;
    }
  }

  [[nodiscard]] Surroundings surroundings_of(std::size_t i) const {
    constexpr std::array<std::uint32_t, 7> kWanted = {
        kChromeClass, kBodyClass, kInArticle, kInMain, kInHeader, kMetaClass, kCommentClass};
    Surroundings out;
    out.levels.fill(kFar);
    float level = 0;
    for_each_ancestor(tree_, tree_.blocks[i].element, [&](std::size_t e) {
      for (std::size_t k = 0; k < kWanted.size(); ++k) {
        if ((tree_.elements[e].own_hints & kWanted[k]) != 0) {
          out.levels[k] = std::min(out.levels[k], level);
        }
      }
      if (e == container_) {
        out.inside = true;
        out.to_container = std::min(level, kFar);
      }
      level += 1;
    });
    return out;
  }

  /// Blocks from a landmark, where the page has it.
  [[nodiscard]] float offset(std::size_t i, std::size_t landmark) const {
    return landmark == tree_.blocks.size()
               ? 3 * kFar
               : std::clamp(static_cast<float>(i) - static_cast<float>(landmark), -2.5F * kFar,
                            2.5F * kFar);
  }

  [[nodiscard]] std::size_t parent_of(std::size_t element) const {
    return tree_.elements[element].parent;
  }

  void put_text(RowWriter& put, std::size_t i) const {
    const Measures& local = measures_[i];
    put(log1(local.letters));
    put(local.linked);
    put(log1(local.sentences));
    put(local.ends);
    put(log1(local.commas));
    put(ratio(local.digits, local.letters));
    put(ratio(local.capitals, local.words));
  }

  void put_markup(RowWriter& put, std::size_t i) const {
    const RawBlock& block = tree_.blocks[i];
    put(block.name == "p");
    put(is_heading(block.name) ? static_cast<float>(block.name[1] - '0') : 0.0F);
    put(block.name == "li");
    put(block.name == "td" || block.name == "th");
    put(block.name == "blockquote" || block.name == "pre");
    put(block.name == "button" || block.name == "option" || block.name == "label");
    put(block.name == "div");
    put(log1(static_cast<double>(block.text.codes.size())));
    for (unsigned bit = 0; bit < kHintCount; ++bit) put((block.hints >> bit & 1U) != 0);
  }

  void put_place(RowWriter& put, std::size_t i) const {
    put(depth_[tree_.blocks[i].element]);
    put(ratio(static_cast<double>(i), static_cast<double>(tree_.blocks.size())));
    put(ratio(letters_before_[i], page_.letters));
  }

  /// What the words of class names say: near the block, and all the way down to it.
  void put_tokens(RowWriter& put, std::size_t i) const {
    const RawBlock& block = tree_.blocks[i];
    float inline_tokens = 0;
    for (const std::uint32_t token : block.tokens) inline_tokens += model_.token_weight(token);
    const std::size_t grand = parent_of(parent_of(block.element));
    put(tokens_[block.element] - tokens_[grand] + inline_tokens);
    put(tokens_[block.element] + inline_tokens);
  }

  /// How the page's description of itself bears on the block.
  void put_description(RowWriter& put, std::size_t i) const {
    put(description_.in_article(bare_[i]));
    put(description_.is_title(bare_[i]));
    put(description_.is_description(bare_[i]));
    put(description_.is_byline(bare_[i]));
    put(description_.is_date_line(tree_.blocks[i].text.text));
  }

  void put_neighbours(RowWriter& put, std::size_t i) const {
    const std::size_t element = tree_.blocks[i].element;
    for (const int step : {-2, -1, 1, 2}) {
      const auto other = static_cast<std::ptrdiff_t>(i) + step;
      if (other < 0 || other >= static_cast<std::ptrdiff_t>(tree_.blocks.size())) {
        for (int k = 0; k < 5; ++k) put(-1.0F);
        continue;
      }
      const auto j = static_cast<std::size_t>(other);
      const std::size_t beside = tree_.blocks[j].element;
      put(log1(measures_[j].letters));
      put(measures_[j].linked);
      put(measures_[j].ends);
      put(tree_.blocks[j].name == "p");
      put(beside == element ? 2.0F : parent_of(beside) == parent_of(element) ? 1.0F : 0.0F);
    }
  }

  /// What else is in the element and those above it, and what comes from the same place in the
  /// template.
  void put_groups(RowWriter& put, std::size_t i) const {
    const std::size_t element = tree_.blocks[i].element;
    const std::size_t parent = parent_of(element);
    put_group(put, own_[element]);
    put_group(put, groups_[parent]);
    put_group(put, groups_[parent_of(parent)]);
    put_group(put, templates_.at(signatures_[i]));
  }

  void put_group(RowWriter& put, const Group& group) const {
    put(log1(group.blocks));
    put(log1(group.letters / std::max(group.blocks, 1.0)));
    put(ratio(group.linked, group.letters));
    put(ratio(group.mass, page_.mass));
  }

  void put_landmarks(RowWriter& put, std::size_t i, const Surroundings& around) const {
    put(around.inside);
    put(around.to_container);
    put(offset(i, headline_));
    put(log1(page_.letters));
    put(log1(page_.blocks));
    put(offset(i, first_prose_));
    put(offset(i, last_prose_));
  }

  const Tree& tree_;
  const RoleModel& model_;
  const SelfDescription description_;
  const std::vector<float> tokens_;  // [element]
  std::vector<Measures> measures_;   // [block]
  std::vector<std::uint64_t> signatures_;
  std::vector<double> letters_before_;
  std::vector<std::string> bare_;  // the blocks' skeletons
  std::vector<float> depth_;       // [element]
  std::vector<Group> groups_;      // of all blocks in the element
  std::vector<Group> own_;         // of the blocks right in the element
  std::unordered_map<std::uint64_t, Group> templates_;
  std::unordered_map<std::string_view, int> copies_;
  Group page_;
  std::size_t container_ = 0;
  std::size_t headline_ = 0;  // these three: the number of blocks where there is none
  std::size_t first_prose_ = 0;
  std::size_t last_prose_ = 0;
};

/// How much of some blocks' text is expected to be body.
struct Share {
  double letters = 0;
  double expected = 0;
  void add(double more_letters, double chance) {
    letters += more_letters;
    expected += more_letters * chance;
  }
  [[nodiscard]] float mean() const { return ratio(expected, letters); }
};

/// The features of the second round: what the first one found around the block. Each put_ function
/// writes one group of the numbers in its row; the model file depends on their order.
class SecondFeatures {
 public:
  SecondFeatures(const Tree& tree, const Evidence& evidence, std::span<const float> judgement)
      : tree_(tree), evidence_(evidence), judgement_(judgement) {
    weigh_blocks();
    choose_languages();
    look_around();
  }

  void put_row(std::size_t i, std::span<const float> first, std::span<float> row) const {
    RowWriter put{row};
    for (const float value : first) put(value);
    put_judgements(put, i);
    put(window_around(i).mean());
    put_shares(put, i);
    put_expectations(put, i);
    put_nearest(put, i);
    put(affinity(i));
    put(i == 0 ? 0.0F : affinity(i - 1));
    put(i + 1 == tree_.blocks.size() ? 0.0F : affinity(i + 1));
    put(log1(page_.expected));
    assert(put.at == kSecondFeatures);
  }

 private:
  /// What lies on one side of a block.
  struct Side {
    float distance = 2 * kFar;  // blocks to the nearest that is body for sure
    double most = 0;            // the best chance of any
    void pass(double chance) {
      constexpr double kSure = 0.7;
      distance = chance > kSure ? 1.0F : std::min(distance + 1, 2 * kFar);
      most = std::max(most, chance);
    }
  };

  void weigh_blocks() {
    const std::size_t count = tree_.blocks.size();
    letters_.reserve(count);
    chance_.reserve(count);
    signatures_.reserve(count);
    expected_before_.reserve(count);
    own_.resize(tree_.elements.size());
    all_.resize(tree_.elements.size());
    for (std::size_t i = 0; i < count; ++i) {
      const RawBlock& block = tree_.blocks[i];
      const auto letters = static_cast<double>(letters_in(block.text.text));
      const double chance = 1 / (1 + std::exp(-static_cast<double>(judgement_[i])));
      letters_.push_back(letters);
      chance_.push_back(chance);
      for_each_ancestor(tree_, block.element, [&](std::size_t e) { all_[e].add(letters, chance); });
      own_[block.element].add(letters, chance);
      signatures_.push_back(signature(tree_, block));
      templates_[signatures_.back()].add(letters, chance);
      expected_before_.push_back(page_.expected);
      page_.add(letters, chance);
    }
  }

  /// The languages that the body and the rest most likely speak.
  void choose_languages() {
    const std::size_t languages = Evidence::languages().size();
    std::vector<float> of_body(languages, 0.0F);
    std::vector<float> of_other(languages, 0.0F);
    for (std::size_t i = 0; i < tree_.blocks.size(); ++i) {
      const std::vector<float>* logits = evidence_.of(i);
      if (logits == nullptr) continue;
      const double weight = std::min(std::sqrt(letters_[i] / 20), 4.0);
      const auto for_body = static_cast<float>(weight * chance_[i]);
      const auto for_other = static_cast<float>(weight * (1 - chance_[i]));
      for (std::size_t l = 0; l < languages; ++l) {
        const float value = std::max((*logits)[l], -12.0F);
        of_body[l] += for_body * value;
        of_other[l] += for_other * value;
      }
    }
    const auto best = [](const std::vector<float>& sums) {
      return static_cast<std::size_t>(std::max_element(sums.begin(), sums.end()) - sums.begin());
    };
    body_language_ = best(of_body);
    other_language_ = best(of_other);
  }

  void look_around() {
    const std::size_t count = tree_.blocks.size();
    above_.resize(count);
    below_.resize(count);
    Side passed;
    for (std::size_t i = 0; i < count; ++i) {
      above_[i] = passed;
      passed.pass(chance_[i]);
    }
    passed = {};
    for (std::size_t i = count; i-- > 0;) {
      below_[i] = passed;
      passed.pass(chance_[i]);
    }
  }

  /// How much more a block speaks the language of the body than that of the rest.
  [[nodiscard]] float affinity(std::size_t i) const {
    const std::vector<float>* logits = evidence_.of(i);
    if (logits == nullptr || body_language_ == other_language_) return 0.0F;
    return std::clamp((*logits)[body_language_] - (*logits)[other_language_], -10.0F, 10.0F);
  }

  /// The five blocks before and the five after.
  [[nodiscard]] Share window_around(std::size_t i) const {
    Share window;
    for (std::size_t j = i < 5 ? 0 : i - 5; j < std::min(tree_.blocks.size(), i + 6); ++j) {
      if (j != i) window.add(letters_[j], chance_[j]);
    }
    return window;
  }

  void put_judgements(RowWriter& put, std::size_t i) const {
    constexpr float kNoBlock = -9;
    put(judgement_[i]);
    for (const int step : {-2, -1, 1, 2}) {
      const auto j = static_cast<std::ptrdiff_t>(i) + step;
      put(j < 0 || j >= static_cast<std::ptrdiff_t>(tree_.blocks.size())
              ? kNoBlock
              : judgement_[static_cast<std::size_t>(j)]);
    }
  }

  /// How much is body in the element and those above it, and in the same place of the template.
  void put_shares(RowWriter& put, std::size_t i) const {
    const std::size_t element = tree_.blocks[i].element;
    const std::size_t parent = tree_.elements[element].parent;
    put(own_[element].mean());
    put(all_[parent].mean());
    put(all_[tree_.elements[parent].parent].mean());
    put(templates_.at(signatures_[i]).mean());
  }

  /// Shares of the page's expected body: of the elements above, of the block, of all before it.
  void put_expectations(RowWriter& put, std::size_t i) const {
    const std::size_t parent = tree_.elements[tree_.blocks[i].element].parent;
    put(ratio(all_[parent].expected, page_.expected));
    put(ratio(all_[tree_.elements[parent].parent].expected, page_.expected));
    put(ratio(letters_[i] * chance_[i], page_.expected));
    put(ratio(expected_before_[i], page_.expected));
  }

  void put_nearest(RowWriter& put, std::size_t i) const {
    put(static_cast<float>(above_[i].most));
    put(static_cast<float>(below_[i].most));
    put(above_[i].distance);
    put(below_[i].distance);
  }

  const Tree& tree_;
  const Evidence& evidence_;
  const std::span<const float> judgement_;
  std::vector<double> letters_;  // [block], as the next five
  std::vector<double> chance_;   // of being body
  std::vector<std::uint64_t> signatures_;
  std::vector<double> expected_before_;
  std::vector<Side> above_;
  std::vector<Side> below_;
  std::vector<Share> own_;  // [element], of the blocks right in it
  std::vector<Share> all_;  // of all blocks in it
  std::unordered_map<std::uint64_t, Share> templates_;
  Share page_;
  std::size_t body_language_ = 0;  // indices into Evidence::languages()
  std::size_t other_language_ = 0;
};

}  // namespace

std::vector<float> token_scores(const Tree& tree, const RoleModel& model) {
  std::vector<float> of_names(tree.names.size(), 0.0F);
  for (std::size_t n = 0; n < tree.names.size(); ++n) {
    for (const std::uint32_t token : tree.names[n].tokens) of_names[n] += model.token_weight(token);
  }
  std::vector<float> scores(tree.elements.size(), 0.0F);
  for (std::size_t e = 0; e < tree.elements.size(); ++e) {
    const Element& element = tree.elements[e];
    if (element.parent != e) scores[e] = scores[element.parent];
    scores[e] += of_names[element.names];
  }
  return scores;
}

FeatureTable first_features(const Tree& tree, const RoleModel& model) {
  FeatureTable table(tree.blocks.size(), kFirstFeatures);
  if (tree.blocks.empty()) return table;
  const FirstFeatures features(tree, model);
  for (std::size_t i = 0; i < tree.blocks.size(); ++i) features.put_row(i, table.row(i));
  return table;
}

FeatureTable second_features(const Tree& tree, const Evidence& evidence, const FeatureTable& first,
                             std::span<const float> judgement) {
  FeatureTable table(tree.blocks.size(), kSecondFeatures);
  if (tree.blocks.empty()) return table;
  const SecondFeatures features(tree, evidence, judgement);
  for (std::size_t i = 0; i < tree.blocks.size(); ++i) {
    features.put_row(i, first.row(i), table.row(i));
  }
  return table;
}

}  // namespace punte::page::internal
