#ifndef PUNTE_LANGUAGE_NUMBER_EXCHANGE_H_
#define PUNTE_LANGUAGE_NUMBER_EXCHANGE_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "language/text.h"

namespace punte::language {

/// What else another number in its place wants of a text.
struct CountedNoun {
  Span span;         ///< the place between number and noun where something changes; may be empty
  std::string with;  ///< what is to be there: " de "
  bool other_form = false;  ///< the noun, or what agrees with it, takes another form
  std::string noun;
};

/// Exchanges a number in a translation for another one, as people write numbers: with a sign, with
/// the digits of any script, and with whatever separates groups (blanks of all widths, apostrophes,
/// full stops, commas, nothing).
///
/// Costly to set up (a millisecond): keep one for each pair of languages. Threads: const members
/// may be called at once.
class NumberExchange {
 public:
  /// Canonical BCP 47 tags, of a text and its translation.
  NumberExchange(std::string_view from, std::string_view to);
  NumberExchange(NumberExchange&&) noexcept;
  NumberExchange& operator=(NumberExchange&&) noexcept;
  ~NumberExchange();

  /// True if the two are one value in the first language: "1,500" and "1 500".
  [[nodiscard]] bool same(std::string_view a, std::string_view b) const;

  /// `after` in the manner of `here`, a number of the translation; nullopt if `here` is not
  /// `before`. `named`: the numbers name something (a version), so that separators stay as they
  /// are.
  [[nodiscard]] std::optional<std::string> rewritten(std::string_view before,
                                                     std::string_view after, std::string_view here,
                                                     bool named) const;

  /// True if the number names something instead of counting it: after "chapter" or "page", or
  /// after a name that both texts have ("Firefox 19").
  [[nodiscard]] bool names(std::string_view source, Span in_source, std::string_view target,
                           Span in_target) const;

  /// What the noun after a number of the translation wants if `before` becomes `after`: the plural
  /// rules of the CLDR say which numbers take which form. nullopt: nothing, or the number counts
  /// no noun, as far as the word after it shows in both texts. Years count nothing.
  [[nodiscard]] std::optional<CountedNoun> counted(std::string_view source, Span in_source,
                                                   std::string_view target, Span in_target,
                                                   std::string_view before,
                                                   std::string_view after) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_NUMBER_EXCHANGE_H_
