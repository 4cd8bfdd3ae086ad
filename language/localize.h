#ifndef PUNTE_LANGUAGE_LOCALIZE_H_
#define PUNTE_LANGUAGE_LOCALIZE_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace punte::language {

/// What became of a text that needs no translator.
struct Localized {
  std::string text;
  std::string kind;  ///< "date", "time", "number", "measure"
};

/// Puts dates, times, numbers and measures into the form of another language, where a text is
/// nothing else: "sâmbătă, 25 mai 2024 - 7:43" is "Saturday, May 25, 2024, 7:43 AM" in English and
/// "16.5 C" is "16,5 °C" in Romanian. Forms are those of the CLDR, through ICU.
///
/// Costly to set up (milliseconds): keep one for each pair of languages. Not thread-safe, though
/// const: ICU's formats keep state, so each thread needs its own.
class Localizer {
 public:
  /// Canonical BCP 47 tags. "und" as `from` reads numbers and measures only.
  Localizer(std::string_view from, std::string_view to);
  Localizer(Localizer&&) noexcept;
  Localizer& operator=(Localizer&&) noexcept;
  ~Localizer();

  /// nullopt if the text is anything but one date, time, number or measure. A number whose
  /// separators can be read in two ways ("1.234") is read as the source language writes them.
  [[nodiscard]] std::optional<Localized> localize(std::string_view text) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_LOCALIZE_H_
