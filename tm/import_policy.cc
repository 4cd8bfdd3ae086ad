#include "tm/import_policy.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/flat_table.h"
#include "tm/store/detail.h"
#include "tm/store/unit_content.h"

namespace punte::tm {
namespace {

/// The text that the others of a unit translate: that in its source language, else the first.
const Variant* source_of(const Unit& unit) {
  const auto found = std::find_if(
      unit.variants.begin(), unit.variants.end(),
      [&](const Variant& variant) { return variant.language == unit.source_language; });
  if (found != unit.variants.end()) return &*found;
  return unit.variants.empty() ? nullptr : &unit.variants.front();
}

std::string_view tuid_of(const Unit& unit) {
  for (const auto& [name, value] : unit.attributes) {
    if (name == "tuid") return value;
  }
  return {};
}

bool has_text(const Unit& unit, const std::string& language, const MarkedText& text) {
  return std::any_of(unit.variants.begin(), unit.variants.end(), [&](const Variant& variant) {
    return variant.language == language && variant.text == text;
  });
}

bool has_language(const Unit& unit, const std::string& language) {
  return std::any_of(unit.variants.begin(), unit.variants.end(),
                     [&](const Variant& variant) { return variant.language == language; });
}

/// The languages in which `old` has a text that `unit` says otherwise. Of a unit whose source has
/// changed, which its tuid tells, that is one of them.
std::vector<std::string> languages_in_conflict(const Unit& old, const Unit& unit) {
  std::vector<std::string> out;
  for (const Variant& variant : old.variants) {
    if (has_language(unit, variant.language) && !has_text(unit, variant.language, variant.text)) {
      out.push_back(variant.language);
    }
  }
  return out;
}

void drop(Unit& unit, const std::vector<std::string>& languages) {
  std::erase_if(unit.variants, [&](const Variant& variant) {
    return std::find(languages.begin(), languages.end(), variant.language) != languages.end();
  });
}

}  // namespace

struct PolicyWriter::State {
  const Memory& memory;
  Writer& writer;
  OnConflict policy;
  ConflictBy by;
  base::FlatTable<std::int64_t, 0> ids = {};  // of units, by key_of()

  struct Conflict {
    Unit unit;
    std::vector<std::string> languages;
  };

  /// nullopt: it cannot conflict with anything.
  [[nodiscard]] std::optional<std::uint64_t> key_of(const Unit& unit,
                                                    std::string_view origin) const {
    internal::Hash hash;
    if (by == ConflictBy::kTuid) {
      const std::string_view tuid = tuid_of(unit);
      if (tuid.empty()) return std::nullopt;
      hash.add(tuid);
      hash.add(origin);
    } else {
      const Variant* const source = source_of(unit);
      if (source == nullptr) return std::nullopt;
      hash.add(source->language);
      hash.add(source->text.text);
      if (!source->text.codes.empty()) hash.add(internal::encode_codes(source->text.codes));
      internal::add_places(hash, unit);
    }
    return static_cast<std::uint64_t>(hash.value());
  }

  /// Equal keys, and not by accident. Origins were compared by the key alone.
  [[nodiscard]] bool same_key(const Unit& a, const Unit& b) const {
    if (by == ConflictBy::kTuid) return tuid_of(a) == tuid_of(b);
    const Variant* const one = source_of(a);
    const Variant* const other = source_of(b);
    return one != nullptr && other != nullptr && one->language == other->language &&
           one->text == other->text && internal::same_places(a, b);
  }

  void remember(std::int64_t id, const Unit& unit, std::string_view origin) {
    if (const auto key = key_of(unit, origin)) ids.add(*key, id);
  }

  /// `same`: the memory has the very unit already.
  Result<std::vector<Conflict>> conflicts_of(const Unit& unit, std::string_view origin,
                                             bool& same) const {
    std::vector<Conflict> out;
    same = false;
    const auto key = key_of(unit, origin);
    if (!key) return out;
    for (const std::int64_t id : ids.find_all(*key)) {
      PUNTE_TRY(std::optional<Unit> old, memory.unit(id));
      if (!old || !same_key(*old, unit)) continue;
      if (internal::same_content(*old, unit)) same = true;
      auto languages = languages_in_conflict(*old, unit);
      if (!languages.empty()) out.push_back({*std::move(old), std::move(languages)});
    }
    return out;
  }

  /// True if `old` stays as it is.
  [[nodiscard]] bool keeps(const Unit& old, const Unit& unit) const {
    if (policy == OnConflict::kNewest) return latest_date(old) > latest_date(unit);
    return policy == OnConflict::kKeepOld;
  }

  Result<PolicyOutcome> add_plainly(const Unit& unit, std::string_view origin) {
    PolicyOutcome out;
    PUNTE_TRY(out.outcome, writer.add(unit, origin));
    if (out.outcome == AddOutcome::kAdded && policy != OnConflict::kKeepBoth) {
      remember(writer.last(), unit, origin);
    }
    return out;
  }

  /// Takes from the units of `conflicts` what they lose to `unit`. Returns true where `unit` took
  /// the place of one of them.
  Result<bool> make_room(const Unit& unit, const std::vector<Conflict>& conflicts, bool same) {
    bool placed = same;
    bool took_place = false;
    for (const Conflict& conflict : conflicts) {
      Unit rest = conflict.unit;
      drop(rest, conflict.languages);
      if (rest.variants.size() >= 2) {
        PUNTE_CHECK(writer.replace(rest));
      } else if (placed) {
        PUNTE_CHECK(writer.erase(rest.id));
      } else {
        Unit successor = unit;
        successor.id = rest.id;
        PUNTE_CHECK(writer.replace(successor));
        placed = true;
        took_place = true;
      }
    }
    return took_place;
  }

  Result<PolicyOutcome> add(const Unit& unit, std::string_view origin) {
    if (policy == OnConflict::kKeepBoth) return add_plainly(unit, origin);
    bool same = false;
    PUNTE_TRY(std::vector<Conflict> conflicts, conflicts_of(unit, origin, same));
    std::vector<std::string> lost;  // languages in which an older text stays
    for (const Conflict& conflict : conflicts) {
      if (!keeps(conflict.unit, unit)) continue;
      lost.insert(lost.end(), conflict.languages.begin(), conflict.languages.end());
    }
    if (!lost.empty()) {
      Unit rest = unit;
      drop(rest, lost);
      PolicyOutcome out;
      if (rest.variants.size() >= 2) {
        PUNTE_TRY(out, add_plainly(rest, origin));
      } else {
        out.outcome = std::nullopt;
      }
      out.kept_old = true;
      return out;
    }
    PUNTE_TRY(const bool took_place, make_room(unit, conflicts, same));
    PolicyOutcome out;
    if (took_place) {
      out.outcome = std::nullopt;
    } else {
      PUNTE_TRY(out, add_plainly(unit, origin));
    }
    out.replaced = static_cast<std::int64_t>(conflicts.size());
    return out;
  }
};

PolicyWriter::PolicyWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
PolicyWriter::PolicyWriter(PolicyWriter&&) noexcept = default;
PolicyWriter& PolicyWriter::operator=(PolicyWriter&&) noexcept = default;
PolicyWriter::~PolicyWriter() = default;

Result<PolicyWriter> PolicyWriter::make(const Memory& memory, Writer& writer, OnConflict policy,
                                        ConflictBy by) {
  auto state = std::make_unique<State>(State{memory, writer, policy, by});
  if (policy != OnConflict::kKeepBoth) {
    PUNTE_CHECK(memory.for_each({}, [&](const Unit& unit, std::string_view origin) -> Result<void> {
      state->remember(unit.id, unit, origin);
      return {};
    }));
  }
  return PolicyWriter(std::move(state));
}

Result<PolicyOutcome> PolicyWriter::add(const Unit& unit, std::string_view origin) {
  return state_->add(unit, origin);
}

}  // namespace punte::tm
