#ifndef PUNTE_TESTS_CLI_COMMAND_RUNNER_H_
#define PUNTE_TESTS_CLI_COMMAND_RUNNER_H_

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace punte::cli {

struct Outcome {
  int exit_code = -1;
  std::string out;
  std::string err;
};

/// Runs the real binary with these arguments, in `folder`, with messages in English and no
/// user memory, and bound by the permissions of files even where the tests run as root. Standard
/// input is `input`.
[[nodiscard]] Outcome run_punte(const std::vector<std::string>& arguments,
                                const std::filesystem::path& folder, std::string_view input = "");

/// A folder that is gone when the test ends.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Writes a file into it and returns its path.
  std::filesystem::path write(const std::string& name, std::string_view content) const;
  [[nodiscard]] std::string read(const std::string& name) const;

 private:
  std::filesystem::path path_;
};

}  // namespace punte::cli

#endif  // PUNTE_TESTS_CLI_COMMAND_RUNNER_H_
