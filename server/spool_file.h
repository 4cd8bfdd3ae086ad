#ifndef PUNTE_SERVER_SPOOL_FILE_H_
#define PUNTE_SERVER_SPOOL_FILE_H_

#include <filesystem>
#include <fstream>
#include <string_view>

namespace punte::server {

/// A file of its own name in a folder, for the body of a request. It is removed with the object,
/// unless somebody else has taken it. Threads: one.
class SpoolFile {
 public:
  SpoolFile() = default;
  SpoolFile(const SpoolFile&) = delete;
  SpoolFile& operator=(const SpoolFile&) = delete;
  ~SpoolFile() { discard(); }

  /// False: it cannot be made.
  [[nodiscard]] bool open(const std::filesystem::path& folder);
  [[nodiscard]] bool is_open() const { return file_.is_open(); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// False: the disk is full.
  [[nodiscard]] bool write(std::string_view bytes);
  /// Closes it; false: the disk is full.
  [[nodiscard]] bool close();
  /// It is somebody else's now.
  void release() { path_.clear(); }
  void discard();

 private:
  std::filesystem::path path_;
  std::ofstream file_;
};

}  // namespace punte::server

#endif  // PUNTE_SERVER_SPOOL_FILE_H_
