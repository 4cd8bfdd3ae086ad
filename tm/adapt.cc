#include "tm/adapt.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace punte::tm::internal {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_inner(char c) {
  return std::string_view(".,:/-_@%+&=?#~'").find(c) != std::string_view::npos;
}
/// A byte of a letter beyond ASCII: "ă2" is no code that could be exchanged safely.
bool is_beyond(char c) { return (static_cast<unsigned char>(c) & 0x80) != 0; }

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

std::vector<Placeable> placeables_of(std::string_view text) {
  std::vector<Placeable> out;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_digit(text[i]) && !is_letter(text[i])) {
      ++i;
      continue;
    }
    const std::size_t start = i;
    bool letters = false;
    bool digits = false;
    bool address = false;
    for (; i < text.size(); ++i) {
      const char c = text[i];
      if (is_digit(c)) {
        digits = true;
      } else if (is_letter(c)) {
        letters = true;
      } else if (c == ':' && text.substr(i, 3) == "://") {
        address = true;
        i += 2;
      } else if (is_inner(c) && i + 1 < text.size() &&
                 (is_digit(text[i + 1]) || is_letter(text[i + 1]) ||
                  (address && is_inner(text[i + 1])))) {
        address = address || c == '@';
      } else {
        break;
      }
    }
    if (!digits && !address) continue;
    const bool beside_other_letters = (start > 0 && is_beyond(text[start - 1]) && letters) ||
                                      (i < text.size() && is_beyond(text[i]) && letters);
    if (beside_other_letters) continue;
    const PlaceableKind kind = address   ? PlaceableKind::kAddress
                               : letters ? PlaceableKind::kCode
                                         : PlaceableKind::kNumber;
    out.push_back({kind, {start, i}});
  }
  return out;
}

void adapt(std::string_view query, const ToTargetForm& form, Match& match) {
  const std::string& source = match.source.text;
  const auto asked = placeables_of(query);
  if (asked.empty()) return;
  const auto ours = placeables_of(source);
  if (!std::equal(asked.begin(), asked.end(), ours.begin(), ours.end(),
                  [](const Placeable& a, const Placeable& b) { return a.kind == b.kind; })) {
    return;
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
      return;
    }
    std::string replacement(after);
    std::size_t count = places_of(match.target.text, targets, before, place);
    if (count == 0 && ours[i].kind == PlaceableKind::kNumber) {
      const auto old_form = form(before);
      const auto new_form = form(after);
      if (!old_form || !new_form) return;
      count = places_of(match.target.text, targets, *old_form, place);
      replacement = *new_form;
    }
    if (count != 1) return;
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
}

}  // namespace punte::tm::internal
