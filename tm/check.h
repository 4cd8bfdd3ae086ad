#ifndef PUNTE_TM_CHECK_H_
#define PUNTE_TM_CHECK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/continue.h"
#include "tm/maintenance.h"
#include "tm/translation_memory.h"

namespace punte::tm {

/// What is wrong in a memory's file.
struct Fault {
  /// "file": pages of the database; "reference": a row without the row that it belongs to;
  /// "detail": a unit that cannot be read; "hash": a unit that would not be found as a double;
  /// "index": the search index differs from the units; "history": a change that cannot be undone.
  std::string code;
  std::int64_t unit = 0;  ///< the unit or, for "history", the change; 0: none in particular
  std::string detail;
};

struct CheckOptions {
  std::size_t max_faults = 100;  ///< most that are listed; `fault_count` tells all
  base::Continue go_on = {};
};

struct CheckReport {
  std::int64_t units = 0;
  std::int64_t changes = 0;
  std::vector<Fault> faults;
  std::int64_t fault_count = 0;
  bool pages_damaged = false;  ///< there are faults of the code "file"
};

/// Reads the whole file: its pages, references, units, history and index.
/// Errors: those of reading; damage is no error but what the report is about.
/// Cost: one pass over the file and some microseconds per unit.
[[nodiscard]] Result<CheckReport> check(const TranslationMemory& memory,
                                        const CheckOptions& options = {});

struct OptimizeOptions {
  /// Forget changes older than this moment, in seconds since 1970; they can no longer be undone.
  std::int64_t forget_before = 0;
};

struct OptimizeReport {
  std::int64_t bytes_before = 0;
  std::int64_t bytes_after = 0;
  std::int64_t forgotten = 0;  ///< changes
};

/// Compacts index and file. Needs free space of about the file's size meanwhile; readers go on.
/// A stop at any point leaves the memory as it was, or done.
[[nodiscard]] Result<OptimizeReport> optimize(TranslationMemory& memory,
                                              const OptimizeOptions& options = {});

}  // namespace punte::tm

#endif  // PUNTE_TM_CHECK_H_
