#include "tm/search/adapt.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace punte::tm::internal {
namespace {

std::string_view text_of(std::string_view text, const Placeable& one) {
  return text.substr(one.span.start, one.span.limit - one.span.start);
}

/// Where `wanted` stands among the placeables of a text; the number of those of `found`.
std::size_t places_of(std::string_view text, const std::vector<Placeable>& all,
                      std::string_view wanted, std::size_t& found) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (text_of(text, all[i]) != wanted) continue;
    ++count;
    found = i;
  }
  return count;
}

}  // namespace

bool adapt(std::string_view query, const ToTargetForm& form, Match& match) {
  const std::string& source = match.source.text;
  const auto asked = placeables_of(query);
  if (asked.empty()) return true;
  const auto ours = placeables_of(source);
  if (!std::equal(asked.begin(), asked.end(), ours.begin(), ours.end(),
                  [](const Placeable& a, const Placeable& b) { return a.kind == b.kind; })) {
    return true;
  }
  const auto targets = placeables_of(match.target.text);
  struct Change {
    language::Span span;
    std::string text;
    std::string reason;
  };
  std::vector<Change> changes;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    const std::string_view before = text_of(source, ours[i]);
    const std::string_view after = text_of(query, asked[i]);
    if (before == after) continue;
    std::size_t place = 0;
    if (places_of(source, ours, before, place) != 1 || places_of(source, ours, after, place) != 0) {
      return false;
    }
    std::string replacement(after);
    std::size_t count = places_of(match.target.text, targets, before, place);
    if (count == 0 && ours[i].kind == PlaceableKind::kNumber) {
      const auto old_form = form(before);
      const auto new_form = form(after);
      if (!old_form || !new_form) return false;
      count = places_of(match.target.text, targets, *old_form, place);
      replacement = *new_form;
    }
    if (count != 1) return false;
    changes.push_back(
        {targets[place].span, replacement, std::string(before) + " → " + std::string(after)});
  }
  // From the end, so that the places before stay right.
  std::vector<Reason> reasons;
  for (const Change& change : changes) reasons.push_back({"placeable", 0, change.reason});
  std::sort(changes.begin(), changes.end(),
            [](const Change& a, const Change& b) { return a.span.start > b.span.start; });
  for (const Change& change : changes) {
    const std::size_t old_length = change.span.limit - change.span.start;
    match.target.text.replace(change.span.start, old_length, change.text);
    for (language::InlineCode& code : match.target.codes) {
      if (code.offset >= change.span.limit) {
        code.offset = code.offset - old_length + change.text.size();
      } else if (code.offset > change.span.start) {
        code.offset = change.span.start;
      }
    }
  }
  match.reasons.insert(match.reasons.end(), std::make_move_iterator(reasons.begin()),
                       std::make_move_iterator(reasons.end()));
  return true;
}

}  // namespace punte::tm::internal
