#ifndef PUNTE_EXCHANGE_PLURAL_RULE_H_
#define PUNTE_EXCHANGE_PLURAL_RULE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace punte::exchange {

/// No language has more forms of a plural.
inline constexpr std::size_t kMaxPluralForms = 6;

/// gettext's Plural-Forms: which form of a plural belongs to a number.
class PluralRule {
 public:
  /// Reads "nplurals=2; plural=(n != 1);". nullopt for what is no such rule, for more than
  /// kMaxPluralForms forms, and for expressions deeper than 64.
  [[nodiscard]] static std::optional<PluralRule> parse(std::string_view written);

  [[nodiscard]] std::size_t count() const { return count_; }
  /// The form for a number, less than count(). Division by zero, and a form that the rule does not
  /// have, give 0. Cost: the length of the expression.
  [[nodiscard]] std::size_t form(std::uint64_t number) const;

 private:
  /// What the expression does, in the order of a stack machine.
  struct Step {
    enum class Kind { kNumber, kN, kOperator, kJump, kJumpIfZero } kind = Kind::kNumber;
    std::uint64_t value = 0;  // the number, the operator's two letters, or the step to go to
  };
  friend class PluralParser;

  std::size_t count_ = 0;
  std::vector<Step> steps_;
};

/// Value of Plural-Forms for a language, or "" where it is not known.
[[nodiscard]] std::string plural_forms(const std::string& language);

/// For each form of `to` the form of `from` that most numbers of it have; small numbers count as
/// much as large ones.
[[nodiscard]] std::vector<std::size_t> matching_forms(const PluralRule& from, const PluralRule& to);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_PLURAL_RULE_H_
