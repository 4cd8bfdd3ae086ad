#ifndef PUNTE_TM_BACKUP_H_
#define PUNTE_TM_BACKUP_H_

#include <cstdint>
#include <filesystem>

#include "base/continue.h"
#include "tm/translation_memory.h"

namespace punte::tm {

struct BackupReport {
  std::filesystem::path file;
  std::int64_t units = 0;
  std::int64_t bytes = 0;
};

/// Copies a memory, as it is at this moment, to a new file; others may read and write meanwhile.
/// The copy is made beside its place, read as a whole (check()), and gets its name at the end: a
/// file of that name is whole. Errors: kInvalidArgument where there is such a file, or for a memory
/// that no file holds; kIo; kCorrupt where the memory is damaged, and so its copy; kCancelled.
/// Cost: writes the file and reads it.
[[nodiscard]] Result<BackupReport> backup(const TranslationMemory& memory,
                                          const std::filesystem::path& file,
                                          const base::Continue& go_on = {});

}  // namespace punte::tm

#endif  // PUNTE_TM_BACKUP_H_
