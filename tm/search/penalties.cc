#include "tm/search/penalties.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "language/readiness.h"

namespace punte::tm::internal {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

template <std::size_t size>
bool is_one_of(const std::string& word, const std::array<std::string_view, size>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The value of a property of the unit or the target, which speaks for itself first.
template <typename Use>
void for_each_property(const Unit& unit, const Variant& target, const Use& use) {
  for (const auto* list : {&target.properties, &unit.properties}) {
    for (const Property& property : *list) use(lower(property.type), lower(property.value));
  }
}

std::string_view attribute(const std::vector<Attribute>& attributes, std::string_view name) {
  for (const auto& [key, value] : attributes) {
    if (key == name) return value;
  }
  return {};
}

/// nullopt: not aligned.
std::optional<double> confidence_of(const Unit& unit, std::string_view origin) {
  bool aligned = origin == "aligned";
  for (const Property& property : unit.properties) {
    if (property.type == "x-punte-method") aligned = true;
    if (property.type != "x-punte-confidence") continue;
    aligned = true;
    double value = 0;
    const char* const end = property.value.data() + property.value.size();
    const auto [stop, error] = std::from_chars(property.value.data(), end, value);
    if (error == std::errc() && stop == end && value >= 0 && value <= 1) return value;
  }
  if (!aligned) return std::nullopt;
  return 0;
}

bool is_machine_mark(std::string_view id) { return lower(id).rfind("mt!", 0) == 0; }

bool is_by_machine(const Unit& unit, const Variant& target) {
  // Who changed it last is who answers for it.
  for (const char* name : {"changeid", "creationid"}) {
    for (const auto* attributes : {&target.attributes, &unit.attributes}) {
      const std::string_view id = attribute(*attributes, name);
      if (!id.empty()) return is_machine_mark(id);
    }
  }
  constexpr std::array<std::string_view, 4> kOrigins = {"x-origin", "x-origintype", "origin",
                                                        "x-punte-origin"};
  constexpr std::array<std::string_view, 5> kMachines = {"mt", "machine", "machinetranslation",
                                                         "machine-translation", "nmt"};
  constexpr std::array<std::string_view, 3> kFlags = {"x-mt", "mt", "x-machine-translation"};
  constexpr std::array<std::string_view, 4> kNo = {"", "0", "no", "false"};
  constexpr std::array<std::string_view, 3> kStates = {"x-state-qualifier", "state-qualifier",
                                                       "x-matchtype"};
  constexpr std::array<std::string_view, 4> kMachineStates = {"mt-suggestion", "leveraged-mt", "mt",
                                                              "auto-translated"};
  bool machine = false;
  for_each_property(unit, target, [&](const std::string& type, const std::string& value) {
    machine = machine || (is_one_of(type, kOrigins) && is_one_of(value, kMachines)) ||
              (is_one_of(type, kFlags) && !is_one_of(value, kNo)) ||
              (is_one_of(type, kStates) && is_one_of(value, kMachineStates));
  });
  return machine;
}

bool is_unreviewed(const Unit& unit, const Variant& target) {
  const auto any = [](const std::vector<Property>& properties) {
    return std::any_of(properties.begin(), properties.end(), language::says_unready);
  };
  return any(target.properties) || any(unit.properties);
}

}  // namespace

std::vector<Reason> penalties_of(const Unit& unit, const Variant& source, const Variant& target,
                                 std::string_view origin, const Query& query,
                                 const Penalties& penalties) {
  std::vector<Reason> reasons;
  const auto subtract = [&](const char* code, int points, std::string detail) {
    if (points > 0) reasons.push_back({code, points, std::move(detail)});
  };
  if (const auto confidence = confidence_of(unit, origin); confidence && penalties.aligned > 0) {
    const double points = std::ceil(penalties.aligned * (1 - *confidence) - 1e-9);
    subtract("aligned", std::max(1, static_cast<int>(points)), {});
  }
  if (is_by_machine(unit, target)) subtract("machine", penalties.machine, {});
  if (is_unreviewed(unit, target)) subtract("unreviewed", penalties.unreviewed, {});
  for (const auto& [ours, asked] : {std::pair(source.language, query.source_language),
                                    std::pair(target.language, query.target_language)}) {
    // "en" for "en-US" says nothing against it; "en-GB" for "en-US" does.
    if (ours == asked || ours.size() < 4 || asked.size() < 4) continue;
    subtract("variant", penalties.variant, ours);
  }
  for (const auto& [name, points] : penalties.origins) {
    if (name == origin) subtract("origin", points, name);
  }
  return reasons;
}

}  // namespace punte::tm::internal
