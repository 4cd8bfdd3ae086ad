#ifndef PUNTE_TM_UNIT_FILTER_H_
#define PUNTE_TM_UNIT_FILTER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "tm/moment.h"
#include "tm/unit.h"

namespace punte::tm {

/// Which units to take: those that pass everything that is set. Empty fields do not narrow.
struct UnitFilter {
  /// Units must have all of these; "pt" is met by "pt-BR". Other variants are left out of what is
  /// read. Canonical BCP 47.
  std::vector<std::string> languages;
  std::string origin;  ///< as it is, or with * and ? for any characters and for one
  /// This text occurs in a variant, whatever its case, spaces, quotation marks, cedilla or comma.
  std::string text;
  /// This regular expression (ICU's syntax) is found in a variant. A search that backtracks for
  /// more than a second or so is an error, not a hang.
  std::string regex;
  /// `text` and `regex` are looked for in variants of this language only; canonical, "": in all.
  std::string text_language;
  /// "type" or "type=value", of the unit or one of its variants; the value as `origin`.
  std::string property;
  /// Who wrote or last changed the unit or one of its variants, as their files say (creationid,
  /// changeid); as `origin`.
  std::string created_by;
  std::string changed_by;
  /// date_of() the unit is at or after / before these moments, "YYYYMMDDThhmmssZ" or a beginning of
  /// it as in "2024". Units without a date do not pass.
  std::string since;
  std::string before;
  std::vector<std::int64_t> ids;  ///< only these units

  [[nodiscard]] bool empty() const;
};

/// The latest changedate or creationdate of the unit and its variants that read_moment() reads, as
/// TMX writes it, or "".
[[nodiscard]] std::string latest_date(const Unit& unit);

/// latest_date() or, where the unit came without one, when it was last changed in this memory or
/// added to it, "YYYYMMDDThhmmssZ"; "" where that is not known either.
[[nodiscard]] std::string date_of(const Unit& unit);

/// Whether a unit passes a filter.
enum class Passing {
  kNo,
  kYes,
  kUndated,  ///< but for `since` and `before`, for it has no date
};

/// A filter made ready for many units. Threads: one each.
class UnitMatcher {
 public:
  /// Errors: kInvalidArgument for a regular expression that is none, saying where.
  [[nodiscard]] static base::Result<UnitMatcher> make(const UnitFilter& filter);
  UnitMatcher(UnitMatcher&&) noexcept;
  UnitMatcher& operator=(UnitMatcher&&) noexcept;
  ~UnitMatcher();

  /// Errors: kLimit where the regular expression takes too long on a text of the unit.
  /// Cost: linear in the unit's texts, but for the regular expression.
  [[nodiscard]] base::Result<Passing> judge(const Unit& unit, std::string_view origin);
  /// True for Passing::kYes.
  [[nodiscard]] base::Result<bool> matches(const Unit& unit, std::string_view origin);

  /// True for variants that the filter's languages leave in.
  [[nodiscard]] bool takes(const std::string& language);

 private:
  struct State;
  explicit UnitMatcher(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace punte::tm

#endif  // PUNTE_TM_UNIT_FILTER_H_
