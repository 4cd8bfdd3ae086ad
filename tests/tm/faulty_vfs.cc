#include "tests/tm/faulty_vfs.h"

#include <sqlite3.h>

#include <atomic>
#include <csignal>
#include <cstddef>
#include <new>

namespace punte::tm {
namespace {

std::atomic<std::int64_t> done{0};
std::atomic<std::int64_t> fault_at{0};
std::atomic<DiskFault> fault{DiskFault::kNone};

/// What is to happen to the operation that begins now.
DiskFault next_operation() {
  const std::int64_t number = ++done;
  const DiskFault kind = fault;
  const bool hit = kind == DiskFault::kFullDisk ? number >= fault_at : number == fault_at;
  return hit ? kind : DiskFault::kNone;
}

struct File {
  sqlite3_file base;
  // The file of the system's VFS lies behind this.
};

sqlite3_file* real(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1);
}

int close_file(sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); }
int read_file(sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
  return real(f)->pMethods->xRead(real(f), to, size, at);
}
int write_file(sqlite3_file* f, const void* from, int size, sqlite3_int64 at) {
  const DiskFault kind = next_operation();
  if (kind == DiskFault::kNone) return real(f)->pMethods->xWrite(real(f), from, size, at);
  if (kind != DiskFault::kError) real(f)->pMethods->xWrite(real(f), from, size / 2, at);
  if (kind == DiskFault::kKill) std::raise(SIGKILL);
  return kind == DiskFault::kFullDisk ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}
int truncate_file(sqlite3_file* f, sqlite3_int64 size) {
  const DiskFault kind = next_operation();
  if (kind == DiskFault::kKill) std::raise(SIGKILL);
  if (kind == DiskFault::kError) return SQLITE_IOERR_TRUNCATE;
  return real(f)->pMethods->xTruncate(real(f), size);
}
int sync_file(sqlite3_file* f, int flags) {
  const DiskFault kind = next_operation();
  if (kind == DiskFault::kKill) std::raise(SIGKILL);
  if (kind != DiskFault::kNone) return SQLITE_IOERR_FSYNC;
  return real(f)->pMethods->xSync(real(f), flags);
}
int size_of_file(sqlite3_file* f, sqlite3_int64* size) {
  return real(f)->pMethods->xFileSize(real(f), size);
}
int lock_file(sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); }
int unlock_file(sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); }
int check_lock(sqlite3_file* f, int* out) {
  return real(f)->pMethods->xCheckReservedLock(real(f), out);
}
int control_file(sqlite3_file* f, int operation, void* argument) {
  return real(f)->pMethods->xFileControl(real(f), operation, argument);
}
int sector_size(sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); }
int characteristics(sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); }
int shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
  return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
}
int shm_lock(sqlite3_file* f, int offset, int count, int flags) {
  return real(f)->pMethods->xShmLock(real(f), offset, count, flags);
}
void shm_barrier(sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); }
int shm_unmap(sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); }

const sqlite3_io_methods kMethods = {
    2,         close_file,  read_file,  write_file,   truncate_file, sync_file,       size_of_file,
    lock_file, unlock_file, check_lock, control_file, sector_size,   characteristics, shm_map,
    shm_lock,  shm_barrier, shm_unmap,  nullptr,      nullptr};

sqlite3_vfs* system_vfs = nullptr;
sqlite3_vfs faulty_vfs;

int open_file(sqlite3_vfs* /*vfs*/, const char* name, sqlite3_file* file, int flags,
              int* out_flags) {
  file->pMethods = nullptr;
  const int code = system_vfs->xOpen(system_vfs, name, real(file), flags, out_flags);
  if (real(file)->pMethods != nullptr) file->pMethods = &kMethods;
  return code;
}
int delete_file(sqlite3_vfs* /*vfs*/, const char* name, int sync) {
  const DiskFault kind = next_operation();
  if (kind == DiskFault::kKill) std::raise(SIGKILL);
  if (kind == DiskFault::kError) return SQLITE_IOERR_DELETE;
  return system_vfs->xDelete(system_vfs, name, sync);
}

}  // namespace

void install_faulty_vfs() {
  if (system_vfs != nullptr) return;
  system_vfs = sqlite3_vfs_find(nullptr);
  faulty_vfs = *system_vfs;
  faulty_vfs.zName = "faulty";
  faulty_vfs.szOsFile = static_cast<int>(sizeof(File)) + system_vfs->szOsFile;
  faulty_vfs.xOpen = open_file;
  faulty_vfs.xDelete = delete_file;
  sqlite3_vfs_register(&faulty_vfs, 1);
}

void set_fault(DiskFault kind, std::int64_t operation) {
  done = 0;
  fault_at = operation;
  fault = kind;
}

std::int64_t operations() { return done; }

}  // namespace punte::tm
