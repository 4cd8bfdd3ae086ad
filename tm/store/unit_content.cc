#include "tm/store/unit_content.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "tm/store/detail.h"

namespace punte::tm::internal {
namespace {

// Stored hashes depend on both lists: a name that is added needs a step of the schema that computes
// them again (upgrade.cc).
constexpr std::array<std::string_view, 12> kContexts = {"x-context",
                                                        "x-Context",
                                                        "x-ContextContent",
                                                        "x-context-pre",
                                                        "x-context-post",
                                                        "prev",
                                                        "next",
                                                        "id",
                                                        "key",
                                                        "x-key",
                                                        "x-po-context",
                                                        "x-xliff-resname"};
constexpr std::array<std::string_view, 5> kForms = {"x-form", "x-product", "x-po-form",
                                                    "x-po-other", "x-po-domain"};

template <std::size_t size>
bool contains(const std::array<std::string_view, size>& types, std::string_view type) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

/// The values of properties whose type `takes`, in their order.
template <typename Takes>
std::vector<std::string_view> values_of(const Unit& unit, const Takes& takes) {
  std::vector<std::string_view> values;
  for (const Property& property : unit.properties) {
    if (takes(property.type)) values.push_back(property.value);
  }
  return values;
}

/// True for what tells units of equal texts apart.
bool is_identity(std::string_view type) { return is_context(type) || is_form(type); }

}  // namespace

bool is_context(std::string_view type) { return contains(kContexts, type); }

bool is_form(std::string_view type) { return contains(kForms, type); }

void Hash::add(std::string_view bytes) {
  constexpr std::uint64_t kEnd = 0x100;  // no byte: "ab","c" is not "a","bc"
  value_ = (base::fnv1a(bytes, value_) ^ kEnd) * base::kFnvPrime;
}

std::int64_t hash_of(const Unit& unit) {
  Hash hash;
  for (const Variant& variant : unit.variants) {
    hash.add(variant.language);
    hash.add(variant.text.text);
    if (!variant.text.codes.empty()) hash.add(encode_codes(variant.text.codes));
  }
  add_places(hash, unit);
  return hash.value();
}

void add_places(Hash& hash, const Unit& unit) {
  for (const std::string_view value : values_of(unit, is_identity)) hash.add(value);
}

bool same_places(const Unit& a, const Unit& b) {
  return values_of(a, is_identity) == values_of(b, is_identity);
}

bool same_texts(const Unit& a, const Unit& b) {
  return std::equal(a.variants.begin(), a.variants.end(), b.variants.begin(), b.variants.end(),
                    [](const Variant& x, const Variant& y) {
                      return x.language == y.language && x.text == y.text;
                    });
}

bool same_forms(const Unit& a, const Unit& b) {
  return values_of(a, is_form) == values_of(b, is_form);
}

bool same_content(const Unit& a, const Unit& b) { return same_texts(a, b) && same_places(a, b); }

namespace {

template <typename T>
void unite(std::vector<T>& list, const std::vector<T>& more) {
  for (const T& item : more) {
    if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
  }
}

/// Dates in the form YYYYMMDDThhmmssZ compare as text.
void unite_attributes(std::vector<Attribute>& list, const std::vector<Attribute>& more) {
  for (const auto& [name, value] : more) {
    const auto found = std::find_if(
        list.begin(), list.end(), [&, &key = name](const auto& item) { return item.first == key; });
    if (found == list.end()) {
      list.emplace_back(name, value);
    } else if (name == "creationdate") {
      found->second = std::min(found->second, value);
    } else if (name == "changedate" || name == "lastusagedate") {
      found->second = std::max(found->second, value);
    } else if (name == "usagecount") {
      // Longer is larger, for whole numbers without sign.
      if (std::pair(value.size(), value) > std::pair(found->second.size(), found->second)) {
        found->second = value;
      }
    }
  }
}

}  // namespace

void unite(Unit& unit, const Unit& more) {
  unite_attributes(unit.attributes, more.attributes);
  unite(unit.properties, more.properties);
  unite(unit.notes, more.notes);
  for (std::size_t i = 0; i < unit.variants.size(); ++i) {
    unite_attributes(unit.variants[i].attributes, more.variants[i].attributes);
    unite(unit.variants[i].properties, more.variants[i].properties);
    unite(unit.variants[i].notes, more.variants[i].notes);
  }
}

namespace {

void write_part(std::string& out, std::string_view text) {
  out += std::to_string(text.size());
  out += ':';
  out += text;
}

void write_attributes(std::string& out, const std::vector<Attribute>& attributes) {
  for (const auto& [name, value] : attributes) {
    write_part(out, name);
    write_part(out, value);
  }
}

/// Equal items of one list, equal bytes.
std::string bytes_of(const Property& property, std::size_t list) {
  std::string out = std::to_string(list) + 'p';
  write_part(out, property.type);
  write_part(out, property.value);
  write_attributes(out, property.attributes);
  return out;
}

std::string bytes_of(const Note& note, std::size_t list) {
  std::string out = std::to_string(list) + 'n';
  write_part(out, note.text);
  write_attributes(out, note.attributes);
  return out;
}

}  // namespace

Joiner::Joiner(Unit unit) : unit_(std::move(unit)) {
  const auto know = [&](const auto& list, std::size_t number) {
    for (const auto& item : list) seen_.insert(bytes_of(item, number));
  };
  know(unit_.properties, 0);
  know(unit_.notes, 0);
  for (std::size_t i = 0; i < unit_.variants.size(); ++i) {
    know(unit_.variants[i].properties, i + 1);
    know(unit_.variants[i].notes, i + 1);
  }
}

template <typename T>
void Joiner::join(std::vector<T>& list, const std::vector<T>& more, std::size_t number) {
  for (const T& item : more) {
    if (seen_.insert(bytes_of(item, number)).second) list.push_back(item);
  }
}

void Joiner::add(const Unit& more) {
  unite_attributes(unit_.attributes, more.attributes);
  join(unit_.properties, more.properties, 0);
  join(unit_.notes, more.notes, 0);
  for (std::size_t i = 0; i < unit_.variants.size(); ++i) {
    unite_attributes(unit_.variants[i].attributes, more.variants[i].attributes);
    join(unit_.variants[i].properties, more.variants[i].properties, i + 1);
    join(unit_.variants[i].notes, more.variants[i].notes, i + 1);
  }
}

}  // namespace punte::tm::internal
