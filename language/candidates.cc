#include "language/candidates.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/closest.h"
#include "language/language_tag.h"

namespace punte::language::internal {
namespace {

/// Part of the web's pages in percent. Source: W3Techs, usage of content languages, 2025, rounded.
struct WebShare {
  std::string_view language;
  double percent;
};
constexpr std::array kWebShares = {
    WebShare{"en", 49},  WebShare{"es", 6},   WebShare{"de", 5.6},     WebShare{"ja", 5},
    WebShare{"fr", 4.4}, WebShare{"pt", 3.9}, WebShare{"ru", 3.8},     WebShare{"it", 2.7},
    WebShare{"nl", 2.1}, WebShare{"pl", 1.8}, WebShare{"tr", 1.8},     WebShare{"zh", 1.2},
    WebShare{"fa", 1.1}, WebShare{"vi", 1.1}, WebShare{"id", 1.1},     WebShare{"cs", 1},
    WebShare{"ko", .8},  WebShare{"uk", .6},  WebShare{"hu", .6},      WebShare{"ar", .6},
    WebShare{"sv", .5},  WebShare{"ro", .5},  WebShare{"el", .5},      WebShare{"da", .4},
    WebShare{"fi", .4},  WebShare{"he", .4},  WebShare{"sk", .4},      WebShare{"th", .4},
    WebShare{"bg", .2},  WebShare{"hr", .2},  WebShare{"nb", .2},      WebShare{"sr", .2},
    WebShare{"lt", .2},  WebShare{"sl", .1},  WebShare{"ca", .1},      WebShare{"et", .1},
    WebShare{"lv", .1},  WebShare{"bs", .2},  WebShare{"sr-Latn", .2},
};
// Logarithm. "sr" is Cyrillic first; without it, Croatian and Bosnian lose to Serbian in Latin
// letters on single words of the visible texts.
constexpr float kFactorOfOtherScript = -1.5F;
constexpr std::size_t kMostNearest = 5;
constexpr double kRarest = 0.05;  // percent; rarer languages are alike
// Shares differ by a thousand; a text is likelier to be in a rare language than its share says, for
// who asks does not ask about the whole web. Chosen on the visible texts of docs/quality.md.
constexpr double kPowerOfShare = 0.3;
// Longer texts are believed more; the web's share counts less by as much.
constexpr std::size_t kLettersOfAWord = 8;

}  // namespace

std::vector<Admitted> admitted(const std::vector<std::string>& languages, std::string_view tag) {
  const auto wanted = LanguageTag::parse(tag);
  if (!wanted) return {};
  std::vector<Admitted> meant;
  std::vector<Admitted> relatives;
  for (std::size_t l = 0; l < languages.size(); ++l) {
    const auto known = LanguageTag::parse(languages[l]);
    if (!known || known->language() != wanted->language()) continue;
    if (known->is_variant_of(*wanted)) {
      meant.push_back({l, 0.0F});
    } else {
      relatives.push_back({l, 0.0F});
    }
  }
  // Who names a script that the model does not tell apart means the language; who names none may
  // mean its other script too.
  if (meant.empty()) return relatives;
  if (wanted->script().empty()) {
    for (const Admitted& other : relatives) meant.push_back({other.place, kFactorOfOtherScript});
  }
  return meant;
}

std::vector<std::string> nearest(const std::vector<std::string>& languages, std::string_view tag) {
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const std::string& language : languages) {
    // Of equals those that begin alike: slips in the first letter are rare.
    const std::size_t slips = base::typing_distance(tag, language);
    ranked.emplace_back(2 * slips + (language[0] == tag[0] ? 0 : 1), language);
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string> out;
  for (std::size_t i = 0; i < ranked.size() && i < kMostNearest; ++i) {
    out.push_back(std::move(ranked[i].second));
  }
  return out;
}

float Priors::web_part(std::size_t letters) {
  return letters <= kLettersOfAWord
             ? 1.0F
             : static_cast<float>(kLettersOfAWord) / static_cast<float>(letters);
}

std::vector<float> log_priors_of_web(const std::vector<std::string>& languages) {
  std::vector<float> out(languages.size(), 0.0F);
  for (const WebShare& share : kWebShares) {
    const auto found = std::find(languages.begin(), languages.end(), share.language);
    if (found == languages.end()) continue;
    out[static_cast<std::size_t>(found - languages.begin())] =
        static_cast<float>(kPowerOfShare * std::log(share.percent / kRarest));
  }
  return out;
}

}  // namespace punte::language::internal
