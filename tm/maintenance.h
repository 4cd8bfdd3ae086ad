#ifndef PUNTE_TM_MAINTENANCE_H_
#define PUNTE_TM_MAINTENANCE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/continue.h"
#include "tm/memory.h"

namespace punte::tm {

struct DedupeOptions {
  UnitFilter filter;  ///< only among these units
  /// Also joins units whose texts differ only in case, white space, quotation marks, cedilla or
  /// comma; the text of the first one stays. Texts with codes must still agree exactly.
  bool loose = false;
  bool dry_run = false;
  base::Continue go_on = {};
};

/// Units of which a report shows the first, so that people see what is meant.
inline constexpr std::size_t kExamples = 10;

struct DedupeReport {
  std::int64_t units = 0;   ///< looked at
  std::int64_t groups = 0;  ///< units that had doubles
  std::int64_t removed = 0;
  std::vector<Unit> examples;  ///< of those removed, at most kExamples
  std::int64_t change = 0;     ///< in the history; 0 where nothing was done
};

/// Joins units with the same texts in the same languages, in whatever context: the first one of
/// each stays and gets the dates, properties and notes of the others. Forms of a plural, and those
/// of products, stay apart, as files are written from them. Cost: two passes; 16 bytes of memory
/// per unit.
[[nodiscard]] Result<DedupeReport> dedupe(Memory& memory, const DedupeOptions& options,
                                          ChangeInfo info = {});

struct MergeReport {
  std::int64_t added = 0;
  std::int64_t merged = 0;
  std::int64_t unchanged = 0;
};

/// Adds the units of `from` that pass the filter, with their origins.
[[nodiscard]] Result<MergeReport> merge(const Memory& from, const UnitFilter& filter, Writer& into,
                                        const base::Continue& go_on = {});

struct SideMergeReport {
  std::int64_t heads = 0;  ///< of files
  std::int64_t added_concepts = 0;
  std::int64_t merged_concepts = 0;  ///< took the place of one with the same terms
};

/// Takes over what a memory has beside its units, in the transaction of a Writer on `into` where
/// there is one: heads of files and concepts of the glossary whose origin passes `origin` (see
/// UnitFilter). As in imports, what comes later takes the place of what was there of the same
/// origin or terms. Call it after merge(): heads are shown with units of their origin only.
[[nodiscard]] Result<SideMergeReport> merge_side(const Memory& from, const std::string& origin,
                                                 Memory& into);

struct MergeAllReport {
  MergeReport units;
  SideMergeReport side;
  std::int64_t change = 0;
};

/// Adds all that other memories have, in their order and in one change: merge(), then merge_side()
/// of each.
[[nodiscard]] Result<MergeAllReport> merge_all(const std::vector<const Memory*>& from,
                                               const UnitFilter& filter, Memory& into,
                                               ChangeInfo info = {},
                                               const base::Continue& go_on = {});

struct EraseOptions {
  UnitFilter filter;
  /// Remove what does NOT pass the filter. Units without a date that pass it but for `since` and
  /// `before` stay.
  bool others = false;
  /// Remove only these variants of the units that pass, canonical tags; a unit goes once fewer
  /// than two of its variants stay. Empty: the whole unit.
  std::vector<std::string> variants;
  bool dry_run = false;
  base::Continue go_on = {};
};

struct EraseReport {
  std::int64_t units = 0;  ///< looked at
  std::int64_t removed = 0;
  std::int64_t altered = 0;  ///< units that lost a variant
  /// Units that stay because they have no date, where the filter asks for one.
  std::int64_t undated = 0;
  std::vector<Unit> examples;          ///< of those removed or altered, at most kExamples
  std::vector<Unit> undated_examples;  ///< at most kExamples
  std::int64_t change = 0;
};

/// Removes units, in one change.
[[nodiscard]] Result<EraseReport> erase(Memory& memory, const EraseOptions& options,
                                        ChangeInfo info = {});

/// Gives `text` a new wording. Codes keep their place where `marked` shows their contents, in
/// order ("not <b>here</b>"); codes without content keep their distance to what did not change.
/// nullopt: the text has codes, and `marked` does not show all of them in their order.
[[nodiscard]] std::optional<MarkedText> reword(const MarkedText& text, std::string_view marked);

struct EditReport {
  enum class Outcome {
    kChanged,
    kSame,          ///< the text is that already
    kNoText,        ///< there is no such unit, or it has no text in the language
    kCodesMissing,  ///< see reword()
    kEmpty,         ///< nothing would be left of the text
  };
  Outcome outcome = Outcome::kNoText;
  std::int64_t change = 0;  ///< where the text was found and could be reworded
};

/// Gives unit `id` a new wording of its text in `language`, a canonical tag, as reword() does, and
/// says in its changedate and changeid when and by whom. Where it has several, the last one is
/// taken. Errors: kInvalidArgument for what is not UTF-8.
[[nodiscard]] Result<EditReport> edit(Memory& memory, std::int64_t id, const std::string& language,
                                      std::string_view marked, ChangeInfo info = {});

struct ReplaceOptions {
  UnitFilter filter;  ///< only in these units
  std::string find;   ///< as it is, or a regular expression (ICU's syntax)
  std::string with;   ///< of a regular expression, $1 and the like are its groups
  bool regex = false;
  std::string language;  ///< canonical tag: only in texts of it; "": in all
  bool dry_run = false;
  base::Continue go_on = {};
};

/// A text before and after.
struct Replacement {
  std::int64_t unit = 0;
  std::string language;
  MarkedText before;
  MarkedText after;
};

struct ReplaceReport {
  std::int64_t units = 0;  ///< looked at
  std::int64_t altered = 0;
  std::int64_t texts = 0;             ///< that became other ones
  std::int64_t emptied = 0;           ///< texts that stay, as nothing would be left of them
  std::vector<Replacement> examples;  ///< at most kExamples
  std::int64_t change = 0;
};

/// Replaces every occurrence of a text or a regular expression in the texts of units, in one
/// change. Each altered text is an edit: see edit(). Inline codes inside of what is replaced come
/// after it. Errors: kInvalidArgument for an empty text or what is no regular expression; kLimit
/// where that takes too long on a text.
[[nodiscard]] Result<ReplaceReport> replace(Memory& memory, const ReplaceOptions& options,
                                            ChangeInfo info = {});

}  // namespace punte::tm

#endif  // PUNTE_TM_MAINTENANCE_H_
