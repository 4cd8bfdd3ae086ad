#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "language/identify.h"
#include "language/language_tag.h"
#include "language/text.h"
#include "page/blocks.h"

namespace punte::page::internal {
namespace {

using language::Identifier;

// In units of log-odds. The attribute is a hint, never more: on real pages it is right for the
// chrome and wrong for a foreign body.
constexpr double kDeclaredForChrome = 3.0;
constexpr double kDeclaredForBody = 1.0;
constexpr double kOwnAttribute = 2.5;
constexpr double kOtherGroup = -2.0;     // a block in the language of the other role's group
constexpr double kThirdLanguage = -6.0;  // a block in any other language
constexpr double kMostABlockSays = 12.0;
constexpr double kLowestConfidence = 0.5;

/// Letters, and whether there is a word at all: "16.5 C" has none.
struct Content {
  std::size_t letters = 0;
  std::size_t longest = 0;
  std::size_t digits = 0;
};

Content content_of(std::string_view text) {
  Content content;
  std::size_t run = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = language::next_code_point(text, i);
    const bool digit = c >= U'0' && c <= U'9';
    const bool letter = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
                        (c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c < 0x2C00) &&
                         !(c >= 0x3000 && c < 0x3040) && !(c >= 0xFE00 && c < 0x20000));
    content.digits += digit ? 1 : 0;
    content.letters += letter ? 1 : 0;
    run = letter ? run + (c >= 0x3040 ? 2 : 1) : 0;
    content.longest = std::max(content.longest, run);
  }
  return content;
}

std::string_view primary(std::string_view tag) { return tag.substr(0, tag.find('-')); }

}  // namespace

void infer_languages(const Tree& tree, const ExtractOptions& options, Page& page) {
  static const Identifier kEveryLanguage;
  const Identifier& identifier = kEveryLanguage;
  const std::vector<std::string>& tags = identifier.languages();
  const std::size_t languages = tags.size();

  std::vector<bool> allowed(languages, options.expected_languages.empty());
  for (const std::string& wanted : options.expected_languages) {
    for (std::size_t l = 0; l < languages; ++l) {
      if (primary(tags[l]) == primary(wanted)) allowed[l] = true;
    }
  }

  // Evidence of every block; equal texts are judged once.
  const std::size_t count = page.blocks.size();
  std::vector<const std::vector<float>*> evidence(count, nullptr);
  std::unordered_map<std::string_view, std::vector<float>> known;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string& text = page.blocks[i].text.text;
    const Content content = content_of(text);
    if (content.longest < 2 || content.digits > 3 * content.letters) continue;
    const auto [place, is_new] = known.try_emplace(text);
    if (is_new) {
      identifier.score(text, place->second);
      const bool nothing = std::all_of(place->second.begin(), place->second.end(),
                                       [](float value) { return value == 0; });
      if (nothing) place->second.clear();
    }
    if (!place->second.empty()) evidence[i] = &place->second;
  }

  // The language of each group: what most of its blocks say, each bounded, plus the attribute.
  const auto group_of = [](Role role) { return role == Role::kBody || role == Role::kTitle; };
  const auto add_declared = [&](std::vector<double>& sums, const std::string& tag, double value) {
    for (std::size_t l = 0; l < languages && !tag.empty(); ++l) {
      if (primary(tags[l]) == primary(tag)) sums[l] += value;
    }
  };
  std::array<std::size_t, 2> group_language = {languages, languages};
  for (const bool body : {false, true}) {
    std::vector<double> sums(languages, 0);
    std::map<std::string_view, int> seen;
    bool any = false;
    for (std::size_t i = 0; i < count; ++i) {
      const Block& block = page.blocks[i];
      if (evidence[i] == nullptr || group_of(block.role) != body) continue;
      if (block.role == Role::kTitle) continue;
      if (++seen[block.text.text] > 1) continue;
      any = true;
      const double weight = std::sqrt(static_cast<double>(block.text.text.size()) / 20.0);
      for (std::size_t l = 0; l < languages; ++l) {
        sums[l] += std::max(static_cast<double>((*evidence[i])[l]), -kMostABlockSays) *
                   std::clamp(weight, 0.5, 4.0);
      }
    }
    if (!any) continue;
    add_declared(sums, tree.declared_language, body ? kDeclaredForBody : kDeclaredForChrome);
    std::size_t best = languages;
    for (std::size_t l = 0; l < languages; ++l) {
      if (allowed[l] && (best == languages || sums[l] > sums[best])) best = l;
    }
    group_language[body ? 1 : 0] = best;
  }

  for (std::size_t i = 0; i < count; ++i) {
    Block& block = page.blocks[i];
    block.language = "und";
    block.confidence = 0;
    if (evidence[i] == nullptr) continue;
    const bool body = group_of(block.role);
    std::vector<double> sums(languages);
    for (std::size_t l = 0; l < languages; ++l) {
      const double prior = l == group_language[body ? 1 : 0]   ? 0
                           : l == group_language[body ? 0 : 1] ? kOtherGroup
                                                               : kThirdLanguage;
      sums[l] = allowed[l] ? static_cast<double>((*evidence[i])[l]) + prior : -1e9;
    }
    add_declared(sums, tree.blocks[i].language, kOwnAttribute);
    const auto best =
        static_cast<std::size_t>(std::max_element(sums.begin(), sums.end()) - sums.begin());
    double total = 0;
    for (const double sum : sums) total += std::exp(sum - sums[best]);
    block.confidence = 1 / total;
    if (block.confidence >= kLowestConfidence) block.language = tags[best];
  }
}

}  // namespace punte::page::internal
