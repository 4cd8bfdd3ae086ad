#ifndef PUNTE_TM_AUDIT_H_
#define PUNTE_TM_AUDIT_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/continue.h"
#include "tm/maintenance.h"
#include "tm/memory.h"

namespace punte::tm {

enum class Problem {
  kLanguage,  ///< the text is not in the language that its label claims
  kSwapped,   ///< two texts of the unit have each other's label
  kSame,      ///< a copy of another language's text, and in that language: left untranslated
  kEmpty,     ///< no text, or no other language beside it
  kNumbers,   ///< numbers of two digits or more differ from those of the unit's first text
  kEncoding,  ///< characters were read in the wrong encoding, or are lost
};

/// "language", "swapped", "same", "empty", "numbers", "encoding".
[[nodiscard]] std::string_view problem_name(Problem problem);
[[nodiscard]] std::optional<Problem> problem_of(std::string_view name);

struct Finding {
  Problem problem = Problem::kLanguage;
  std::int64_t unit = 0;
  std::string origin;
  std::string language;  ///< that the text claims
  std::string text;
  /// What it should be: a label (language, swapped, same), a text (encoding), or what the first
  /// text has (numbers); may be empty.
  std::string proposal;
  double confidence = 1;  ///< 0..1
  bool can_fix = false;
};

struct AuditOptions {
  UnitFilter filter;
  /// Look for these only; empty: for all but kSame, for a text may well be the same in two
  /// languages.
  std::vector<Problem> problems;
  double min_confidence = 0.9;  ///< that a label is wrong, 0..1
  bool fix = false;
  base::Continue go_on = {};
};

struct AuditReport {
  std::int64_t units = 0;  ///< looked at
  std::int64_t findings = 0;
  std::int64_t fixed = 0;   ///< units
  std::int64_t change = 0;  ///< in the history
};

/// Looks through units for what should not be in a memory. With `fix`, wrong labels are set right,
/// empty variants and, where they are asked for, untranslated copies leave (and units without a
/// pair with them), and texts read in the wrong encoding are turned back, all in one change that
/// can be undone. Cost: about 0.1 us a letter. An error of `visit` ends it, with nothing written.
[[nodiscard]] Result<AuditReport> audit(Memory& memory, const AuditOptions& options,
                                        const std::function<Result<void>(const Finding&)>& visit,
                                        ChangeInfo info = {});

}  // namespace punte::tm

#endif  // PUNTE_TM_AUDIT_H_
