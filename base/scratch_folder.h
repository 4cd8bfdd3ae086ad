#ifndef PUNTE_BASE_SCRATCH_FOLDER_H_
#define PUNTE_BASE_SCRATCH_FOLDER_H_

#include <filesystem>
#include <utility>

#include "base/result.h"

namespace punte::base {

/// A folder of its own in the place for temporary files ($TMPDIR), readable by its owner alone. It
/// and all that is in it are removed at the end.
class ScratchFolder {
 public:
  /// Errors: kIo.
  [[nodiscard]] static Result<ScratchFolder> make();
  ScratchFolder(ScratchFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  ScratchFolder& operator=(ScratchFolder&& other) noexcept {
    std::swap(path_, other.path_);
    return *this;
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  explicit ScratchFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

}  // namespace punte::base

#endif  // PUNTE_BASE_SCRATCH_FOLDER_H_
