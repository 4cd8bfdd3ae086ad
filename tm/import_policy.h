#ifndef PUNTE_TM_IMPORT_POLICY_H_
#define PUNTE_TM_IMPORT_POLICY_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "tm/memory.h"

namespace punte::tm {

/// What becomes of a unit that says something else than one that the memory has.
enum class OnConflict {
  kKeepBoth,  ///< both stay: a text may have several translations
  kNewest,    ///< the one whose date is later stays; where neither has one, the one that is added
  kReplace,   ///< the one that is added takes the place of the other
  kKeepOld,   ///< the one that is added is left out
};

/// What makes two units of different texts say something else about the same.
enum class ConflictBy {
  kSource,  ///< the same source text, codes included, with the same contexts and forms
  kTuid,    ///< the same tuid in a file of the same name
};

struct PolicyOutcome {
  /// nullopt: the unit was left out, or took the place of another one.
  std::optional<AddOutcome> outcome;
  bool kept_old = false;      ///< a text of it was left out, or all of it
  std::int64_t replaced = 0;  ///< units that lost a text to it
};

/// Adds units to a memory by a policy, also among the units that it adds itself.
///
/// A unit conflicts with another one where both have a language in which their texts differ. Texts
/// in these languages are lost by the unit that does not stay; those in others stay, and a unit
/// goes once fewer than two are left. The one that takes the place of a unit that would go gets its
/// number and its origin, so that units that were neighbours still are.
/// Cost: kKeepBoth nothing; else one pass over the memory, and 16 bytes a unit.
class PolicyWriter {
 public:
  /// Both must outlive it. `writer` is one of `memory`.
  [[nodiscard]] static base::Result<PolicyWriter> make(const Memory& memory, Writer& writer,
                                                       OnConflict policy, ConflictBy by);
  PolicyWriter(PolicyWriter&&) noexcept;
  PolicyWriter& operator=(PolicyWriter&&) noexcept;
  ~PolicyWriter();

  /// As Writer::add().
  [[nodiscard]] base::Result<PolicyOutcome> add(const Unit& unit, std::string_view origin);

 private:
  struct State;
  explicit PolicyWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace punte::tm

#endif  // PUNTE_TM_IMPORT_POLICY_H_
