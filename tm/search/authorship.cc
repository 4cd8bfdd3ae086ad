#include "tm/search/authorship.h"

#include <string_view>
#include <vector>

namespace punte::tm::internal {
namespace {

std::string_view attribute(const std::vector<Attribute>& attributes, std::string_view name) {
  for (const auto& [key, value] : attributes) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace

Authorship authorship_of(const Unit& unit, const Variant& target) {
  Authorship out;
  for (const auto* attributes : {&target.attributes, &unit.attributes}) {
    for (const char* name : {"changedate", "creationdate"}) {
      const std::string_view date = attribute(*attributes, name);
      if (date > out.date) out.date = date;
    }
  }
  for (const char* name : {"changeid", "creationid"}) {
    for (const auto* attributes : {&target.attributes, &unit.attributes}) {
      if (out.author.empty()) out.author = attribute(*attributes, name);
    }
  }
  return out;
}

}  // namespace punte::tm::internal
