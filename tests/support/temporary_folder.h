#ifndef PUNTE_TESTS_SUPPORT_TEMPORARY_FOLDER_H_
#define PUNTE_TESTS_SUPPORT_TEMPORARY_FOLDER_H_

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "base/scratch_folder.h"

namespace punte::tests {

/// A folder of this test alone, gone when the test ends: tests of two builds can run at once.
class TemporaryFolder {
 public:
  // Without a folder there is no test: value() throws. Written out so that a const one may be had.
  TemporaryFolder() : scratch_(std::move(base::ScratchFolder::make().value())) {}

  [[nodiscard]] const std::filesystem::path& path() const { return scratch_.path(); }
  [[nodiscard]] std::filesystem::path operator/(const std::filesystem::path& name) const {
    return path() / name;
  }
  /// Writes a file into it and returns its path.
  std::filesystem::path write(const std::string& name, std::string_view content) const {
    std::ofstream file(path() / name, std::ios::binary);
    file << content;
    return path() / name;
  }
  [[nodiscard]] std::string read(const std::string& name) const {
    std::ifstream file(path() / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  base::ScratchFolder scratch_;
};

}  // namespace punte::tests

#endif  // PUNTE_TESTS_SUPPORT_TEMPORARY_FOLDER_H_
