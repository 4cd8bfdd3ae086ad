#include "tm/text/placeable.h"

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace punte::tm::internal {
namespace {

// Letters that no text has: noncharacters of Unicode, one for each kind.
constexpr char32_t kFirstKind = 0xFDD0;

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
bool is_inner(char32_t c) {
  return std::u32string_view(U".,:/-_@%+&=?#~'").find(c) != std::u32string_view::npos;
}
/// A letter beyond ASCII, or a byte of one: "ă2" is no code that could be exchanged safely.
bool is_beyond(char32_t c) { return c >= 0x80; }

/// Calls visit(kind, start, limit) for each placeable of bytes or code points.
template <typename Char, typename Visit>
void find_placeables(std::basic_string_view<Char> text, const Visit& visit) {
  const auto at = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<std::make_unsigned_t<Char>>(text[i]));
  };
  const auto is_token = [&](std::size_t i) { return is_digit(at(i)) || is_letter(at(i)); };
  for (std::size_t i = 0; i < text.size();) {
    if (!is_token(i)) {
      ++i;
      continue;
    }
    const std::size_t start = i;
    bool letters = false;
    bool digits = false;
    bool address = false;
    for (; i < text.size(); ++i) {
      const char32_t c = at(i);
      if (is_digit(c)) {
        digits = true;
      } else if (is_letter(c)) {
        letters = true;
      } else if (c == U':' && i + 2 < text.size() && at(i + 1) == U'/' && at(i + 2) == U'/') {
        address = true;
        i += 2;
      } else if (is_inner(c) && i + 1 < text.size() &&
                 (is_token(i + 1) || (address && is_inner(at(i + 1))))) {
        address = address || c == U'@';
      } else {
        break;
      }
    }
    if (!digits && !address) continue;
    const bool beside_other_letters = (start > 0 && is_beyond(at(start - 1)) && letters) ||
                                      (i < text.size() && is_beyond(at(i)) && letters);
    if (beside_other_letters) continue;
    visit(address   ? PlaceableKind::kAddress
          : letters ? PlaceableKind::kCode
                    : PlaceableKind::kNumber,
          start, i);
  }
}

}  // namespace

std::vector<Placeable> placeables_of(std::string_view text) {
  std::vector<Placeable> out;
  find_placeables(text, [&](PlaceableKind kind, std::size_t start, std::size_t limit) {
    out.push_back({kind, {start, limit}});
  });
  return out;
}

Shape shape_of(std::u32string_view key) {
  Shape out;
  std::size_t done = 0;
  find_placeables(key, [&](PlaceableKind kind, std::size_t start, std::size_t limit) {
    out.text.append(key, done, start - done);
    out.text += kFirstKind + static_cast<char32_t>(kind);
    out.placeables.emplace_back(key.substr(start, limit - start));
    done = limit;
  });
  out.text.append(key, done, key.size() - done);
  std::sort(out.placeables.begin(), out.placeables.end());
  return out;
}

std::size_t different_placeables(const Shape& a, const Shape& b) {
  std::size_t shared = 0;
  for (std::size_t i = 0, j = 0; i < a.placeables.size() && j < b.placeables.size();) {
    const int order = a.placeables[i].compare(b.placeables[j]);
    shared += order == 0 ? 1 : 0;
    i += order <= 0 ? 1 : 0;
    j += order >= 0 ? 1 : 0;
  }
  return std::max(a.placeables.size(), b.placeables.size()) - shared;
}

}  // namespace punte::tm::internal
