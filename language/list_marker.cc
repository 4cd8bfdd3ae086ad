#include "language/list_marker.h"

#include <algorithm>
#include <string>

#include "language/passage.h"

namespace punte::language::internal {
namespace {

constexpr int kLongestList = 100;          // of items with Roman numbers
constexpr std::size_t kLongestName = 4;    // of a marker without its signs
constexpr std::size_t kLongestNumber = 3;  // digits

/// Reads the name of a marker, "12", "b" or "iv", at [from, limit). False if it is none.
bool read_name(const Passage& text, std::size_t from, std::size_t limit, ListMarker& marker) {
  const std::u32string name = text.folded(from, limit);
  marker.upper = text.kind(from) == kUpper;
  if (text.kind(from) == kDigit) {
    if (name.size() > kLongestNumber) return false;
    for (const char32_t c : name) {
      if (c < U'0' || c > U'9') return false;
      marker.value = marker.value * 10 + static_cast<int>(c - U'0');
    }
    marker.shape = ListMarker::kNumber;
    return true;
  }
  if (name.size() == 1 && !(text.list.shape == ListMarker::kRoman && roman_value(name) > 0) &&
      !(name[0] == U'i' && text.list.value != 8)) {
    marker.shape = ListMarker::kLetterShape;
    marker.value = static_cast<int>(name[0] - U'a') + 1;
    return true;
  }
  marker.shape = ListMarker::kRoman;
  marker.value = roman_value(name);
  // "Mm." and "Di." are words.
  const Kind first = text.kind(from);
  bool mixed = false;
  for (std::size_t k = from; k < limit; ++k) mixed = mixed || text.kind(k) != first;
  return marker.value > 0 && marker.value <= kLongestList && !mixed;
}

/// Reads what closes a marker: ".", ")" or ".)".
bool read_closer(const Passage& text, std::size_t i, ListMarker& marker) {
  if (text.at(i) == U'.' && text.at(i + 1) == U')') {
    marker.closer = 0x100 + U')';
    marker.limit = i + 2;
  } else if (text.at(i) == U')' || text.at(i) == U'.') {
    marker.closer = text.at(i);
    marker.limit = i + 1;
  } else {
    return false;
  }
  return !marker.opened || marker.closer == U')';
}

}  // namespace

int roman_value(std::u32string_view letters) {
  int total = 0;
  int last = 1000;
  for (const char32_t c : letters) {
    const int value = c == U'i'   ? 1
                      : c == U'v' ? 5
                      : c == U'x' ? 10
                      : c == U'l' ? 50
                      : c == U'c' ? 100
                      : c == U'd' ? 500
                      : c == U'm' ? 1000
                                  : 0;
    if (value == 0) return 0;
    total += value;
    if (value > last) total -= 2 * last;
    last = value;
  }
  return total;
}

ListMarker marker_at(const Passage& text, std::size_t i) {
  ListMarker marker;
  if (i > 0 && !is_blank(text.kind(i - 1)) && text.kind(i - 1) != kBullet) return {};
  if (text.at(i) == U'(') {
    marker.opened = true;
    ++i;
  }
  std::size_t limit = i;
  while (limit < text.size() && limit - i <= kLongestName &&
         (text.kind(limit) == kDigit || (text.at(limit) < 0x80 && is_letter(text.kind(limit))))) {
    ++limit;
  }
  if (limit == i || limit - i > kLongestName) return {};
  if (!read_name(text, i, limit, marker) || !read_closer(text, limit, marker)) return {};
  if (!is_blank(text.kind(marker.limit))) return {};
  if (text.skip_blanks(marker.limit) >= text.size()) return {};
  return marker;
}

bool begins_item(const Passage& text, std::size_t i) {
  const ListMarker marker = marker_at(text, i);
  if (marker.shape == ListMarker::kNone || marker.shape == ListMarker::kNumber) return false;
  if (marker.opened) return true;
  if (marker.upper) return false;
  const Kind after = text.kind(text.skip_blanks(marker.limit));
  return after == kUpper || (marker.value == 1 && after == kLower);
}

}  // namespace punte::language::internal
