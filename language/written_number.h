#ifndef PUNTE_LANGUAGE_WRITTEN_NUMBER_H_
#define PUNTE_LANGUAGE_WRITTEN_NUMBER_H_

#include <optional>
#include <string>
#include <string_view>

namespace punte::language::internal {

/// A number and how it is written: its digits in ASCII, and the signs around and between them.
struct WrittenNumber {
  std::string sign;      ///< "-", "−", "+", "±" or "", as written
  std::string currency;  ///< its sign, where it comes between the sign and the digits
  std::string integer;   ///< with the zeros before it
  std::string decimals;  ///< with the zeros after them
  std::string group;     ///< the separator of groups, or ""
  std::string mark;      ///< the decimal mark, or ""
  char32_t zero = U'0';  ///< of its script
  bool indian = false;   ///< groups of two digits before the last of three
};

/// The separators that a language writes.
struct NumberMarks {
  char32_t decimal = U'.';
  char32_t group = U',';
  bool groups_thousands = true;  ///< false: "1000", but "10 000"
};

/// The sign without its form: '-', '+', '~' (either) or '\0'.
[[nodiscard]] char sign_of(const WrittenNumber& number);
[[nodiscard]] bool same_value(const WrittenNumber& a, const WrittenNumber& b);

/// nullopt: no number, or something of more than one (dates, times, versions, ranges). What can be
/// read in two ways ("1.234") is read as `marks` have it. Digits of one script, any of Unicode's.
[[nodiscard]] std::optional<WrittenNumber> read_number(std::string_view text,
                                                       const NumberMarks& marks);

/// The value of `value` in the manner of `manner`, and where that shows none, of `marks`.
[[nodiscard]] std::string write_number(const WrittenNumber& value, const WrittenNumber& manner,
                                       const NumberMarks& marks);

}  // namespace punte::language::internal

#endif  // PUNTE_LANGUAGE_WRITTEN_NUMBER_H_
