#include "tm/search/adapt.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

#include "tm/search/exchange.h"

namespace punte::tm::internal {
namespace {

using Placeables = std::vector<Placeable>;

std::string_view text_of(std::string_view text, const Placeable& one) {
  return text.substr(one.span.start, one.span.limit - one.span.start);
}

bool same_kinds(const Placeables& a, const Placeables& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Placeable& x, const Placeable& y) { return x.kind == y.kind; });
}

/// A placeable of the source that is another one in the query.
struct Replaced {
  PlaceableKind kind;
  std::string_view before, after;
  std::size_t times = 0;  ///< in the source
};

/// nullopt: two that are equal in the source differ in the query.
std::optional<std::vector<Replaced>> replaced(std::string_view source, const Placeables& ours,
                                              std::string_view query, const Placeables& asked) {
  std::vector<Replaced> all;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    const std::string_view before = text_of(source, ours[i]);
    const std::string_view after = text_of(query, asked[i]);
    const auto known = std::find_if(all.begin(), all.end(),
                                    [&](const Replaced& one) { return one.before == before; });
    if (known == all.end()) {
      all.push_back({ours[i].kind, before, after, 1});
    } else if (known->after != after) {
      return std::nullopt;
    } else {
      ++known->times;
    }
  }
  all.erase(std::remove_if(all.begin(), all.end(),
                           [](const Replaced& one) { return one.before == one.after; }),
            all.end());
  return all;
}

/// Adds the exchange of each place of `one` in the target; false where they are not as many as in
/// the source.
bool add_exchanges(const Replaced& one, std::string_view target, const Placeables& places,
                   const ToTargetForm& form, std::vector<Exchange>& exchanges) {
  const auto add = [&](std::string_view wanted, const std::string& with) {
    std::size_t count = 0;
    for (const Placeable& place : places) {
      if (text_of(target, place) != wanted) continue;
      ++count;
      exchanges.push_back({place.span, with});
    }
    return count;
  };
  if (const std::size_t count = add(one.before, std::string(one.after)); count > 0) {
    return count == one.times;
  }
  if (one.kind != PlaceableKind::kNumber) return false;
  const auto old_form = form(one.before);
  const auto new_form = form(one.after);
  return old_form && new_form && add(*old_form, *new_form) == one.times;
}

}  // namespace

Placed adapt(std::string_view query, const ToTargetForm& form, Match& match) {
  const std::string& source = match.source.text;
  const Placeables asked = placeables_of(query);
  const Placeables ours = placeables_of(source);
  if (!same_kinds(ours, asked)) return Placed::kUneven;
  const auto all = replaced(source, ours, query, asked);
  if (!all) return Placed::kWrong;
  if (all->empty()) return Placed::kRight;
  const Placeables places = placeables_of(match.target.text);
  std::vector<Exchange> exchanges;
  std::vector<Reason> reasons;
  for (const Replaced& one : *all) {
    if (!add_exchanges(one, match.target.text, places, form, exchanges)) return Placed::kWrong;
    reasons.push_back({"placeable", 0, std::string(one.before) + " → " + std::string(one.after)});
  }
  if (!apply(std::move(exchanges), match.target)) return Placed::kWrong;
  match.reasons.insert(match.reasons.end(), std::make_move_iterator(reasons.begin()),
                       std::make_move_iterator(reasons.end()));
  return Placed::kRight;
}

std::string with_placeables_of(std::string_view query, std::string_view source) {
  const Placeables asked = placeables_of(query);
  const Placeables ours = placeables_of(source);
  std::string out(source);
  if (!same_kinds(ours, asked)) return out;
  for (std::size_t i = ours.size(); i-- > 0;) {
    const language::Span span = ours[i].span;
    out.replace(span.start, span.limit - span.start, text_of(query, asked[i]));
  }
  return out;
}

}  // namespace punte::tm::internal
