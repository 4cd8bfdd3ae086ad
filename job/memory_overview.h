#ifndef PUNTE_JOB_MEMORY_OVERVIEW_H_
#define PUNTE_JOB_MEMORY_OVERVIEW_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "language/unit.h"
#include "tm/memory.h"
#include "tm/unit_filter.h"

namespace punte::job {

/// What a memory holds, or the part of it that a filter takes.
struct MemoryOverview {
  std::int64_t units = 0;
  std::int64_t file_bytes = 0;  ///< of the whole memory
  int schema_version = 0;       ///< of its file
  std::string oldest;           ///< latest dates of units, as they are written; "": there are none
  std::string newest;
  std::int64_t undated = 0;                     ///< units of which no date is known at all
  std::vector<tm::LanguageCount> languages;     ///< those of most texts in the memory first
  std::map<std::string, std::int64_t> origins;  ///< units by origin
};

/// Cost: reads all units that pass. Errors: those of the memory.
[[nodiscard]] base::Result<MemoryOverview> memory_overview(const tm::Memory& memory,
                                                           const tm::UnitFilter& filter);

struct ListedUnit {
  language::Unit unit;
  std::string origin;
};

struct UnitList {
  std::vector<ListedUnit> first;
  std::int64_t all = 0;  ///< units that pass
};

/// At most `limit` units that pass, in the order of the memory. Errors: those of the memory.
/// Cost: reads all units that pass a filter, to count them.
[[nodiscard]] base::Result<UnitList> list_units(const tm::Memory& memory,
                                                const tm::UnitFilter& filter, std::size_t limit);

}  // namespace punte::job

#endif  // PUNTE_JOB_MEMORY_OVERVIEW_H_
