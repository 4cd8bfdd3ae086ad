#ifndef PUNTE_TESTS_TM_FAULTY_VFS_H_
#define PUNTE_TESTS_TM_FAULTY_VFS_H_

#include <cstdint>

namespace punte::tm {

/// What happens at a chosen one of the operations that change files (write, truncate, sync,
/// delete), whichever file they concern.
enum class DiskFault {
  kNone,
  kError,     ///< this one fails with an input/output error
  kFullDisk,  ///< this one and all later writes fail, half written
  kKill,      ///< the process is killed, a write half done
};

/// Stands between SQLite and the file system once it is installed, for all connections of the
/// process that are opened from then on. One test at a time.
void install_faulty_vfs();

/// The fault comes at the `operation`th operation from now on, the first being 1.
void set_fault(DiskFault fault, std::int64_t operation);

/// Operations since set_fault().
std::int64_t operations();

}  // namespace punte::tm

#endif  // PUNTE_TESTS_TM_FAULTY_VFS_H_
