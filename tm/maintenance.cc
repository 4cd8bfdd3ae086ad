#include "tm/maintenance.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "language/language_tag.h"
#include "language/match_key.h"
#include "tm/go_on.h"
#include "tm/store/detail.h"
#include "tm/store/unit_content.h"

namespace punte::tm {
namespace {

using base::fail;

using internal::ask;

/// Variants in an order of their own: "en, ro" and "ro, en" say the same.
std::vector<const Variant*> in_order(const Unit& unit) {
  std::vector<const Variant*> out;
  for (const Variant& variant : unit.variants) out.push_back(&variant);
  std::sort(out.begin(), out.end(), [](const Variant* a, const Variant* b) {
    return a->language != b->language ? a->language < b->language : a->text.text < b->text.text;
  });
  return out;
}

bool equal_texts(const MarkedText& a, const MarkedText& b, bool loose) {
  if (a == b) return true;
  return loose && a.codes.empty() && b.codes.empty() &&
         language::match_key(a.text) == language::match_key(b.text);
}

std::int64_t hash_of_texts(const Unit& unit, bool loose) {
  internal::Hash hash;
  for (const Variant* variant : in_order(unit)) {
    hash.add(variant->language);
    if (loose && variant->text.codes.empty()) {
      const std::u32string key = language::match_key(variant->text.text);
      hash.add({reinterpret_cast<const char*>(key.data()), key.size() * sizeof(char32_t)});
    } else {
      hash.add(variant->text.text);
      // Thousands of texts that differ in nothing but their codes must not meet in one group.
      hash.add(internal::encode_codes(variant->text.codes));
    }
  }
  for (const Property& property : unit.properties) {
    if (internal::is_form(property.type)) hash.add(property.value);
  }
  return hash.value();
}

bool are_doubles(const Unit& a, const Unit& b, bool loose) {
  if (!internal::same_forms(a, b)) return false;
  const auto x = in_order(a);
  const auto y = in_order(b);
  return std::equal(
      x.begin(), x.end(), y.begin(), y.end(), [&](const Variant* one, const Variant* other) {
        return one->language == other->language && equal_texts(one->text, other->text, loose);
      });
}

/// `more` with its variants in the order of `unit`, which has the same languages and texts.
Unit aligned_with(const Unit& unit, const Unit& more) {
  Unit out = more;
  const auto mine = in_order(unit);
  const auto theirs = in_order(more);
  for (std::size_t i = 0; i < mine.size(); ++i) {
    const auto place = static_cast<std::size_t>(mine[i] - unit.variants.data());
    out.variants[place] = *theirs[i];
  }
  return out;
}

void add_example(std::vector<Unit>& examples, const Unit& unit) {
  if (examples.size() < kExamples) examples.push_back(unit);
}

/// Joins the doubles among units of one hash into the first of each kind.
Result<void> join_group(const Memory& memory, Writer* writer, const std::vector<std::int64_t>& ids,
                        bool loose, DedupeReport& report) {
  struct Kept {
    internal::Joiner joined;
    std::int64_t doubles = 0;
  };
  std::vector<Kept> kept;
  for (const std::int64_t id : ids) {
    auto unit = memory.unit(id);
    if (!unit) return tl::unexpected(unit.error());
    if (!*unit) continue;
    const auto same = std::find_if(kept.begin(), kept.end(), [&](const Kept& one) {
      return are_doubles(one.joined.unit(), **unit, loose);
    });
    if (same == kept.end()) {
      kept.push_back({internal::Joiner(std::move(**unit))});
      continue;
    }
    same->joined.add(aligned_with(same->joined.unit(), **unit));
    ++same->doubles;
    add_example(report.examples, **unit);
    if (writer == nullptr) continue;
    if (auto erased = writer->erase(id); !erased) return tl::unexpected(erased.error());
  }
  for (const Kept& one : kept) {
    if (one.doubles == 0) continue;
    ++report.groups;
    report.removed += one.doubles;
    if (writer == nullptr) continue;
    if (auto done = writer->replace(one.joined.unit()); !done) return tl::unexpected(done.error());
  }
  return {};
}

/// Removes the variants in these languages; false: the unit has none of them.
bool drop_variants(Unit& unit, const std::vector<std::string>& languages) {
  return std::erase_if(unit.variants, [&](const Variant& variant) {
           return std::any_of(languages.begin(), languages.end(), [&](const std::string& tag) {
             return language::stand_for_each_other(variant.language, tag);
           });
         }) > 0;
}

}  // namespace

Result<DedupeReport> dedupe(Memory& memory, const DedupeOptions& options, ChangeInfo info) {
  DedupeReport report;
  std::optional<Writer> writer;
  if (!options.dry_run) {
    auto begun = memory.begin(std::move(info));
    if (!begun) return tl::unexpected(begun.error());
    writer.emplace(std::move(*begun));
  }
  std::vector<std::pair<std::int64_t, std::int64_t>> hashes;  // and ids
  UnitFilter filter = options.filter;
  // The languages choose units; doubles are units whose variants all agree.
  filter.languages.clear();
  auto chooser = UnitMatcher::make(options.filter);
  if (!chooser) return tl::unexpected(chooser.error());
  const auto seen =
      memory.for_each(filter, [&](const Unit& unit, std::string_view origin) -> Result<void> {
        if (auto asked = ask(options.go_on, ++report.units); !asked) return asked;
        const auto chosen = chooser->matches(unit, origin);
        if (!chosen) return tl::unexpected(chosen.error());
        if (*chosen) hashes.emplace_back(hash_of_texts(unit, options.loose), unit.id);
        return {};
      });
  if (!seen) return tl::unexpected(seen.error());
  std::sort(hashes.begin(), hashes.end());
  for (std::size_t start = 0; start < hashes.size();) {
    std::vector<std::int64_t> ids;
    std::size_t limit = start;
    for (; limit < hashes.size() && hashes[limit].first == hashes[start].first; ++limit) {
      ids.push_back(hashes[limit].second);
    }
    start = limit;
    if (ids.size() < 2) continue;
    if (auto asked = ask(options.go_on, report.units + static_cast<std::int64_t>(start)); !asked) {
      return tl::unexpected(asked.error());
    }
    const auto joined = join_group(memory, writer ? &*writer : nullptr, ids, options.loose, report);
    if (!joined) return tl::unexpected(joined.error());
  }
  if (writer) {
    if (auto committed = writer->commit(); !committed) return tl::unexpected(committed.error());
    report.change = writer->change();
  }
  return report;
}

Result<MergeReport> merge(const Memory& from, const UnitFilter& filter, Writer& into,
                          const base::Continue& go_on) {
  MergeReport report;
  std::int64_t seen = 0;
  const auto done =
      from.for_each(filter, [&](const Unit& unit, std::string_view origin) -> Result<void> {
        if (auto asked = ask(go_on, ++seen); !asked) return asked;
        const auto outcome = into.add(unit, origin);
        if (!outcome) return tl::unexpected(outcome.error());
        if (*outcome == AddOutcome::kAdded) ++report.added;
        if (*outcome == AddOutcome::kMerged) ++report.merged;
        if (*outcome == AddOutcome::kUnchanged) ++report.unchanged;
        return {};
      });
  if (!done) return tl::unexpected(done.error());
  return report;
}

Result<SideMergeReport> merge_side(const Memory& from, const std::string& origin, Memory& into) {
  SideMergeReport report;
  PUNTE_TRY(const std::vector<FileHeader> heads, from.file_headers(origin));
  for (const FileHeader& head : heads) {
    PUNTE_CHECK(into.keep_header(head));
    ++report.heads;
  }
  UnitFilter filter;
  filter.origin = origin;
  PUNTE_TRY(UnitMatcher matcher, UnitMatcher::make(filter));
  PUNTE_CHECK(from.for_each_concept(
      [&](const Concept& one, std::string_view concept_origin) -> Result<void> {
        PUNTE_TRY(const bool passes, matcher.matches(Unit(), concept_origin));
        if (!passes) return {};
        PUNTE_TRY(const AddOutcome outcome, into.add_concept(one, concept_origin));
        if (outcome == AddOutcome::kAdded) ++report.added_concepts;
        if (outcome == AddOutcome::kMerged) ++report.merged_concepts;
        return {};
      }));
  return report;
}

Result<MergeAllReport> merge_all(const std::vector<const Memory*>& from, const UnitFilter& filter,
                                 Memory& into, ChangeInfo info, const base::Continue& go_on) {
  MergeAllReport report;
  PUNTE_TRY(auto writer, into.begin(std::move(info)));
  for (const Memory* const memory : from) {
    PUNTE_TRY(const MergeReport units, merge(*memory, filter, writer, go_on));
    report.units.added += units.added;
    report.units.merged += units.merged;
    report.units.unchanged += units.unchanged;
    PUNTE_TRY(const SideMergeReport side, merge_side(*memory, filter.origin, into));
    report.side.heads += side.heads;
    report.side.added_concepts += side.added_concepts;
    report.side.merged_concepts += side.merged_concepts;
  }
  PUNTE_CHECK(writer.commit());
  report.change = writer.change();
  return report;
}

Result<EraseReport> erase(Memory& memory, const EraseOptions& options, ChangeInfo info) {
  EraseReport report;
  std::optional<Writer> writer;
  if (!options.dry_run) {
    auto begun = memory.begin(std::move(info));
    if (!begun) return tl::unexpected(begun.error());
    writer.emplace(std::move(*begun));
  }
  auto matcher = UnitMatcher::make(options.filter);
  if (!matcher) return tl::unexpected(matcher.error());
  UnitFilter all;
  // Whole units are wanted here, so the filter is asked by hand; ids alone spare the walk.
  if (!options.others) all.ids = options.filter.ids;
  const auto walked =
      memory.for_each(all, [&](const Unit& unit, std::string_view origin) -> Result<void> {
        if (auto asked = ask(options.go_on, ++report.units); !asked) return asked;
        PUNTE_TRY(const Passing passing, matcher->judge(unit, origin));
        if (passing == Passing::kUndated) {
          ++report.undated;
          add_example(report.undated_examples, unit);
          return {};
        }
        if ((passing == Passing::kYes) == options.others) return {};
        Unit rest = unit;
        if (!options.variants.empty() && !drop_variants(rest, options.variants)) return {};
        const bool whole = options.variants.empty() || rest.variants.size() < 2;
        ++(whole ? report.removed : report.altered);
        add_example(report.examples, unit);
        if (!writer) return {};
        const auto done = whole ? writer->erase(unit.id) : writer->replace(rest);
        if (!done) return tl::unexpected(done.error());
        return {};
      });
  if (!walked) return tl::unexpected(walked.error());
  if (writer) {
    if (auto committed = writer->commit(); !committed) return tl::unexpected(committed.error());
    report.change = writer->change();
  }
  return report;
}

}  // namespace punte::tm
