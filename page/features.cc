#include "page/features.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "page/block_measures.h"

namespace punte::page::internal {
namespace {

constexpr float kFar = 20;  // levels or blocks that count as "nowhere near"

/// Sums over a set of blocks.
struct Group {
  double blocks = 0;
  double letters = 0;
  double linked = 0;
  double mass = 0;      // of running text
  double expected = 0;  // letters times probability of body
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

/// How the page's own description of itself bears on its blocks.
class Hints {
 public:
  explicit Hints(const Tree& tree) {
    for (const std::string& body : tree.hints.article_bodies) bodies_ += skeleton(body) + ' ';
    if (bodies_.size() < 200) bodies_.clear();
    titles_.push_back(skeleton(tree.title));
    for (const std::string& headline : tree.hints.headlines) titles_.push_back(skeleton(headline));
    for (const std::string& text : tree.hints.descriptions) {
      descriptions_.push_back(skeleton(text));
    }
    for (const std::string& author : tree.hints.authors) {
      if (author.size() >= 4) authors_.push_back(skeleton(author));
    }
    for (const std::string& date : tree.hints.dates) {
      // "2024-05-02T06:00+02:00"; written in words in the text, but with the same numbers.
      if (date.size() < 10 || date[4] != '-' || date[7] != '-') continue;
      dates_.emplace_back(date.substr(0, 4),
                          date.substr(date[8] == '0' ? 9 : 8, date[8] == '0' ? 1 : 2));
    }
  }

  /// 1 in the article that the page gives to machines, 0 not; 0.5: it gives none.
  [[nodiscard]] float in_article(const std::string& bare) const {
    if (bodies_.empty()) return 0.5F;
    return bare.size() >= 12 && bodies_.find(bare.substr(0, 48)) != std::string::npos ? 1.0F : 0.0F;
  }
  [[nodiscard]] bool is_title(const std::string& bare) const {
    return bare.size() >= 10 && std::any_of(titles_.begin(), titles_.end(), [&](const auto& title) {
             return title.find(bare) != std::string::npos ||
                    (title.size() >= 20 && bare.find(title) != std::string::npos);
           });
  }
  [[nodiscard]] bool is_description(const std::string& bare) const {
    return bare.size() >= 20 &&
           std::any_of(descriptions_.begin(), descriptions_.end(), [&](const auto& text) {
             return text.size() >= 20 && (text.starts_with(bare.substr(0, 40)));
           });
  }
  /// By-lines: a short text with the name of an author.
  [[nodiscard]] bool is_byline(const std::string& bare) const {
    return bare.size() <= 80 &&
           std::any_of(authors_.begin(), authors_.end(), [&](const std::string& author) {
             return !author.empty() && bare.find(author) != std::string::npos;
           });
  }
  /// Date lines: a short text with the day and the year of publication.
  [[nodiscard]] bool is_date_line(std::string_view text) const {
    constexpr std::size_t kMostBytes = 80;
    return text.size() <= kMostBytes &&
           std::any_of(dates_.begin(), dates_.end(), [&](const auto& date) {
             const auto& [year, day] = date;
             const std::size_t at = text.find(year);
             if (at == std::string_view::npos) return false;
             std::string rest(text);
             rest.erase(at, year.size());
             return rest.find(day) != std::string::npos;
           });
  }

 private:
  std::string bodies_;
  std::vector<std::string> authors_;
  std::vector<std::pair<std::string, std::string>> dates_;  // year, day
  std::vector<std::string> titles_;
  std::vector<std::string> descriptions_;
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
  const std::size_t count = tree.blocks.size();
  FeatureTable table(count, kFirstFeatures);
  if (count == 0) return table;
  const std::vector<float> tokens = token_scores(tree, model);
  std::vector<Measures> locals;
  locals.reserve(count);
  std::vector<Group> groups(tree.elements.size());
  std::vector<Group> own(tree.elements.size());  // of the blocks right in the element
  std::unordered_map<std::uint64_t, Group> templates;
  std::vector<std::uint64_t> signatures(count);
  std::unordered_map<std::string_view, int> copies;
  Group page;
  for (std::size_t i = 0; i < count; ++i) {
    const RawBlock& block = tree.blocks[i];
    locals.push_back(measure(block));
    const double mass = mass_of(locals[i]);
    for_each_ancestor(tree, block.element, [&](std::size_t e) { groups[e].add(locals[i], mass); });
    own[block.element].add(locals[i], mass);
    signatures[i] = signature(tree, block);
    templates[signatures[i]].add(locals[i], mass);
    ++copies[block.text.text];
    page.add(locals[i], mass);
  }
  const std::size_t container = container_of(tree, groups);
  std::vector<float> depth(tree.elements.size(), 0);
  for (std::size_t e = 1; e < tree.elements.size(); ++e) {
    depth[e] = depth[tree.elements[e].parent] + 1;
  }
  // Running text in the container, first and last; the headline.
  std::size_t first_prose = count;
  std::size_t last_prose = count;
  std::size_t headline = count;
  const Hints hints(tree);
  std::vector<std::string> bare(count);
  for (std::size_t i = 0; i < count; ++i) {
    const RawBlock& block = tree.blocks[i];
    bare[i] = skeleton(block.text.text);
    if (headline == count && block.name == "h1" && (block.hints & (kInNav | kInFooter)) == 0) {
      headline = i;
    }
    if (locals[i].prose < 2.5) continue;
    bool inside = false;
    for_each_ancestor(tree, block.element, [&](std::size_t e) { inside |= e == container; });
    if (!inside) continue;
    if (first_prose == count) first_prose = i;
    last_prose = i;
  }
  const auto offset = [&](std::size_t i, std::size_t place) {
    return place == count ? 3 * kFar
                          : std::clamp(static_cast<float>(i) - static_cast<float>(place),
                                       -2.5F * kFar, 2.5F * kFar);
  };

  double letters_before = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const RawBlock& block = tree.blocks[i];
    const Measures& local = locals[i];
    RowWriter put{table.row(i)};
    put(log1(local.letters));
    put(local.linked);
    put(log1(local.sentences));
    put(local.ends);
    put(log1(local.commas));
    put(ratio(local.digits, local.letters));
    put(ratio(local.capitals, local.words));
    put(block.name == "p");
    put(is_heading(block.name) ? static_cast<float>(block.name[1] - '0') : 0.0F);
    put(block.name == "li");
    put(block.name == "td" || block.name == "th");
    put(block.name == "blockquote" || block.name == "pre");
    put(block.name == "button" || block.name == "option" || block.name == "label");
    put(block.name == "div");
    put(log1(static_cast<double>(block.text.codes.size())));
    for (unsigned bit = 0; bit < kHintCount; ++bit) put((block.hints >> bit & 1U) != 0);
    std::array<float, 7> near{};
    near.fill(kFar);
    constexpr std::array<std::uint32_t, 7> kWanted = {
        kChromeClass, kBodyClass, kInArticle, kInMain, kInHeader, kMetaClass, kCommentClass};
    float level = 0;
    bool inside = false;
    float to_container = kFar + 1;
    for_each_ancestor(tree, block.element, [&](std::size_t e) {
      for (std::size_t k = 0; k < kWanted.size(); ++k) {
        if ((tree.elements[e].own_hints & kWanted[k]) != 0) near[k] = std::min(near[k], level);
      }
      if (e == container) {
        inside = true;
        to_container = std::min(level, kFar);
      }
      level += 1;
    });
    for (const float value : near) put(value);
    put(depth[block.element]);
    put(ratio(static_cast<double>(i), static_cast<double>(count)));
    put(ratio(letters_before, page.letters));
    letters_before += local.letters;
    const Element& element = tree.elements[block.element];
    float inline_tokens = 0;
    for (const std::uint32_t token : block.tokens) inline_tokens += model.token_weight(token);
    const std::size_t grand = tree.elements[element.parent].parent;
    put(tokens[block.element] - tokens[grand] + inline_tokens);
    put(tokens[block.element] + inline_tokens);
    put(hints.in_article(bare[i]));
    put(hints.is_title(bare[i]));
    put(hints.is_description(bare[i]));
    put(hints.is_byline(bare[i]));
    put(hints.is_date_line(block.text.text));
    put(static_cast<float>(std::min(copies[block.text.text], 9)));
    put(static_cast<float>(local.prose));
    for (const int step : {-2, -1, 1, 2}) {
      const auto other = static_cast<std::ptrdiff_t>(i) + step;
      if (other < 0 || other >= static_cast<std::ptrdiff_t>(count)) {
        for (int k = 0; k < 5; ++k) put(-1.0F);
        continue;
      }
      const auto j = static_cast<std::size_t>(other);
      put(log1(locals[j].letters));
      put(locals[j].linked);
      put(locals[j].ends);
      put(tree.blocks[j].name == "p");
      put(static_cast<float>(tree.blocks[j].element == block.element                          ? 2
                             : tree.elements[tree.blocks[j].element].parent == element.parent ? 1
                                                                                              : 0));
    }
    const auto put_group = [&](const Group& group) {
      put(log1(group.blocks));
      put(log1(group.letters / std::max(group.blocks, 1.0)));
      put(ratio(group.linked, group.letters));
      put(ratio(group.mass, page.mass));
    };
    put_group(own[block.element]);
    put_group(groups[element.parent]);
    put_group(groups[grand]);
    put_group(templates[signatures[i]]);
    put(inside);
    put(to_container);
    put(offset(i, headline));
    put(log1(page.letters));
    put(log1(page.blocks));
    put(offset(i, first_prose));
    put(offset(i, last_prose));
    assert(put.at == kFirstFeatures);
  }
  return table;
}

FeatureTable second_features(const Tree& tree, const Evidence& evidence, const FeatureTable& first,
                             std::span<const float> judgement) {
  const std::size_t count = tree.blocks.size();
  FeatureTable table(count, kSecondFeatures);
  if (count == 0) return table;
  struct Share {
    double letters = 0;
    double expected = 0;
    [[nodiscard]] float mean() const { return ratio(expected, letters); }
  };
  std::vector<double> letters(count);
  std::vector<double> chance(count);
  std::vector<Share> own(tree.elements.size());
  std::vector<Share> all(tree.elements.size());
  std::unordered_map<std::uint64_t, Share> templates;
  std::vector<std::uint64_t> signatures(count);
  Share page;
  const std::size_t languages = Evidence::languages().size();
  std::vector<float> body_language(languages, 0.0F);
  std::vector<float> other_language(languages, 0.0F);
  for (std::size_t i = 0; i < count; ++i) {
    const RawBlock& block = tree.blocks[i];
    letters[i] = static_cast<double>(letters_in(block.text.text));
    chance[i] = 1 / (1 + std::exp(-static_cast<double>(judgement[i])));
    const auto add = [&](Share& share) {
      share.letters += letters[i];
      share.expected += letters[i] * chance[i];
    };
    for_each_ancestor(tree, block.element, [&](std::size_t e) { add(all[e]); });
    add(own[block.element]);
    signatures[i] = signature(tree, block);
    add(templates[signatures[i]]);
    add(page);
    if (const std::vector<float>* logits = evidence.of(i)) {
      const double weight = std::min(std::sqrt(letters[i] / 20), 4.0);
      const auto of_body = static_cast<float>(weight * chance[i]);
      const auto of_other = static_cast<float>(weight * (1 - chance[i]));
      for (std::size_t l = 0; l < languages; ++l) {
        const float value = std::max((*logits)[l], -12.0F);
        body_language[l] += of_body * value;
        other_language[l] += of_other * value;
      }
    }
  }
  const auto best = [](const std::vector<float>& sums) {
    return static_cast<std::size_t>(std::max_element(sums.begin(), sums.end()) - sums.begin());
  };
  const std::size_t body = best(body_language);
  const std::size_t other = best(other_language);
  // How much more a block speaks the language of the body than that of the rest.
  const auto affinity = [&](std::size_t i) {
    const std::vector<float>* logits = evidence.of(i);
    if (logits == nullptr || body == other) return 0.0F;
    return std::clamp((*logits)[body] - (*logits)[other], -10.0F, 10.0F);
  };

  // Blocks to the nearest that is body for sure, before and after; the best before and after.
  constexpr double kSure = 0.7;
  std::vector<float> since(count);
  std::vector<float> until(count);
  std::vector<double> above(count);
  std::vector<double> below(count);
  float distance = 2 * kFar;
  double most = 0;
  for (std::size_t i = 0; i < count; ++i) {
    since[i] = distance;
    above[i] = most;
    distance = chance[i] > kSure ? 1.0F : std::min(distance + 1, 2 * kFar);
    most = std::max(most, chance[i]);
  }
  distance = 2 * kFar;
  most = 0;
  for (std::size_t i = count; i-- > 0;) {
    until[i] = distance;
    below[i] = most;
    distance = chance[i] > kSure ? 1.0F : std::min(distance + 1, 2 * kFar);
    most = std::max(most, chance[i]);
  }
  double before = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const RawBlock& block = tree.blocks[i];
    const std::span<const float> known = first.row(i);
    RowWriter put{table.row(i)};
    for (const float value : known) put(value);
    put(judgement[i]);
    for (const int step : {-2, -1, 1, 2}) {
      const auto j = static_cast<std::ptrdiff_t>(i) + step;
      put(j < 0 || j >= static_cast<std::ptrdiff_t>(count)
              ? -9.0F
              : judgement[static_cast<std::size_t>(j)]);
    }
    Share window;
    for (std::size_t j = i < 5 ? 0 : i - 5; j < std::min(count, i + 6); ++j) {
      if (j == i) continue;
      window.letters += letters[j];
      window.expected += letters[j] * chance[j];
    }
    put(window.mean());
    const std::size_t parent = tree.elements[block.element].parent;
    const std::size_t grand = tree.elements[parent].parent;
    put(own[block.element].mean());
    put(all[parent].mean());
    put(all[grand].mean());
    put(templates[signatures[i]].mean());
    put(ratio(all[parent].expected, page.expected));
    put(ratio(all[grand].expected, page.expected));
    put(ratio(letters[i] * chance[i], page.expected));
    put(ratio(before, page.expected));
    before += letters[i] * chance[i];
    put(static_cast<float>(above[i]));
    put(static_cast<float>(below[i]));
    put(since[i]);
    put(until[i]);
    put(affinity(i));
    put(i == 0 ? 0.0F : affinity(i - 1));
    put(i + 1 == count ? 0.0F : affinity(i + 1));
    put(log1(page.expected));
    assert(put.at == kSecondFeatures);
  }
  return table;
}

}  // namespace punte::page::internal
