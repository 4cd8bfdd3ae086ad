#ifndef PUNTE_VIEW_MESSAGES_H_
#define PUNTE_VIEW_MESSAGES_H_

#include <cstdint>
#include <locale>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace punte::view {

/// The texts and formats of one locale. Cheap to copy. Threads: const and thread-safe.
/// Cost of making one: reading the catalogue, about a millisecond; the formats of numbers are
/// loaded when the first number is shown.
class Messages {
 public:
  /// English.
  Messages();
  /// The catalogue of a tag such as "ro" or "pt-BR"; English where there is none. Catalogues are
  /// found beside the installed program, or in the build tree.
  explicit Messages(const std::string& tag);

  /// The tag of the messages: "en", "ro".
  [[nodiscard]] const std::string& language() const;

  /// The text for an English message, {1}..{9} filled in.
  [[nodiscard]] std::string tr(const char* message,
                               const std::vector<std::string>& arguments = {}) const;
  [[nodiscard]] std::string tr(const base::Message& message) const;

  /// The same for a message that depends on a count; {1} is the count, `arguments` follow as {2}...
  [[nodiscard]] std::string trn(const char* singular, const char* plural, std::int64_t count,
                                const std::vector<std::string>& arguments = {}) const;

  /// A whole number with the grouping of the locale: 50,272 or 50.272.
  [[nodiscard]] std::string number(std::int64_t value) const;

  /// A number with so many digits after the decimal sign of the locale: 48,407.8 or 48.407,8.
  [[nodiscard]] std::string decimal(double value, int digits) const;

  /// The text of an error: "path: what happened".
  [[nodiscard]] std::string error_text(const base::Error& error) const;

 private:
  [[nodiscard]] const std::locale& numbers() const;
  struct State;
  std::shared_ptr<const State> state_;
};

/// The tag of the user's locale, from LANGUAGE (its first one), LC_ALL, LC_MESSAGES or LANG; "en"
/// for "C" and "POSIX".
[[nodiscard]] std::string user_language();

}  // namespace punte::view

#endif  // PUNTE_VIEW_MESSAGES_H_
