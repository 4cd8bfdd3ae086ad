#ifndef PUNTE_TM_SALVAGE_H_
#define PUNTE_TM_SALVAGE_H_

#include <cstdint>
#include <filesystem>

#include "base/result.h"
#include "tm/check.h"

namespace punte::tm {

struct SalvageReport {
  std::int64_t units_kept = 0;  ///< whole
  /// Of which only a part could be read: a text whose codes or properties were lost, or some of
  /// the languages.
  std::int64_t units_in_part = 0;
  std::int64_t units_lost = 0;  ///< that are known to have been there
  bool history_lost = false;    ///< it spoke of units that are no more what they were
  /// Where the file lies now as it was before; empty where it was mended in its place, or whole.
  std::filesystem::path damaged_file;
};

/// Repairs what check() finds, and keeps all that can be read.
///
/// Where all pages are sound, references, hashes and index are rebuilt in one transaction in the
/// file itself. Where pages are damaged, a copy is worked on: first as it is, which is enough where
/// an index only lacks entries; else every unit that can be read, whole or in part, goes into a new
/// file. The result takes the place of the memory in one step, once it is complete and check()
/// finds nothing in it; the memory as it was stays beside it as NAME.damaged (.damaged2, ...). A
/// stop at any point leaves the memory as it was. Of a file that was cut short, by a copy that
/// broke off or a full disk, what its pages hold is saved.
///
/// Nobody else may write the memory meanwhile. Errors: as of opening and writing; kCorrupt where
/// the list of tables itself cannot be read.
[[nodiscard]] Result<SalvageReport> salvage(const std::filesystem::path& path,
                                            const CheckOptions& options = {});

}  // namespace punte::tm

#endif  // PUNTE_TM_SALVAGE_H_
