#ifndef PUNTE_LANGUAGE_LIST_MARKER_H_
#define PUNTE_LANGUAGE_LIST_MARKER_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace punte::language::internal {

class Passage;

/// "2.", "b)", "(iv)": what begins an item of a list.
struct ListMarker {
  enum Shape : std::uint8_t { kNone, kNumber, kLetterShape, kRoman };
  Shape shape = kNone;
  int value = 0;
  bool upper = false;
  bool opened = false;    ///< with a bracket before it
  char32_t closer = 0;    ///< '.', ')' or 0x100 + ')' for ".)"
  std::size_t limit = 0;  ///< the code point after it

  /// True if it is the one after `last` in the same list.
  [[nodiscard]] bool continues(const ListMarker& last) const {
    return shape == last.shape && value == last.value + 1 && upper == last.upper &&
           opened == last.opened && closer == last.closer;
  }
};

/// The marker that begins at a code point, with text after it; kNone if there is none. Whether "i"
/// is a letter or a number depends on the list that is open.
[[nodiscard]] ListMarker marker_at(const Passage& passage, std::size_t i);

/// True if the first item of a list, or one in brackets, begins here: "a. …", "(b) …", "e. Next".
[[nodiscard]] bool begins_item(const Passage& passage, std::size_t i);

/// The value of a Roman number in lower case; 0 if it is none.
[[nodiscard]] int roman_value(std::u32string_view letters);

}  // namespace punte::language::internal

#endif  // PUNTE_LANGUAGE_LIST_MARKER_H_
