#include "exchange/pairs.h"

#include <algorithm>

#include "language/language_tag.h"

namespace punte::exchange {
namespace {

/// How well a text in `own` serves where `asked` is wanted: 0 not at all, 3 it is that language.
int fitness(const std::string& own, const std::string& asked, bool fallback) {
  if (own == asked) return 3;
  if (!language::stand_for_each_other(own, asked)) return 0;
  const auto asked_tag = language::LanguageTag::parse(asked);
  // Asked for at large, every region will do.
  if (asked_tag && asked_tag->region().empty()) return 3;
  if (!is_other_region(own, asked)) return 2;
  return fallback ? 1 : 0;
}

std::vector<const language::Variant*> best(const language::Unit& unit, const std::string& asked,
                                           bool fallback) {
  std::vector<const language::Variant*> out;
  int most = 1;
  for (const language::Variant& variant : unit.variants) {
    const int own = fitness(variant.language, asked, fallback);
    if (own < most) continue;
    if (own > most) out.clear();
    most = own;
    out.push_back(&variant);
  }
  return out;
}

}  // namespace

std::vector<Pair> pairs_of(const language::Unit& unit, const PairLanguages& languages) {
  std::vector<Pair> out;
  const auto targets = best(unit, languages.to, languages.fallback);
  for (const language::Variant* source : best(unit, languages.from, languages.fallback)) {
    for (const language::Variant* target : targets) {
      if (source != target) out.emplace_back(source, target);
    }
  }
  return out;
}

bool is_other_region(const std::string& own, const std::string& asked) {
  const auto own_tag = language::LanguageTag::parse(own);
  const auto asked_tag = language::LanguageTag::parse(asked);
  if (!own_tag || !asked_tag) return false;
  const std::string region = own_tag->region();
  const std::string asked_region = asked_tag->region();
  return !region.empty() && !asked_region.empty() && region != asked_region;
}

}  // namespace punte::exchange
