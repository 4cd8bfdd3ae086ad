#ifndef PUNTE_TESTS_CLI_COMMAND_RUNNER_H_
#define PUNTE_TESTS_CLI_COMMAND_RUNNER_H_

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/temporary_folder.h"

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

/// What bash makes of a script in `folder`, both streams, with the tested program first in its path
/// and no settings of a user.
[[nodiscard]] std::string run_shell(const std::filesystem::path& folder, const std::string& script);

using tests::TemporaryFolder;

}  // namespace punte::cli

#endif  // PUNTE_TESTS_CLI_COMMAND_RUNNER_H_
