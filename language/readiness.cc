#include "language/readiness.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/ascii.h"

namespace punte::language {
namespace {

constexpr std::array<std::string_view, 9> kTypes = {"x-confirmationlevel",
                                                    "x-status",
                                                    "status",
                                                    "x-state",
                                                    "state",
                                                    "x-punte-state",
                                                    "x-review",
                                                    "x-translation-status",
                                                    kStateProperty};
constexpr std::array<std::string_view, 17> kOpen = {"draft",
                                                    "new",
                                                    "initial",
                                                    "unreviewed",
                                                    "unapproved",
                                                    "fuzzy",
                                                    "needs-review",
                                                    "needs-review-translation",
                                                    "needs-review-adaptation",
                                                    "needs-review-l10n",
                                                    "needs-translation",
                                                    "needs-adaptation",
                                                    "needs-l10n",
                                                    "no",
                                                    "unverified",
                                                    "rejectedtranslation",
                                                    "rejected"};

template <std::size_t size>
bool contains(const std::array<std::string_view, size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

template <typename Properties>
bool any_unready(const Properties& properties) {
  return std::any_of(properties.begin(), properties.end(), says_unready);
}

}  // namespace

bool says_unready(const Property& property) {
  return contains(kTypes, base::lower(property.type)) &&
         contains(kOpen, base::lower(property.value));
}

bool is_unready(const Unit& unit) {
  return any_unready(unit.properties) ||
         std::any_of(unit.variants.begin(), unit.variants.end(),
                     [](const Variant& variant) { return any_unready(variant.properties); });
}

void make_ready(Unit& unit) {
  std::erase_if(unit.properties, says_unready);
  for (Variant& variant : unit.variants) std::erase_if(variant.properties, says_unready);
}

}  // namespace punte::language
